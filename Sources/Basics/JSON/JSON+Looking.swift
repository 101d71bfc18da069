extension JSON {
  /// The value behind a key; nil where this is no object or has no such key.
  public func member(_ key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The characters of a text; nil where this is none.
  public var asText: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// The elements of a list; nil where this is none.
  public var asList: [JSON]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  /// A whole number; nil where this is none.
  public var asWhole: Int? {
    switch self {
    case .number(let number): Int(exactly: number)
    // A count such as 2.0 or 1e3.
    case .digits(let digits): Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
    default: nil
    }
  }
}
