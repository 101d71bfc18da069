// What the standard library has in _StringProcessing, which not every host of this code has. All of
// it compares bytes.

extension StringProtocol {
  /// Where a text first stands; nil where it does not, or is empty.
  public func place(of part: some StringProtocol) -> Range<Index>? {
    let wanted = Array(part.utf8)
    guard let first = wanted.first else { return nil }
    let bytes = utf8
    var start = bytes.startIndex
    while let found = bytes[start...].firstIndex(of: first) {
      let rest = bytes[found...]
      if rest.starts(with: wanted) { return found..<rest.index(found, offsetBy: wanted.count) }
      start = bytes.index(after: found)
    }
    return nil
  }

  /// Whether a text stands in it.
  public func holds(_ part: some StringProtocol) -> Bool { place(of: part) != nil }

  /// How often a text stands in it, each time behind the last.
  public func count(of part: some StringProtocol) -> Int {
    var rest = Substring(self)
    var count = 0
    while let place = rest.place(of: part) {
      count += 1
      rest = rest[place.upperBound...]
    }
    return count
  }

  /// The same with another text wherever one stands.
  public func replacingAll(_ part: some StringProtocol, with other: some StringProtocol) -> String {
    var rest = Substring(self)
    var result = ""
    while let place = rest.place(of: part) {
      result += rest[..<place.lowerBound]
      result += other
      rest = rest[place.upperBound...]
    }
    return result + rest
  }
}
