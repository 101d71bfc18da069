extension String {
  /// The same with everything a terminal would obey made visible or harmless: control characters
  /// become �, tabs spaces, and marks that turn the direction of writing vanish. Line ends stay.
  /// - Parameter isPreformatted: whether what stands for a character in ASCII must take up the same
  ///   columns, so that diagrams keep their shape.
  func sanitized(hasUnicode: Bool, isPreformatted: Bool = false) -> String {
    let needsWork = utf8.contains { $0 < 32 || $0 > 126 }
    guard needsWork else { return self }
    let clean = unicodeScalars.contains { $0.isControl || $0.turnsDirection } ? harmless : self
    return hasUnicode ? clean : clean.inASCII(isPreformatted: isPreformatted)
  }

  private var harmless: String {
    var result = ""
    for character in self {
      // Swift sees a carriage return and a line feed as one character.
      if character == "\r\n" {
        result.append("\n")
        continue
      }
      for scalar in character.unicodeScalars {
        if scalar == "\n" {
          result.append("\n")
        } else if scalar == "\t" {
          result += "    "
        } else if scalar.isControl {
          result += "\u{FFFD}"
        } else if !scalar.turnsDirection {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// C0, DEL, C1 and the separators of lines and paragraphs.
  fileprivate var isControl: Bool {
    switch value {
    case 0..<32, 127...159, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The marks that reorder text, with which a line can be made to read as another; and the byte
  /// order mark.
  fileprivate var turnsDirection: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
