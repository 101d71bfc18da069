/// What takes long, and how far it is.
public struct WorkProgress: Sendable, ExpressibleByStringInterpolation {
  /// What is done, in a few words: "simulating".
  public var words: String
  /// 0 to 1; nil where nobody knows.
  public var share: Double?

  public init(_ words: String, _ share: Double? = nil) {
    self.words = words
    self.share = share
  }

  public init(stringLiteral words: String) { self.init(words) }

  /// The same as one of several equal parts of the whole.
  public func part(_ index: Int, of count: Int) -> WorkProgress {
    WorkProgress(words, (Double(index) + (share ?? 0)) / Double(max(1, count)))
  }
}
