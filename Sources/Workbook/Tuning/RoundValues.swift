import CMath
import Quantities

/// Round values of a range, for going through it step by step: its ends, and multiples of 1, 2 or 5
/// times a power of ten between them; numbers of few digits where it spans more than two decades.
struct RoundValues: Sendable {
  /// In order, each once.
  let values: [Quantity]
  /// The distance between two values; nil where they are spread by ratio.
  let step: Quantity?

  var isLogarithmic: Bool { step == nil }

  /// Beyond this ratio between the ends, values are spread by ratio.
  static let decades = 100.0

  /// - Parameters:
  ///   - low: the lower end.
  ///   - high: the upper end, in the same unit and above the lower one.
  ///   - most: about how many values there may be; there are at least two fifths of them, unless
  ///     `areWhole` leaves fewer.
  ///   - areWhole: whether only whole numbers lie between the ends.
  init(_ low: Quantity, _ high: Quantity, most: Int, areWhole: Bool) {
    let unit = low.unit
    let ends = (low.magnitude, high.magnitude)
    let spansDecades = ends.0 > 0 && ends.1 / ends.0 > RoundValues.decades * 1.001
    let found =
      spansDecades
      ? (RoundValues.byRatio(ends, most), nil)
      : RoundValues.byStep(ends, most, leastIsOne: areWhole)
    // A round value beside an end is the end.
    let margin = spansDecades ? 0 : (ends.1 - ends.0) * 1e-6
    let inside = found.0.filter { value in
      value - margin > ends.0 && value + margin < ends.1 && (!areWhole || value == value.rounded())
    }
    values = ([ends.0] + inside + [ends.1]).map { Quantity($0, unit) }
    step = found.1.map { Quantity($0, unit) }
  }

  /// Multiples of a round step.
  private static func byStep(
    _ ends: (low: Double, high: Double), _ most: Int, leastIsOne: Bool
  ) -> ([Double], step: Double?) {
    var rough = (ends.high / 2 - ends.low / 2) / Double(most) * 2
    if leastIsOne { rough = max(rough, 1) }
    guard rough.isNormal, rough < 1e300 else { return ([], ends.high - ends.low) }
    var exponent = Int(floor(log10(rough)))
    var digit = [1, 2, 5].first { decimal($0, exponent) >= rough * 0.999 } ?? 10
    if digit == 10 { (digit, exponent) = (1, exponent + 1) }
    let step = decimal(digit, exponent)
    // Far from zero, numbers are too coarse for so small a step.
    guard abs(ends.low / step) < 1e12, abs(ends.high / step) < 1e12 else {
      return (spread(ends, most), ends.high / Double(most) - ends.low / Double(most))
    }
    let first = Int((ends.low / step).rounded(.up))
    let last = Int((ends.high / step).rounded(.down))
    guard first <= last else { return ([], step) }
    return ((first...last).map { decimal($0 * digit, exponent) }, step)
  }

  /// Evenly spread, whatever numbers that makes.
  private static func spread(_ ends: (low: Double, high: Double), _ most: Int) -> [Double] {
    (1..<max(2, most)).map { part in
      let share = Double(part) / Double(most)
      return ends.low * (1 - share) + ends.high * share
    }
  }

  /// Digits, in tenths, that divide a decade evenly enough.
  private static let divisions: [[Int]] = [
    [
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 26, 28, 30, 32, 35, 38, 40, 45, 50, 55,
      60,
      65, 70, 75, 80, 90,
    ],
    [10, 12, 14, 16, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80, 90],
    [10, 12, 15, 20, 25, 30, 40, 50, 60, 80], [10, 15, 20, 30, 50, 70], [10, 20, 50], [10],
  ]

  private static func byRatio(_ ends: (low: Double, high: Double), _ most: Int) -> [Double] {
    let first = Int(floor(log10(ends.low)))
    let last = Int(ceil(log10(ends.high)))
    let decades = max(1, log10(ends.high / ends.low))
    let digits = divisions.first { Double($0.count) * decades <= Double(most) * 1.001 } ?? [10]
    let every = max(1, Int((decades / Double(most)).rounded(.up)))
    return stride(from: first, through: last, by: every).flatMap { exponent in
      digits.map { decimal($0, exponent - 1) }
    }
  }

  /// The number that is nearest to digits times a power of ten, so that it prints as those digits.
  private static func decimal(_ digits: Int, _ exponent: Int) -> Double {
    Double("\(digits)e\(exponent)") ?? 0
  }
}

extension Quantity {
  /// As the workbook shows it, with as many more digits as it takes to read it back exactly.
  public var exactText: String {
    for digits in [nil] + (7...17).map(Optional.init) {
      let number = numberText(magnitude, isMoney: unit.hasDollarPrefix, significant: digits)
      if Double(number.filter { $0 != "," }) == magnitude { return text(significant: digits) }
    }
    return text(significant: 17)
  }
}
