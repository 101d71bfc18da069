import Diagnostics
import Display
import Language

/// A piece of a lesson: a stretch of prose, or a block.
public struct Element: Sendable {
  /// The kinds of element.
  public enum Form: Sendable {
    case prose(Markup)
    case model(ModelBlock)
    case attempt(TryBlock)
    case prediction(PredictBlock)
    case quiz(QuizBlock)
    case exercise(Reference)
    case plot(PlotBlock)
    case table(TableBlock)
    case strip(StripBlock)
    case timeline(TimelineBlock)
    case note(NoteBlock)
  }

  /// What the element is.
  public var form: Form
  /// Where it is written.
  public var span: SourceSpan
}

/// ```{model} NAME
public struct ModelBlock: Sendable {
  /// What the model is called.
  public var name: String
  /// Where the name is written.
  public var nameSpan: SourceSpan
  /// Results to show first, in this order.
  public var important: [String]
  /// What its parameters, or it, were called before, and are now, each with the model in front.
  public var was: [(old: String, new: String)] = []
  /// The lines that could be read, in order.
  public var declarations: [Declaration]
  /// Where the block is written.
  public var span: SourceSpan
  /// The names of its parameters and results, also of those whose lines could not be read.
  public var names: Set<String>
}

/// ```{try}
public struct TryBlock: Sendable {
  /// A line to type.
  public struct Line: Hashable, Sendable {
    /// The line, as it is typed.
    public var text: String
    /// Where it is written.
    public var span: SourceSpan
    /// What is said above the line; empty where nothing is.
    public var remark: String
    /// What the line shows, as the author says; nil where that is not said.
    public var expected: Expected?
  }

  /// What a line shows, in lines below it that begin with #>.
  public struct Expected: Hashable, Sendable {
    /// What such lines begin with.
    public static let mark = "#>"
    /// What is shown, without white space that only makes columns.
    public var lines: [String]
    /// Where it is written.
    public var span: SourceSpan

    /// Lines as they are compared: words, one space apart.
    public static func lines(of text: String) -> [String] {
      text.split(whereSeparator: { $0.isNewline }).map { line in
        line.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
      }.filter { !$0.isEmpty }
    }
  }

  /// The lines, in the order they are suggested.
  public var lines: [Line]
}

/// ```{predict} NAME when NAME = VALUE
public struct PredictBlock: Sendable {
  /// What is to be foreseen.
  public var guess: Guess
  /// What the learner is asked.
  public var question: Markup
}

/// ```{quiz}
public struct QuizBlock: Sendable {
  /// The heading; empty where there is none.
  public var title: String
  /// What the learner is asked.
  public var question: Markup
  /// The answers to choose from.
  public var options: [ChoiceOption]
}

/// One of several answers to choose from.
public struct ChoiceOption: Sendable {
  /// The answer.
  public var text: [Inline]
  /// What the author calls it, {#so} behind its words; empty where it has no name.
  public var id = ""
  /// Whether it is right.
  public var isRight: Bool
  /// What a learner who chose it is told; empty where that is nothing.
  public var reply: Markup
  /// Where it is written.
  public var span: SourceSpan
}

/// ```{plot} EXPR over NAME
public struct PlotBlock: Sendable {
  /// What is plotted.
  public var question: Question
  /// The prose below the picture; empty where there is none.
  public var caption: Markup
}

/// ```{table} EXPR, EXPR
public struct TableBlock: Sendable {
  /// What is tabulated.
  public var question: Question
  /// The prose below the table; empty where there is none.
  public var caption: Markup
}

/// ```{strip} SHARE
public struct StripBlock: Sendable {
  /// The busy share.
  public var share: Expression
  /// The length of the strip; a day where it is nil.
  public var length: Expression?
  /// The number of stretches that the busy share is cut into, 1 to 100.
  public var bursts: Int
  /// The prose below the strip; empty where there is none.
  public var caption: Markup
}

/// ```{timeline} RUN
public struct TimelineBlock: Sendable {
  /// The run that is drawn.
  public var run: Expression
  /// The prose below the picture; empty where there is none.
  public var caption: Markup
}

/// ```{note} Title, and {warning} and {source}
public struct NoteBlock: Sendable {
  /// Whether it is a note, a warning or a source.
  public var kind: Note.Kind
  /// The heading; empty for the kind's own word.
  public var title: String
  /// When the figures of a source were looked up, as YYYY-MM-DD.
  public var asOf: String?
  /// What the note says.
  public var body: Markup
}

extension Element {
  /// All prose of the element.
  public var markups: [Markup] {
    switch form {
    case .prose(let markup): [markup]
    case .prediction(let block): [block.question]
    case .quiz(let block): [block.question] + block.options.flatMap { $0.markups }
    case .plot(let block): [block.caption]
    case .table(let block): [block.caption]
    case .strip(let block): [block.caption]
    case .timeline(let block): [block.caption]
    case .note(let block): [block.body]
    case .model, .attempt, .exercise: []
    }
  }
}

extension ChoiceOption {
  /// The answer, as a paragraph, and the reply.
  public var markups: [Markup] {
    [Markup([MarkupBlock(form: .paragraph(text), span: span)]), reply]
  }
}
