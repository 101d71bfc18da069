/// What takes long, and how far along it is.
public struct WorkProgress: Sendable, ExpressibleByStringInterpolation {
  /// What is being done, in a word or two: "simulating".
  public var words: String
  /// How much is done, from 0 to 1; nil where that is unknown.
  public var share: Double?

  /// Creates a state of progress; `share` runs from 0 to 1.
  public init(_ words: String, _ share: Double? = nil) {
    self.words = words
    self.share = share
  }

  /// Creates a state of progress whose share is unknown.
  public init(stringLiteral words: String) { self.init(words) }

  /// The same progress within one of `count` equal parts of a larger task; `index` counts from 0.
  public func part(_ index: Int, of count: Int) -> WorkProgress {
    WorkProgress(words, (Double(index) + (share ?? 0)) / Double(max(1, count)))
  }
}
