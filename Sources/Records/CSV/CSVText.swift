import Basics

/// Writes comma-separated values that a spreadsheet can open without running anything.
///
/// Source: RFC 4180; OWASP, CSV Injection.
enum CSVText {
  static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  /// A cell: what a spreadsheet would take for a formula gets an apostrophe in front, and control
  /// characters are replaced.
  static func cell(_ text: String) -> String {
    var text = text.showable
    if let first = text.unicodeScalars.first, dangerous.contains(first) { text = "'" + text }
    guard text.contains(where: { ",;\"".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// The signs that start a formula, and their full-width forms.
  private static let dangerous: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
}
