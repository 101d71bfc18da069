/// How much JSON from a stranger may hold.
public struct JSONLimits: Hashable, Sendable {
  /// Bytes of the whole text.
  public var bytes: Int
  /// Lists and objects within each other.
  public var depth: Int
  /// Bytes of a text, its escapes counted as they are written.
  public var string: Int
  /// Values, those in lists and objects counted.
  public var values: Int
  /// Whether numbers that would be written otherwise than they were keep their digits, as
  /// `JSON.digits`.
  public var keepsDigits: Bool

  /// - Parameters:
  ///   - bytes: of the whole text.
  ///   - depth: lists and objects within each other.
  ///   - string: bytes of one text.
  ///   - values: how many of them, all told.
  ///   - keepsDigits: whether numbers that would be written otherwise keep their digits.
  public init(
    bytes: Int, depth: Int = 16, string: Int = 1 << 16, values: Int = 1_000_000,
    keepsDigits: Bool = false
  ) {
    self.bytes = bytes
    self.depth = depth
    self.string = string
    self.values = values
    self.keepsDigits = keepsDigits
  }

  /// Characters of a number: the longest that any program writes has 24.
  static let number = 64
}
