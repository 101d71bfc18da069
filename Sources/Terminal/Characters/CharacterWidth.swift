extension Character {
  /// How many columns a terminal gives it: 0, 1 or 2 (Unicode Standard Annex 11).
  var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return 1 }
    if unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    let properties = first.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if properties.isEmojiPresentation { return 2 }
    return Character.isWide(first.value) ? 2 : 1
  }

  /// Ranges of East Asian wide and fullwidth characters.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension StringProtocol {
  /// How many columns it takes up on one line.
  var columns: Int {
    var total = 0
    // Only text beyond ASCII needs the tables.
    guard utf8.contains(where: { $0 >= 0x80 }) else { return utf8.count }
    for character in self { total += character.columns }
    return total
  }
}
