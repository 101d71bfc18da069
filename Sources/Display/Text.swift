/// What a piece of text means. How it looks is decided by whatever draws it.
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
  /// The characters.
  public var text: String
  /// What they mean.
  public var role: Role

  /// Creates a span.
  public init(_ text: String, _ role: Role = .plain) {
    self.text = text
    self.role = role
  }
}

/// Inline text: spans in reading order. It may hold "\n" as a forced line break.
public struct Text: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The spans, in reading order.
  public var spans: [Span]

  /// Creates a text from spans.
  public init(_ spans: [Span]) { self.spans = spans }

  /// Creates a text with one meaning.
  public init(_ text: String, _ role: Role = .plain) { spans = [Span(text, role)] }

  /// Creates a plain text from a literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// The characters, without their meaning.
  public var plain: String { spans.map { $0.text }.joined() }

  /// The same, not to be broken between its words.
  public var unbroken: Text {
    Text(spans.map { Span(String($0.text.map { $0 == " " ? "\u{00A0}" : $0 }), $0.role) })
  }

  /// Whether there are no characters.
  public var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

  /// One text after the other.
  public static func + (left: Text, right: Text) -> Text { Text(left.spans + right.spans) }

  /// Appends a text.
  public static func += (left: inout Text, right: Text) { left.spans += right.spans }

  /// The texts one after another, with a separator between them.
  public static func joined(_ texts: [Text], by separator: Text) -> Text {
    var result = Text([])
    for (index, text) in texts.enumerated() {
      if index > 0 { result += separator }
      result += text
    }
    return result
  }
}
