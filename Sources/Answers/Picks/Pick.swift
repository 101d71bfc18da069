/// Something that was picked from a list: by what it is, and not by where it stood.
public struct Pick: Hashable, Sendable {
  /// What the author calls it, and where it has no name, a digest of 16 hexadecimal digits: the same
  /// for the same words, in every order and in a copy without answers.
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
  ///   - id: what the author calls it; empty for no name.
  ///   - shown: as it is read.
  init(written text: String, called id: String, shown: String) {
    identity = id.isEmpty ? Pick.digest(of: text) : id
    self.words = String(shown.prefix(300))
  }

  /// By what an event may call it: its name, or the digest of its words from before it had one.
  static func names(written text: String, called id: String) -> Set<String> {
    id.isEmpty ? [digest(of: text)] : [id, digest(of: text)]
  }

  private static func digest(of text: String) -> String {
    // White space is where remarks were; a copy without them has less of it.
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    return String(SHA256.hex(of: ["pick", words]).prefix(16))
  }
}
