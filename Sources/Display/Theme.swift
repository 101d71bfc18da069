/// Which colours stand for what something means.
public enum Theme: String, Hashable, Sendable, CaseIterable {
  /// The sixteen colours that the terminal's own settings choose.
  case terminal
  /// Colours that read well on a dark ground.
  case dark
  /// Colours that read well on a light ground.
  case light
  /// Colours that remain apart for eyes that do not tell red from green, on either ground.
  case colorBlind = "colour-blind"
}

/// How many colours a terminal can show.
public enum ColorDepth: Int, Hashable, Sendable, CaseIterable, Comparable {
  case sixteen = 16
  case palette = 256
  case full = 16_777_216

  /// Whether one shows fewer colours than the other.
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
