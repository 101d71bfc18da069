import Diagnostics
import Display
import Language

/// A piece of a lesson: a stretch of prose, or a block.
public struct Element: Sendable {
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

  public var form: Form
  public var span: SourceSpan
}

/// ```{model} NAME
public struct ModelBlock: Sendable {
  public var name: String
  public var nameSpan: SourceSpan
  /// Results to show first, in this order.
  public var important: [String]
  /// The lines that could be read, in order.
  public var declarations: [Declaration]
  public var span: SourceSpan
  /// The names of its parameters and results, also of those whose lines could not be read.
  public var names: Set<String>
}

/// ```{try}
public struct TryBlock: Sendable {
  /// A line to type.
  public struct Line: Hashable, Sendable {
    public var text: String
    public var span: SourceSpan
    /// What is said above it; empty where nothing is.
    public var remark: String
  }

  public var lines: [Line]
}

/// ```{predict} NAME when NAME = VALUE
public struct PredictBlock: Sendable {
  public var guess: Guess
  public var question: Markup
}

/// ```{quiz}
public struct QuizBlock: Sendable {
  public var title: String
  public var question: Markup
  public var options: [ChoiceOption]
}

/// One of several answers to choose from.
public struct ChoiceOption: Sendable {
  public var text: [Inline]
  public var isRight: Bool
  /// What is said when it was chosen; empty where nothing is.
  public var reply: Markup
  public var span: SourceSpan
}

/// ```{plot} EXPR over NAME
public struct PlotBlock: Sendable {
  public var question: Question
  public var caption: Markup
}

/// ```{table} EXPR, EXPR
public struct TableBlock: Sendable {
  public var question: Question
  public var caption: Markup
}

/// ```{strip} SHARE
public struct StripBlock: Sendable {
  /// The busy share.
  public var share: Expression
  /// The length of the strip; a day where it is nil.
  public var length: Expression?
  /// Into how many stretches the busy share is cut, 1...100.
  public var bursts: Int
  public var caption: Markup
}

/// ```{timeline} RUN
public struct TimelineBlock: Sendable {
  public var run: Expression
  public var caption: Markup
}

/// ```{note} Title, and {warning} and {source}
public struct NoteBlock: Sendable {
  public var kind: Note.Kind
  public var title: String
  /// When the figures of a source were looked up, as YYYY-MM-DD.
  public var asOf: String?
  public var body: Markup
}

extension Element {
  /// The prose in it.
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
  /// Its words, as a paragraph, and its reply.
  public var markups: [Markup] {
    [Markup([MarkupBlock(form: .paragraph(text), span: span)]), reply]
  }
}
