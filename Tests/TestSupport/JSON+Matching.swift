import Basics

extension JSON {
  /// Whether it is what was written, where lists may be cut with "…".
  public func matches(_ written: JSON) -> Bool {
    switch (self, written) {
    case (.array(let elements), .array(let shown)) where shown.last == .string("…"):
      elements.count >= shown.count && zip(elements, shown.dropLast()).allSatisfy { $0.matches($1) }
    case (.array(let elements), .array(let shown)):
      elements.count == shown.count && zip(elements, shown).allSatisfy { $0.matches($1) }
    case (.object(let members), .object(let shown)):
      members.map { $0.key } == shown.map { $0.key }
        && zip(members, shown).allSatisfy { $0.value.matches($1.value) }
    default: self == written
    }
  }
}
