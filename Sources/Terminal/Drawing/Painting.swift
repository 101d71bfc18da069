import Basics
import Display

/// A drawn line: spans whose text is clean and fits.
struct Line {
  private(set) var spans: [Span]

  init(_ spans: [Span] = []) { self.spans = spans }

  init(_ text: String, _ role: Role = .plain) { spans = [Span(text, role)] }

  var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }

  var isBlank: Bool { spans.allSatisfy { $0.text.allSatisfy { $0 == " " } } }

  /// Adds text; what has the same role as the text before it joins it.
  mutating func append(_ text: String, _ role: Role) {
    if let last = spans.indices.last, spans[last].role == role {
      spans[last].text += text
    } else {
      spans.append(Span(text, role))
    }
  }

  static func + (left: Line, right: Line) -> Line {
    var result = left
    for span in right.spans { result.append(span.text, span.role) }
    return result
  }

  static func += (left: inout Line, right: Line) { left = left + right }

  static func spaces(_ count: Int) -> Line { Line(String(repeating: " ", count: max(0, count))) }

  /// The line as it goes to the terminal, without spaces at its end. Where it is broken is settled.
  func painted(_ style: Style) -> String {
    var spans = spans.map { Span($0.text.replacing("\u{00A0}", with: " "), $0.role) }
    while let last = spans.last {
      let text = last.text.trimmingEnd { $0 == " " }
      if !text.isEmpty {
        spans[spans.count - 1].text = text
        break
      }
      spans.removeLast()
    }
    guard style.hasColor else { return spans.map({ $0.text }).joined() }
    return spans.map { span in
      guard let code = span.role.code(style), span.text.contains(where: { $0 != " " }) else {
        return span.text
      }
      if case .link(let target) = span.role, target.hasPrefix("http"), target.isSafeLink {
        return "\u{1B}]8;;\(target)\u{1B}\\\u{1B}[\(code)m\(span.text)\u{1B}[0m\u{1B}]8;;\u{1B}\\"
      }
      return "\u{1B}[\(code)m\(span.text)\u{1B}[0m"
    }.joined()
  }
}

extension String {
  /// Whether an address can stand inside an escape sequence.
  fileprivate var isSafeLink: Bool { utf8.count <= 2000 && utf8.allSatisfy { $0 > 32 && $0 < 127 } }
}

extension Role {
  /// The terminal's code for it, in the sixteen colours that every theme chooses for itself; none
  /// of them is one that vanishes on a white or on a black ground.
  var code: String? {
    switch self {
    case .plain: nil
    case .emphasis: "3"
    case .strong: "1"
    case .code: "36"
    case .name: "36"
    case .value: "1"
    case .muted: "2"
    case .heading: "1"
    case .success: "32"
    case .failure: "31"
    case .warning: "33"
    case .input: "1;36"
    case .link: "4;34"
    }
  }
}
