extension String {
  /// The text as one word of a shell's command line: as it is, or in quotes where it has to be.
  ///
  ///     "our course".asShellWord  // 'our course'
  public var asShellWord: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_./:@%+=,".unicodeScalars.contains(scalar)
      }
    guard !isPlain else { return self }
    let parts = split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}
