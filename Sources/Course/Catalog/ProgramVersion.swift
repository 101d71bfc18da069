/// A version of the program by its numbers, so that two can be compared: major, minor and patch.
///
/// Source: Semantic Versioning 2.0.0, https://semver.org
public struct ProgramVersion: Hashable, Comparable, Sendable {
  private let numbers: [Int64]

  /// Reads up to three numbers with points between them; those that are left out are 0.
  public init?(_ text: String) {
    var numbers: [Int64] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      guard part.utf8.count <= 9, part.utf8.allSatisfy({ (48...57).contains($0) }),
        let number = Int64(part)
      else { return nil }
      numbers.append(number)
    }
    guard numbers.count <= 3 else { return nil }
    self.numbers = numbers + [Int64](repeating: 0, count: 3 - numbers.count)
  }

  /// All three numbers.
  public var text: String { numbers.map { "\($0)" }.joined(separator: ".") }

  /// Whether the first is the older one.
  public static func < (a: ProgramVersion, b: ProgramVersion) -> Bool {
    a.numbers.lexicographicallyPrecedes(b.numbers)
  }
}
