extension Function {
  /// An argument as it is declared.
  public struct Parameter: Sendable {
    /// What stands in front of the colon in a call.
    public let name: String
    /// What may be given.
    public let kind: Kind
    /// Used where the argument is left out; nil makes it required.
    public let preset: Value?
    /// What holds where it is left out, in words, where the preset does not say it; nil elsewhere.
    public let otherwise: String?
    /// What it means, in a few words.
    public let sentence: String
    /// Whether more arguments of this kind may follow; only for the last one.
    public let repeats: Bool

    /// Declares an argument.
    public init(
      _ name: String, _ kind: Kind, default preset: Value? = nil, otherwise: String? = nil,
      repeats: Bool = false, _ sentence: String
    ) {
      self.name = name
      self.kind = kind
      self.preset = preset
      self.repeats = repeats
      self.otherwise = otherwise
      self.sentence = sentence
    }
  }

  /// The parameter of that name.
  public func parameter(named name: String) -> Parameter? {
    parameters.first { $0.name == name }
  }
}
