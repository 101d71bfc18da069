import Display

extension Activity {
  func glyph(_ style: Style) -> String {
    switch self {
    case .starting: style.glyph("▒", ":")
    case .busy: style.glyph("█", "#")
    case .idle: style.glyph("░", "-")
    case .off: " "
    }
  }

  /// For what is there and takes up less than half a cell.
  func sliver(_ style: Style) -> String { self == .off ? " " : style.glyph("▏", "|") }

  var role: Role {
    switch self {
    case .starting: .warning
    case .busy: .success
    case .idle, .off: .muted
    }
  }
}
