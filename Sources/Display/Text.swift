/// What a piece of text means; how it looks is the drawer's choice.
public enum Role: Hashable, Sendable {
  case plain
  case emphasis
  case strong
  case code
  /// The name of a cell, unit, function or command.
  case name
  /// A figure, its unit included.
  case value
  /// Explanations beside the matter: sentences, positions, sources.
  case muted
  case heading
  case success
  case failure
  case warning
  /// Something the reader can type as it stands.
  case input
  case link(String)
}

/// A run of text with one meaning.
public struct Span: Hashable, Sendable {
  public var text: String
  public var role: Role

  public init(_ text: String, _ role: Role = .plain) {
    self.text = text
    self.role = role
  }
}

/// Inline text: spans in reading order. It may hold "\n" as a forced line break.
public struct Text: Hashable, Sendable, ExpressibleByStringInterpolation {
  public var spans: [Span]

  public init(_ spans: [Span]) { self.spans = spans }

  public init(_ text: String, _ role: Role = .plain) { spans = [Span(text, role)] }

  public init(stringLiteral value: String) { self.init(value) }

  /// The characters alone.
  public var plain: String { spans.map { $0.text }.joined() }

  public var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

  public static func + (left: Text, right: Text) -> Text { Text(left.spans + right.spans) }

  public static func += (left: inout Text, right: Text) { left.spans += right.spans }

  /// The texts one after another with a separator between.
  public static func joined(_ texts: [Text], by separator: Text) -> Text {
    var result = Text([])
    for (index, text) in texts.enumerated() {
      if index > 0 { result += separator }
      result += text
    }
    return result
  }
}
