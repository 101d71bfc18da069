import Basics

extension String {
  /// The same without anything that may not be shown: what a terminal would obey becomes �, tabs
  /// become spaces, and what hides or turns the direction of writing vanishes. Line ends stay, and
  /// so do the joiners inside an emoji.
  /// - Parameter isPreformatted: whether what stands for a character in ASCII must take up the same
  ///   columns, so that diagrams keep their shape.
  func sanitized(hasUnicode: Bool, isPreformatted: Bool = false) -> String {
    let needsWork = utf8.contains { $0 < 32 || $0 > 126 }
    guard needsWork else { return self }
    let clean = unicodeScalars.contains { $0.isUnshowable } ? harmless : self
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
      if character.isJoinedEmoji {
        result.append(character)
        continue
      }
      for scalar in character.unicodeScalars {
        if scalar == "\n" {
          result.append("\n")
        } else if scalar == "\t" {
          result += "    "
        } else if scalar.isControl {
          result += "\u{FFFD}"
        } else if !scalar.isUnshowable {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}

extension Character {
  /// Emoji that U+200D makes one picture of, and nothing else that may not be shown.
  fileprivate var isJoinedEmoji: Bool {
    let scalars = unicodeScalars
    guard let first = scalars.first, first.properties.isEmojiPresentation,
      let last = scalars.last, last.value != 0x200D
    else { return false }
    return scalars.allSatisfy { $0.value == 0x200D || !$0.isUnshowable }
  }
}
