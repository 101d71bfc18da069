/// Something that was picked from a list: by what it is, and not by where it stood.
public struct Pick: Hashable, Sendable {
  /// The same for the same words, in every order and in a copy without answers. 16 hexadecimal
  /// digits.
  public var identity: String
  /// What the learner read, with the figures of their variant; at most 300 characters.
  public var words: String

  /// Creates a pick.
  public init(identity: String, words: String) {
    self.identity = identity
    self.words = words
  }

  /// - Parameters:
  ///   - text: as the author wrote it, figures as formulas.
  ///   - shown: as it is read.
  init(written text: String, shown: String) {
    // White space is where remarks were; a copy without them has less of it.
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    identity = String(SHA256.hex(of: ["pick", words]).prefix(16))
    self.words = String(shown.prefix(300))
  }
}
