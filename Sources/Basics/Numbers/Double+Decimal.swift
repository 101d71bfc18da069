extension Double {
  /// A number as people and other programs write it in a file: digits, a sign, a point, an exponent;
  /// spaces around it do not count. nil for everything else, what is too large and more than 40
  /// characters: `0x10`, `nan` and `infinity` are no numbers to a reader.
  public init?(decimal text: some StringProtocol) {
    let text = text.trimmed
    guard !text.isEmpty, text.utf8.count <= 40,
      text.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    self = number
  }
}
