extension Unicode.Scalar {
  /// Whether it may never be shown as it is: it would move the cursor, hide, or turn the direction
  /// of writing, so that a line reads as another. The one list of them; every way out passes it.
  ///
  /// Controls, the separators of lines and paragraphs, format characters that draw nothing
  /// (Unicode's Cf but for the Arabic, Syriac and Kaithi number signs, which are seen), and
  /// noncharacters.
  public var isUnshowable: Bool {
    switch value {
    case 0x20...0x7E: false
    case 0x00AD, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFDD0...0xFDEF,
      0xFEFF, 0xFFF9...0xFFFB, 0x13430...0x1343F, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
      0xE0000...0xE007F:
      true
    default: isControl || value & 0xFFFE == 0xFFFE
    }
  }

  /// Whether a terminal would obey it: C0, DEL, C1 and the separators of lines and paragraphs.
  public var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension StringProtocol {
  /// The same with � in place of every character that may not be shown, line ends too.
  public var showable: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar.isUnshowable ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }
}
