import Basics

/// Reads questions in GIFT, the plain form of Moodle's question banks.
///
/// It takes what Moodle's own reader takes, and what others write who know it less well: empty lines
/// within braces, questions without an empty line between them.
///
/// Source: moodle/moodle, question/format/gift/format.php.
struct GIFTReader {
  private var questions: [BankQuestion] = []
  private var category: [String] = []
  private var lines: [String] = []
  private var start = 1
  private var identity = ""
  private var unit = ""

  static func read(_ text: String) -> [BankQuestion] {
    var reader = GIFTReader()
    reader.read(text)
    return reader.questions
  }

  private mutating func read(_ text: String) {
    let all = GIFTText.hidden(text).split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { $0.trimmingEnd { $0.isWhitespace } }
    var open = 0
    var wasClosed = false
    for (index, line) in all.enumerated() {
      let content = line.trimmed
      if content.isEmpty {
        // An empty line ends a question, unless its braces are still open.
        if open > 0, isClosed(later: all[index...]) {
          lines.append("")
        } else {
          finish()
          (open, wasClosed) = (0, false)
        }
        continue
      }
      if content.hasPrefix("//") {
        if let mark = content.place(of: "[id:") {
          identity = String(content[mark.upperBound...].prefix { $0 != "]" })
        }
        // GIFT has no units: they stand in a remark, where platforms pass them over.
        if let mark = content.place(of: "[unit:") {
          unit = String(content[mark.upperBound...].prefix { $0 != "]" })
        }
        continue
      }
      if open == 0, content.lowercased().hasPrefix("$category:") {
        finish()
        category = BankQuestion.category(GIFTText.shown(content.dropFirst(10)))
        continue
      }
      // A title begins a question, also where the one before was never closed.
      if wasClosed || open > 0, content.hasPrefix("::") {
        finish()
        (open, wasClosed) = (0, false)
      }
      if lines.isEmpty { start = index + 1 }
      lines.append(line)
      open = max(0, open + line.count { $0 == "{" } - line.count { $0 == "}" })
      if line.contains("}") { wasClosed = true }
    }
    finish()
  }

  /// Whether braces are closed before another question begins.
  private func isClosed(later lines: ArraySlice<String>) -> Bool {
    for line in lines.prefix(200) {
      if line.trimmed.hasPrefix("::") { return false }
      guard let brace = line.first(where: { "{}".contains($0) }) else { continue }
      return brace == "}"
    }
    return false
  }

  private mutating func finish() {
    defer { (lines, identity, unit) = ([], "", "") }
    let text = lines.joined(separator: "\n").trimmed
    guard !text.isEmpty else { return }
    var question = GIFTQuestion(text).question
    question.category = category
    question.identity = identity
    if case .number(let numbers, _) = question.task {
      question.task = .number(numbers, unit: unit)
    }
    question.line = start
    questions.append(question)
  }
}

/// Texts of GIFT, whose escaped characters are hidden while its signs are looked for.
enum GIFTText {
  private static let escaped: [Character] = ["\\", ":", "#", "=", "{", "}", "~", "n"]
  private static let first: UInt32 = 0xE100

  /// The text with each escape as one character that no question holds.
  static func hidden(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var isEscape = false
    for character in text {
      if isEscape {
        isEscape = false
        if let place = escaped.firstIndex(of: character),
          let scalar = Unicode.Scalar(first + UInt32(place))
        {
          result.unicodeScalars.append(scalar)
          continue
        }
        result += "\\"
      }
      if character == "\\" {
        isEscape = true
      } else if let scalar = character.unicodeScalars.first, isHidden(scalar) {
        result += "\u{FFFD}"
      } else {
        result.append(character)
      }
    }
    return isEscape ? result + "\\" : result
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    (first..<first + UInt32(escaped.count)).contains(scalar.value)
  }

  /// The text that a hidden one stands for.
  static func shown(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isHidden(scalar) else {
        result.append(scalar)
        continue
      }
      let character = escaped[Int(scalar.value - first)]
      if character == "n" { result.append("\n") } else { result += character.unicodeScalars }
    }
    return String(result).trimmed
  }
}
