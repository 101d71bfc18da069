import Language

/// How much is worked out at a time while a slider moves, and how much of that is done.
struct WorkSlice {
  /// So much, and then there is a look at the keys.
  static let most = Workbook.most
  /// What a cell or a point takes besides its formula.
  private static let overhead = Effort.steps(20)

  private(set) var spent = Effort.none

  var isSpent: Bool { spent > Self.most }

  mutating func spend(_ effort: Effort) { spent += effort + Self.overhead }
}
