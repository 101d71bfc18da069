/// A value on its way between two ends.
public struct Slider: Hashable, Sendable {
  /// The ends, the value and where it started from, in words.
  public var low: String
  public var high: String
  public var value: String
  public var start: String
  /// Where the value lies between the ends: 0 to 1.
  public var share: Double
  /// Where it started from.
  public var startShare: Double

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
