import Basics

/// The fields of an object of JSON, read with what each may be. A field that is null is none.
struct Fields {
  private let json: JSON

  init(_ json: JSON) { self.json = json }

  subscript(_ name: String) -> JSON? {
    let value = json.member(name)
    return value == .null ? nil : value
  }

  func text(_ name: String) throws(APIError) -> String? {
    guard let value = self[name] else { return nil }
    guard let text = value.asText else { throw .field(name, "\(name) is a text.") }
    return text
  }

  func flag(_ name: String) throws(APIError) -> Bool? {
    guard let value = self[name] else { return nil }
    guard case .bool(let flag) = value else { throw .field(name, "\(name) is true or false.") }
    return flag
  }

  func number(_ name: String) throws(APIError) -> Double? {
    guard let value = self[name] else { return nil }
    guard let number = value.asNumber else { throw .field(name, "\(name) is a number.") }
    return number
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws(APIError) -> Double? {
    guard let number = try number(name) else { return nil }
    guard range.contains(number) else {
      throw .field(
        name,
        "\(name) goes from \(JSON.digits(range.lowerBound)) to \(JSON.digits(range.upperBound)).")
    }
    return number
  }

  func whole(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
    guard let number = try number(name) else { return nil }
    guard let whole = Int(exactly: number), range.contains(whole) else {
      throw .field(
        name,
        "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return whole
  }

  /// A text, or a list of them.
  func texts(_ name: String) throws(APIError) -> [String] {
    guard let value = self[name] else { return [] }
    if let text = value.asText { return [text] }
    let texts = value.asList?.compactMap { $0.asText }
    guard let texts, texts.count == value.asList?.count else {
      throw .field(name, "\(name) is a text or a list of texts.")
    }
    return texts
  }

  /// The fields of an object within this one.
  func within(_ name: String) throws(APIError) -> Fields? {
    guard let value = self[name] else { return nil }
    guard case .object = value else { throw .field(name, "\(name) is an object.") }
    return Fields(value)
  }

  /// What a message says: a text, or its parts, which have to be texts.
  func content() throws(APIError) -> String {
    switch self["content"] {
    case .string(let text): return text
    case .array(let parts):
      var texts: [String] = []
      for part in parts {
        guard part.member("type")?.asText == "text", let text = part.member("text")?.asText else {
          throw .field("messages", "Parts of a message are {\"type\": \"text\", \"text\"} here.")
        }
        texts.append(text)
      }
      return texts.joined(separator: "\n")
    default: throw .field("messages", "A message has content: a text, or parts of one.")
    }
  }
}
