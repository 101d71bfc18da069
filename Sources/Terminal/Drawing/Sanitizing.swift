extension String {
  /// The same with everything a terminal would obey made visible or harmless: control characters
  /// become �, tabs spaces, and marks that turn the direction of writing vanish. Line ends stay.
  func sanitized(hasUnicode: Bool) -> String {
    let needsWork = unicodeScalars.contains { scalar in
      scalar.value < 32 || scalar.value == 127 || (!hasUnicode && scalar.value > 126)
        || scalar.isUnsafe
    }
    guard needsWork else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result.unicodeScalars.append(scalar)
      case "\t": result += "    "
      default:
        if scalar.isUnsafe {
          result += hasUnicode ? "\u{FFFD}" : "?"
        } else if !hasUnicode, scalar.value > 126 {
          result += asciiForms[scalar] ?? "?"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// C0, DEL, C1, and the marks that reorder text.
  fileprivate var isUnsafe: Bool {
    switch value {
    case 9, 10: false
    case 0..<32, 127...159, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}

/// What stands for a character where only ASCII can be shown; of the same width, so that diagrams
/// keep their shape.
private let asciiForms: [Unicode.Scalar: String] = {
  var forms: [Unicode.Scalar: String] = [
    "·": "*", "×": "x", "→": ">", "←": "<", "↑": "^", "↓": "v", "▸": ">", "▶": ">", "❯": ">",
    "●": "o", "•": "*", "…": "~", "–": "-", "—": "-", "“": "\"", "”": "\"", "‘": "'", "’": "'",
    "▓": "#", "░": ".", "▒": ":", "█": "#", "✓": "+", "≤": "<", "≥": ">", "≈": "~", "°": "o",
    "µ": "u", "μ": "u", "¢": "c", "é": "e", "è": "e", "ü": "u", "ö": "o", "ä": "a", "▼": "v",
    "▲": "^", "◀": "<", "◄": "<", "►": ">", "\u{A0}": " ", "−": "-", "²": "2", "³": "3",
  ]
  for scalar in "─━═╌┄".unicodeScalars { forms[scalar] = "-" }
  for scalar in "│┃║┆".unicodeScalars { forms[scalar] = "|" }
  for scalar in "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛╞╡".unicodeScalars { forms[scalar] = "+" }
  return forms
}()
