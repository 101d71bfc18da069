import Basics

/// Text that is set off. While HTML is read, where it starts and ends stands in the text as characters
/// that no text holds; stars are written once all of it is known.
enum Emphasis: UInt32, CaseIterable {
  case strong = 0xFDD0
  case emphasis = 0xFDD2

  /// A character that stands for where it starts.
  var start: Unicode.Scalar { Unicode.Scalar(rawValue) ?? " " }
  /// A character that stands for where it ends.
  var end: Unicode.Scalar { Unicode.Scalar(rawValue + 1) ?? " " }
  private var stars: String { self == .strong ? "**" : "*" }

  private static func read(_ scalar: Unicode.Scalar) -> (mark: Emphasis, isStart: Bool)? {
    allCases.lazy.compactMap { mark in
      scalar == mark.start ? (mark, true) : scalar == mark.end ? (mark, false) : nil
    }.first
  }

  /// The text with stars where Markdown reads them as such. Elsewhere, as between a sign and a letter,
  /// readers would see them, so there the words stand without.
  static func written(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var open: [Int] = []
    var isWritten: Set<Int> = []
    for (place, scalar) in scalars.enumerated() {
      guard let (_, isStart) = read(scalar) else { continue }
      if isStart {
        open.append(place)
      } else if let start = open.popLast(), setsOff(start, place, scalars) {
        isWritten.formUnion([start, place])
      }
    }
    var result = ""
    for (place, scalar) in scalars.enumerated() {
      guard let (mark, _) = read(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if isWritten.contains(place) { result += mark.stars }
    }
    return result
  }

  /// Whether stars at two places would set off what stands between them.
  ///
  /// Source: CommonMark 0.31.2, section 6.2, left- and right-flanking delimiter runs.
  private static func setsOff(_ start: Int, _ end: Int, _ scalars: [Unicode.Scalar]) -> Bool {
    let before = scalars[..<start].last { read($0)?.isStart != true }
    let first = scalars[(start + 1)..<end].first { read($0) == nil }
    let last = scalars[..<end].last { read($0) == nil }
    let after = scalars[(end + 1)...].first { read($0) == nil }
    // Right behind other stars it could not be told which of them start.
    guard before.map({ read($0) == nil }) ?? true, let first, let last else { return false }
    return (isWord(first) || isApart(before)) && (isWord(last) || isApart(after))
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Whether it parts words: white space, the end of the text, a sign of ASCII.
  private static func isApart(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return true }
    return scalar.properties.isWhitespace || scalar.isASCII && !isWord(scalar)
  }
}
