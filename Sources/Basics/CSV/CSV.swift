/// Comma-separated values, written so that a spreadsheet can open them without running anything.
///
/// Source: RFC 4180, Common Format and MIME Type for Comma-Separated Values; OWASP, CSV Injection.
public enum CSV {
  /// A line with its end.
  public static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  /// What stands in a cell: a text, which must not be run as a formula, or a figure, which may be
  /// negative.
  public enum Cell: Hashable, Sendable {
    case text(String)
    case number(Double)
    case whole(Int)
    /// An empty cell.
    case none
  }

  /// A line of texts and figures, with its end.
  public static func row(_ cells: [Cell]) -> String {
    cells.map { cell -> String in
      switch cell {
      case .text(let text): CSV.cell(text)
      case .number(let number): "\(number)"
      case .whole(let number): "\(number)"
      case .none: ""
      }
    }.joined(separator: ",") + "\n"
  }

  /// A cell: what a spreadsheet would take for a formula gets an apostrophe in front, and characters
  /// that may not be shown become �.
  public static func cell(_ text: String) -> String {
    // Nearly all cells are such figures and words.
    if text.utf8.allSatisfy(isPlain), text.utf8.first != UInt8(ascii: "-") { return text }
    var text = text.showable
    if let first = text.unicodeScalars.first, startsFormula(first) { text = "'" + text }
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x3B || $0 == 0x22 }) else { return text }
    return "\"" + text.replacingAll("\"", with: "\"\"") + "\""
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The signs that start a formula, and their full-width forms.
  private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }
}
