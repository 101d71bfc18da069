extension StringProtocol {
  /// Without white space at both ends.
  public var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// Without the last characters that are like this.
  public func trimmingEnd(while isLikeThis: (Character) -> Bool) -> String {
    var text = Substring(self)
    while let last = text.last, isLikeThis(last) { text.removeLast() }
    return String(text)
  }
}
