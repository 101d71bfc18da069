import Display

/// A drawn line: spans whose text is clean and fits.
struct Line {
  var spans: [Span]

  init(_ spans: [Span] = []) { self.spans = spans }

  init(_ text: String, _ role: Role = .plain) { spans = [Span(text, role)] }

  var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }

  var isBlank: Bool { spans.allSatisfy { $0.text.allSatisfy { $0 == " " } } }

  static func + (left: Line, right: Line) -> Line { Line(left.spans + right.spans) }

  /// The line as it goes to the terminal, without spaces at its end.
  func painted(_ style: Style) -> String {
    var spans = spans
    while let last = spans.last {
      let text = last.text.trimmingTrailingSpaces
      if !text.isEmpty {
        spans[spans.count - 1].text = text
        break
      }
      spans.removeLast()
    }
    guard style.hasColor else { return spans.map(\.text).joined() }
    return spans.map { span in
      guard let code = span.role.code else { return span.text }
      if case .link(let target) = span.role, target.hasPrefix("http"), target.isSafeLink {
        return "\u{1B}]8;;\(target)\u{1B}\\\u{1B}[\(code)m\(span.text)\u{1B}[0m\u{1B}]8;;\u{1B}\\"
      }
      return "\u{1B}[\(code)m\(span.text)\u{1B}[0m"
    }.joined()
  }
}

extension String {
  var trimmingTrailingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// Whether an address can stand inside an escape sequence.
  fileprivate var isSafeLink: Bool { utf8.allSatisfy { $0 > 32 && $0 < 127 } }
}

extension Role {
  /// The terminal's code for it, in the sixteen colours that every theme chooses for itself.
  var code: String? {
    switch self {
    case .plain: nil
    case .emphasis: "3"
    case .strong: "1"
    case .code: "36"
    case .name: "36"
    case .value: "1;33"
    case .muted: "2"
    case .heading: "1;35"
    case .success: "32"
    case .failure: "31"
    case .warning: "33"
    case .input: "1;36"
    case .link: "4;34"
    }
  }
}
