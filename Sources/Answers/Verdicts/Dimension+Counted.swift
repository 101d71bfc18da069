import Quantities

extension Dimension {
  /// Whether this is the same kind but for things that are counted, one by one, in its unit and not
  /// in the other: $/(gpu·h) against $/h. Money, time, data and operations are measured.
  func isMoreCounted(than other: Dimension) -> Bool {
    self != other
      && Set(bases + other.bases).allSatisfy { base in
        exponent(of: base) == other.exponent(of: base)
          || !Dimension.measured.contains(base) && other.exponent(of: base) == 0
      }
  }

  /// Whether money, time, data or operations play a part, which are measured and not counted.
  var isMeasured: Bool { bases.contains(where: Dimension.measured.contains) }

  private static let measured: Set<BaseDimension> = [.money, .time, .data, .flop]
}
