/// Something that could stand at the cursor.
public struct Candidate: Hashable, Sendable {
  /// What the word before the cursor becomes.
  public let text: String
  /// What it is, in a few words.
  public let sentence: String

  /// Creates a candidate.
  public init(text: String, sentence: String) { (self.text, self.sentence) = (text, sentence) }
}
