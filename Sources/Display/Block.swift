/// One thing that can be shown, as data: it has neither colour nor width.
public indirect enum Block: Hashable, Sendable {
  case paragraph(Text)
  case heading(Text, level: Int)
  /// Items of blocks; numbered from `start`, or bulleted where that is nil.
  case list([[Block]], start: Int?)
  case quote([Block])
  /// Preformatted text, never refilled; `language` is the fence's word, often empty.
  case code(String, language: String)
  case table(Table)
  case rule
  case note(Note)
  case plot(Plot)
  case strip(Strip)
  case timeline(Timeline)
  case heatMap(HeatMap)
  case slider(Slider)
  case snippet(Snippet)
  /// Lines that stay lines: each is wrapped by itself, none is joined to the next.
  case lines([Text])
}

/// A whole answer: blocks from top to bottom.
public struct Display: Hashable, Sendable {
  /// The blocks, from top to bottom.
  public var blocks: [Block]

  /// Creates a display from blocks.
  public init(_ blocks: [Block] = []) { self.blocks = blocks }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { blocks.isEmpty }

  /// The blocks of both, one after the other.
  public static func + (left: Display, right: Display) -> Display {
    Display(left.blocks + right.blocks)
  }

  /// Appends the blocks of another display.
  public static func += (left: inout Display, right: Display) { left.blocks += right.blocks }
}

/// A set-off remark: a note, a warning or the source of a figure.
public struct Note: Hashable, Sendable {
  /// What a note is for; decides its title, where it has none, and its colour.
  public enum Kind: String, Hashable, Sendable { case note, warning, source, success, failure }

  /// What the note is for.
  public var kind: Kind
  /// The heading of the note; empty for the kind's own word.
  public var title: Text
  /// What the note says.
  public var blocks: [Block]

  /// Creates a note; an empty title stands for the kind's own word.
  public init(_ kind: Kind, title: Text = "", blocks: [Block]) {
    self.kind = kind
    self.title = title
    self.blocks = blocks
  }
}
