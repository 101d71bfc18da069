/// What takes long, and how far it is.
public struct WorkProgress: Sendable, ExpressibleByStringInterpolation {
  /// What is done, in a few words.
  public let words: String
  /// 0...1; nil where that is not known.
  public let share: Double?

  public init(_ words: String, share: Double? = nil) {
    self.words = words
    self.share = share
  }

  public init(stringLiteral words: String) { self.init(words) }

  /// The same work as one of several parts of a whole.
  /// - Parameter index: from 0.
  public func asPart(_ index: Int, of count: Int) -> WorkProgress {
    WorkProgress(words, share: (Double(index) + (share ?? 0)) / Double(max(1, count)))
  }
}
