/// A value that is being moved between two ends.
public struct Slider: Hashable, Sendable {
  /// The lower end, in words.
  public var low: String
  /// The upper end, in words.
  public var high: String
  /// The current value, in words.
  public var value: String
  /// The value before the slider was moved, in words.
  public var start: String
  /// Where the value lies between the ends, from 0 to 1.
  public var share: Double
  /// Where the value started, from 0 to 1.
  public var startShare: Double

  /// Creates a slider; both shares run from 0, the lower end, to 1.
  public init(
    low: String, high: String, value: String, start: String, share: Double, startShare: Double
  ) {
    self.low = low
    self.high = high
    self.value = value
    self.start = start
    self.share = share
    self.startShare = startShare
  }
}
