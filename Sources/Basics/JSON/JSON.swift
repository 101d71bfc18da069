/// A value of JSON. The members of an object keep the order in which they were given: what writes
/// JSON gives its keys always in the same one, the most wanted first.
public indirect enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// Finite; JSON has no others, and `null` is written for them.
  case number(Double)
  /// A number with the digits that it was written with, where a reader keeps those that
  /// `number` would change.
  case digits(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A key and its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSON

    /// Creates a member.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// A whole number.
  public init(_ count: Int) { self = .number(Double(count)) }

  /// An object with its members in the order written.
  public static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(members.map { Member($0.key, $0.value) })
  }

  /// What it is, in words.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number, .digits: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
