import Diagnostics
import Language

/// Prose as it was written: blocks from top to bottom.
public struct Markup: Hashable, Sendable {
  /// The blocks.
  public var blocks: [MarkupBlock]

  /// Creates prose from blocks.
  public init(_ blocks: [MarkupBlock] = []) { self.blocks = blocks }

  /// Whether there are no blocks.
  public var isEmpty: Bool { blocks.isEmpty }
}

/// A paragraph, list, table… and where it stands.
public struct MarkupBlock: Hashable, Sendable {
  /// The kinds of block.
  public indirect enum Form: Hashable, Sendable {
    case paragraph([Inline])
    case heading([Inline], level: Int)
    /// Numbered from `start`, or bulleted where that is nil.
    case list([ListItem], start: Int?)
    case quote([MarkupBlock])
    case code(CodeBlock)
    case table(MarkupTable)
    case rule
  }

  /// What the block is.
  public var form: Form
  /// Where it is written.
  public var span: SourceSpan
}

/// An item of a list.
public struct ListItem: Hashable, Sendable {
  /// The blocks of the item.
  public var blocks: [MarkupBlock]
  /// Whether the box of a task is ticked; nil for an item without a box.
  public var isTicked: Bool?
  /// Where the item is written.
  public var span: SourceSpan
}

/// A table of prose.
public struct MarkupTable: Hashable, Sendable {
  /// Where the text of a column stands.
  public enum Alignment: Hashable, Sendable { case leading, center, trailing }

  /// The titles of the columns.
  public var header: [[Inline]]
  /// The rows, each with one text a column.
  public var rows: [[[Inline]]]
  /// The alignment of each column.
  public var alignments: [Alignment]
}

/// A fenced or indented block of text that is not prose.
public struct CodeBlock: Hashable, Sendable {
  /// The lines, without the fences.
  public var text: String
  /// What follows the opening fence on its line; empty where nothing does.
  public var info: String
  /// Where that is written.
  public var infoSpan: SourceSpan
  /// The lines between the fences, in UTF-8 offsets; nil for indented code.
  var body: Range<Int>?
  var isClosed: Bool
}

/// A piece of a paragraph.
public indirect enum Inline: Hashable, Sendable {
  case text(String)
  case emphasis([Inline])
  case strong([Inline])
  case struck([Inline])
  case code(String)
  case link([Inline], destination: String, at: SourceSpan)
  /// Shown as its text.
  case image(String, destination: String, at: SourceSpan)
  case figure(Figure)
  /// Words that are shown where a condition holds, and those that are shown where it does not.
  case when(Figure, then: [Inline], otherwise: [Inline])
  /// At the head of a paragraph: it speaks of the author's values, whatever the learner has set.
  case authorsValues(at: SourceSpan)
  /// A line end in the file, where the line may break or not.
  case softBreak
  case lineBreak
}

/// A value in the prose: {eval}`rent`.
public struct Figure: Hashable, Sendable {
  /// The formula's place, without the backticks.
  public var formula: SourceSpan
  /// Role and formula.
  public var span: SourceSpan
  /// nil where the formula cannot be read; that is then among the file's problems.
  public var expression: Expression?
}

extension Inline {
  /// The characters alone, as for a title.
  public var plain: String {
    switch self {
    case .text(let text), .code(let text), .image(let text, _, _): text
    case .emphasis(let inner), .strong(let inner), .struck(let inner), .link(let inner, _, _):
      inner.map { $0.plain }.joined()
    case .figure(let figure): figure.formula.text
    case .when(_, let words, _): words.map { $0.plain }.joined()
    case .authorsValues: ""
    case .softBreak: " "
    case .lineBreak: "\n"
    }
  }
}
