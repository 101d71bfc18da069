import CMath
import Diagnostics
import Language
import Quantities

/// The power of one positive number to another.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The values a cell goes through.
struct SweepRange {
  let index: Int
  let low: Quantity
  let high: Quantity
  let step: Quantity?
  let isLogarithmic: Bool
  /// What the cell is now.
  let current: Quantity
  /// The values themselves, where a list gives them.
  var listed: [Quantity]?
  /// What each value is the one before it multiplied by, where that is said.
  var factor: Double?

  static let mostPoints = 10_000
  /// A range that spans more than these two decades goes by ratio where nobody says how.
  static let wideRatio = 100.0

  /// Evenly spread values, evenly by ratio on a logarithmic range; the ends are exact.
  func values(_ count: Int) -> [Quantity] {
    if let listed { return listed }
    return (0..<count).map { position in
      if position == 0 { return low }
      if position == count - 1 { return high }
      let share = Double(position) / Double(count - 1)
      let magnitude =
        isLogarithmic
        ? low.magnitude * pow(high.magnitude / low.magnitude, share)
        : low.magnitude + (high.magnitude - low.magnitude) * share
      return Quantity(magnitude, low.unit)
    }
  }

  /// The values of a table: by the step where one was given, else round ones between the ends.
  func steps() -> [Quantity] {
    if let listed { return listed }
    if let factor { return powers(of: factor) }
    guard let step else {
      return (isLogarithmic ? decades() : roundValues()) ?? values(11).map(SweepRange.tidied)
    }
    let count = Int(((high.magnitude - low.magnitude) / step.magnitude + 1e-9).rounded(.down))
    return (0...max(0, count)).map {
      SweepRange.tidied(Quantity(low.magnitude + Double($0) * step.magnitude, low.unit))
    }
  }

  /// 1%, 10%, 20%, … 100%: about ten steps of 1, 2, 2.5 or 5 times a power of ten. nil where numbers
  /// are too large or small for that.
  private func roundValues() -> [Quantity]? {
    let rough = (high.magnitude - low.magnitude) / 10
    let power = pow(10, floor(log10(rough)))
    var step = power * ([1, 2, 2.5, 5].first { $0 * power >= rough * 0.999 } ?? 10)
    // What is counted so far is not cut in halves: one GPU, two, three.
    if step < 1, high.magnitude - low.magnitude >= 2, isCounted { step = 1 }
    guard step.isNormal, low.magnitude / step > -1e9, high.magnitude / step < 1e9 else {
      return nil
    }
    let first = Int((low.magnitude / step).rounded(.up))
    let last = Int((high.magnitude / step).rounded(.down))
    return between(stride(from: first, through: last, by: 1).map { Double($0) * step })
  }

  /// The lower end, times the factor, times the factor again, up to the upper end.
  private func powers(of factor: Double) -> [Quantity] {
    var found: [Quantity] = []
    var next = low.magnitude
    while next <= high.magnitude * (1 + 1e-9), found.count < SweepRange.mostPoints {
      found.append(SweepRange.tidied(Quantity(next, low.unit)))
      next = low.magnitude * pow(factor, Double(found.count))
    }
    return found
  }

  private var isCounted: Bool {
    let measured: [BaseDimension] = [.money, .time, .data, .flop]
    return !low.unit.isPercent && measured.allSatisfy { low.dimension.exponent(of: $0) == 0 }
      && [low, high, current].allSatisfy { $0.magnitude == $0.magnitude.rounded() }
  }

  /// 1, 2, 5, 10, 20, … on a logarithmic range, powers of ten alone where there are many, and not
  /// every one of them where there are very many.
  private func decades() -> [Quantity]? {
    let first = Int(floor(log10(low.magnitude)))
    let last = max(first, Int(ceil(log10(high.magnitude))))
    let digits: [Int] = last - first > 4 ? [1] : [1, 2, 5]
    let stride = (last - first) / 20 + 1
    let round = Swift.stride(from: first, through: last, by: stride).flatMap { exponent in
      digits.compactMap { Double("\($0)e\(exponent)") }
    }
    let found = between(round)
    return found.count >= 5 ? found : nil
  }

  /// The ends with those of some values that lie well between them: by ratio where the range is.
  private func between(_ round: [Double]) -> [Quantity] {
    let (low, high) = (low.magnitude, high.magnitude)
    let margin = (high - low) * 1e-6
    let inside = round.filter { value in
      isLogarithmic
        ? value > low * (1 + 1e-6) && value < high * (1 - 1e-6)
        : value > low + margin && value < high - margin
    }
    return [self.low] + inside.map { SweepRange.tidied(Quantity($0, self.low.unit)) } + [self.high]
  }

  /// The same to twelve digits, so that 0.30000000000000004 reads 0.3.
  static func tidied(_ quantity: Quantity) -> Quantity {
    guard quantity.magnitude != 0, abs(quantity.magnitude) > 1e-280 else { return quantity }
    let scale = pow(10, 11 - floor(log10(abs(quantity.magnitude))))
    let tidy = (quantity.magnitude * scale).rounded() / scale
    return tidy.isFinite ? Quantity(tidy, quantity.unit) : quantity
  }
}
