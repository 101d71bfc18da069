import Diagnostics
import Language

/// The text of a sheet as it is changed by what is typed: a line that sets something again takes the
/// place of the one that set it, everything else stays as it is.
struct SheetText: Equatable, Sendable {
  private(set) var lines: [String]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.last == "\r" ? String(line.dropLast()) : String(line)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
  }

  /// With a line end behind every line.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// Puts in a line that sets, defines or names something.
  mutating func put(_ line: String) {
    let line = line.trimmed
    guard let name = SheetText.subject(of: line),
      let place = lines.lastIndex(where: { SheetText.subject(of: $0.trimmed) == name })
    else { return lines.append(line) }
    lines[place] = line + SheetText.remark(of: lines[place])
  }

  /// Takes out the line that set something.
  /// - Returns: whether there was one.
  @discardableResult
  mutating func remove(_ name: String) -> Bool {
    guard let place = lines.lastIndex(where: { SheetText.subject(of: $0.trimmed) == name }) else {
      return false
    }
    lines.remove(at: place)
    return true
  }

  /// What a line sets or defines: `x`, `f()`, `unit eur`; nil where it does neither.
  static func subject(of line: String) -> String? {
    let name = line.prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }
    let rest = line.dropFirst(name.count)
    guard let first = name.first, !first.isNumber else { return nil }
    if rest.first == "(", let close = rest.firstIndex(of: ")") {
      let behind = rest[rest.index(after: close)...].drop { $0.isWhitespace }
      return behind.first == "=" && !behind.hasPrefix("==") ? "\(name)()" : nil
    }
    let behind = rest.drop { $0.isWhitespace }
    if behind.first == "=", !behind.hasPrefix("==") { return String(name) }
    guard name == "unit", rest.first?.isWhitespace == true else { return nil }
    let unit = behind.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return unit.isEmpty ? nil : "unit \(unit)"
  }

  /// The remark at the end of a line, with the white space before it.
  private static func remark(of line: String) -> String {
    var isText = false
    for index in line.indices {
      if line[index] == "\"" { isText.toggle() }
      guard line[index] == "#", !isText else { continue }
      let body = line[..<index]
      let spaces = body.reversed().prefix { $0.isWhitespace }.count
      return String(line[body.index(body.endIndex, offsetBy: -spaces)...])
    }
    return ""
  }
}
