/// The blocks that a lesson may have, by the words in their braces.
public enum DirectiveKind: String, Hashable, Sendable, CaseIterable {
  case model
  case attempt = "try"
  case predict, quiz, exercise, plot, table, strip, timeline, note, warning, source

  /// What stands behind the word.
  public enum Argument: Hashable, Sendable {
    case none
    /// May be left out.
    case optional(String)
    case required(String)
  }

  /// All there is to say of a block: what the reader accepts, messages offer, `help` tells and the
  /// reference lists.
  public struct Declaration: Sendable {
    /// What it is for, in a few words.
    public let sentence: String
    /// What stands behind the word.
    public let argument: Argument
    /// The lines `:name: value` that may stand right below its fence.
    public let options: [FileKey]
    /// What stands in it; nil where nothing may.
    public let body: String?
    /// A block that a lesson about the model `waste` may have.
    public let example: String
  }

  /// What the block is called in the file.
  public var word: String { rawValue }

  /// Its first line, as a pattern.
  public var form: String {
    switch declaration.argument {
    case .none: "```{\(word)}"
    case .optional(let words): "```{\(word)} [\(words)]"
    case .required(let words): "```{\(word)} \(words)"
    }
  }

  /// In a sentence: "An exercise block".
  var called: String {
    (word.first.map("aeiou".contains) ?? false ? "An " : "A ") + "\(word) block"
  }
}
