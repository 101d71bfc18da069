import Basics

/// Text of others within Markdown of ours.
enum MarkdownText {
  /// Words of a paragraph, so that each character stands for itself.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", "|", "~", "&", "{":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "\t", "\n": result += " "
      case _ where scalar.isUnshowable: result += ""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Plain text, each of its lines one, and an empty one the end of a paragraph.
  static func escaped(lines text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { line(escaped(String($0)).trimmed) }
    var result = ""
    for (index, line) in lines.enumerated() {
      let isBreak =
        !line.isEmpty && index + 1 < lines.count && !lines[index + 1].isEmpty
      result += line + (isBreak ? "\\\n" : "\n")
    }
    return result.trimmed
  }

  /// A line whose beginning makes no heading, list, rule or quote of it.
  static func line(_ text: String) -> String {
    guard let first = text.first else { return text }
    if "#>+-=".contains(first) { return "\\" + text }
    let digits = text.prefix { $0.isNumber }
    if !digits.isEmpty, digits.count < 10, let mark = text.dropFirst(digits.count).first,
      mark == "." || mark == ")"
    {
      return digits + "\\" + text.dropFirst(digits.count)
    }
    return text
  }

  /// A line in which no word in braces makes a figure of the code behind it.
  private static func withoutRoles(_ line: Substring) -> String {
    var result = ""
    var isCode = false
    var before: Character?
    for index in line.indices {
      let character = line[index]
      if character == "`", before != "\\" { isCode.toggle() }
      if character == "{", !isCode, before != "\\" {
        let rest = line[index...].dropFirst().drop {
          $0.isLetter || $0.isNumber || "-_:".contains($0)
        }
        if rest.hasPrefix("}`") || line[index...].hasPrefix("{eval}") { result += "\\" }
      }
      result.append(character)
      before = character
    }
    return result
  }

  /// Markdown of somebody else: as it is, but for headings, which would begin a part of the exercise,
  /// remarks, which would hide what follows, and what would be a figure or a block.
  static func tamed(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { raw in
      let line = raw.drop { $0 == " " }
      if line.hasPrefix("#") || line.hasPrefix("==") || line.hasPrefix("--") {
        return "\\" + line
      }
      if line.hasPrefix("```") || line.hasPrefix("~~~") {
        return String(raw).replacingAll("{", with: "")
      }
      return withoutRoles(raw)
    }
    return lines.joined(separator: "\n").replacingAll("<!--", with: "\\<!--")
      .unicodeScalars.reduce(into: "") { kept, scalar in
        if !scalar.isUnshowable || scalar == "\n" { kept.unicodeScalars.append(scalar) }
      }.trimmed
  }
}
