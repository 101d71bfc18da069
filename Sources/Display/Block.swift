/// One thing that can be shown, as data: no colour, no width.
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
  case slider(Slider)
  case snippet(Snippet)
  /// Lines that stay lines: each is wrapped by itself, none is joined to the next.
  case lines([Text])
}

/// A whole answer: blocks from top to bottom.
public struct Display: Hashable, Sendable {
  public var blocks: [Block]

  public init(_ blocks: [Block] = []) { self.blocks = blocks }

  public var isEmpty: Bool { blocks.isEmpty }

  public static func + (left: Display, right: Display) -> Display {
    Display(left.blocks + right.blocks)
  }

  public static func += (left: inout Display, right: Display) { left.blocks += right.blocks }
}

/// A set-off remark: a note, a warning or the source of a figure.
public struct Note: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case note, warning, source, success, failure }

  public var kind: Kind
  /// What the remark is called; the kind's own word where it is empty.
  public var title: Text
  public var blocks: [Block]

  public init(_ kind: Kind, title: Text = "", blocks: [Block]) {
    self.kind = kind
    self.title = title
    self.blocks = blocks
  }
}
