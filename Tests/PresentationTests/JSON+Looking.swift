import Basics

extension JSON {
  /// The value behind a key; nil where this is no object or has no such key.
  subscript(key: String) -> JSON? {
    if case .object(let members) = self { return members.first { $0.key == key }?.value }
    return nil
  }

  /// The same with long lists cut after two elements, and a mark in place of the rest.
  var abridged: JSON {
    switch self {
    case .array(let elements):
      let some = elements.prefix(elements.count > 3 ? 2 : 3).map { $0.abridged }
      return .array(some + (elements.count > 3 ? [.string("…")] : []))
    case .object(let members):
      return .object(members.map { Member($0.key, $0.value.abridged) })
    case .null, .bool, .number, .digits, .string: return self
    }
  }

  /// Every quantity in it.
  var quantities: [(value: Double, unit: String, text: String, isUncertain: Bool)] {
    switch self {
    case .array(let elements): return elements.flatMap { $0.quantities }
    case .object(let members):
      if case .number(let value)? = self["value"], case .string(let unit)? = self["unit"],
        case .string(let text)? = self["text"]
      {
        return [(value, unit, text, self["p5"] != nil)]
      }
      return members.flatMap { $0.value.quantities }
    case .null, .bool, .number, .digits, .string: return []
    }
  }
}
