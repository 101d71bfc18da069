extension Function {
  /// A value that a result's record holds.
  public struct Field: Hashable, Sendable {
    /// What stands behind the dot.
    public let name: String
    /// What it is; for a quantity, a unit of its dimension.
    public let kind: Kind
    /// What it means, in a few words.
    public let sentence: String
    /// When it is there, as in "where work is in tokens"; nil for always.
    public let condition: String?

    /// Declares a field.
    public init(_ name: String, _ kind: Kind, _ sentence: String, when condition: String? = nil) {
      self.name = name
      self.kind = kind
      self.sentence = sentence
      self.condition = condition
    }

    /// The sentence, with the condition behind it.
    public var fullSentence: String {
      condition.map { sentence.isEmpty ? $0 : "\(sentence), \($0)" } ?? sentence
    }

    /// The fields of the record that stands in this one; none where it is no record.
    public var fields: [Field] {
      if case .record(let fields) = kind { return fields }
      return []
    }
  }
}
