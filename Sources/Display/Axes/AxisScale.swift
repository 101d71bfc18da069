import CMath

/// A range of values along an axis.
public struct AxisScale: Hashable, Sendable {
  /// The least and the greatest value.
  public let low: Double, high: Double
  /// Whether equal steps are equal factors; both ends are then above zero.
  public let isLogarithmic: Bool

  /// The range of the values that can stand on the axis; 0 to 1 where there are none.
  public init(of values: [Double], isLogarithmic: Bool) {
    let fit = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    // A logarithmic axis without a positive value would show nothing at all.
    self.isLogarithmic = isLogarithmic && !fit.isEmpty
    let all = fit.isEmpty ? values.filter { $0.isFinite } : fit
    low = all.min() ?? 0
    high = all.max() ?? 1
  }

  /// A range between two values.
  public init(low: Double, high: Double, isLogarithmic: Bool = false) {
    self.low = low
    self.high = high
    self.isLogarithmic = isLogarithmic
  }

  /// From zero where that does not flatten the curve; a constant gets room around it.
  public func withRoom(fromZero: Bool) -> AxisScale {
    guard !isLogarithmic else {
      guard low == high, low / 2 > 0, (high * 2).isFinite else { return self }
      return AxisScale(low: low / 2, high: high * 2, isLogarithmic: true)
    }
    var (low, high) = (self.low, self.high)
    if low == high {
      // Half as high again, within what a number can hold.
      let end = abs(low) > 1e308 ? low : low * 1.5
      (low, high) = low == 0 ? (0, 1) : (min(0, end), max(0, end))
    }
    if fromZero || (low > 0 && low < high * 0.5) { low = min(0, low) }
    if high < 0, fromZero || high > low * 0.5 { high = 0 }
    return AxisScale(low: low, high: high)
  }

  /// With half a step more at both ends of a logarithmic range of so many steps.
  public func withHalfSteps(_ count: Int) -> AxisScale {
    let half = count > 1 ? exp((log(high) - log(low)) / Double(count - 1) / 2) : 1.5
    guard half.isFinite, half > 1, low / half > 0, (high * half).isFinite else { return self }
    return AxisScale(low: low / half, high: high * half, isLogarithmic: true)
  }

  /// 0 at the low end, 1 at the high one; nil for what has no place on the axis.
  public func share(_ value: Double) -> Double? {
    guard value.isFinite, low <= high else { return nil }
    let share: Double
    if isLogarithmic {
      guard value > 0, low > 0 else { return nil }
      share = low < high ? (log(value) - log(low)) / (log(high) - log(low)) : 0.5
    } else {
      // Halves, so that the difference of the largest numbers is a number too.
      let span = high / 2 - low / 2
      share = span > 0 ? (value / 2 - low / 2) / span : 0.5
    }
    return share.isFinite ? share : nil
  }

  /// The place among `count`; nil for what lies outside.
  public func place(_ value: Double, of count: Int) -> Int? {
    guard let share = share(value), share > -1e-9, share < 1 + 1e-9, count > 0 else { return nil }
    return min(count - 1, max(0, Int((share * Double(count - 1)).rounded())))
  }

  /// Round places for ticks, about `count` of them: 1, 2 or 5 times a power of ten.
  public func ticks(about count: Int) -> AxisTicks {
    isLogarithmic ? logarithmicTicks(about: count) : linearTicks(about: count)
  }

  private func linearTicks(about count: Int) -> AxisTicks {
    let rough = (high / 2 - low / 2) / Double(max(1, count)) * 2
    guard rough.isFinite, rough > 0 else { return AxisTicks([low]) }
    let power = pow(10, floor(log10(rough)))
    let steps = [1, 2, 5, 10].map { $0 * power }
    let chosen = steps.firstIndex { $0 >= rough * 0.7 } ?? 3
    let ticks = ticks(every: steps[chosen])
    // A wide step may find a single place for itself.
    return ticks.values.count < 2 && chosen > 0 ? self.ticks(every: steps[chosen - 1]) : ticks
  }

  private func ticks(every step: Double) -> AxisTicks {
    let first = ceil(low / step - 1e-9)
    // Beyond 2^53 a whole number and the next are the same.
    guard step > 0, abs(first) < 9e15, abs(high / step) < 9e15 else {
      return AxisTicks([low, high])
    }
    let last = floor(high / step + 1e-9)
    guard last >= first, last - first < 200 else { return AxisTicks([low, high]) }
    let values = stride(from: first, through: last, by: 1).map { $0 == 0 ? 0 : $0 * step }
    return AxisTicks(values, step: step)
  }

  /// Powers of ten; 2 and 5 times them where there are few, every number where there is no decade.
  private func logarithmicTicks(about count: Int) -> AxisTicks {
    guard low > 0, high.isFinite, low < high else { return AxisTicks([low]) }
    let (first, last) = (Int(floor(log10(low))), Int(ceil(log10(high))))
    func inside(_ factors: [Double]) -> [Double] {
      (first...last).flatMap { power in factors.map { $0 * pow(10, Double(power)) } }
        .filter { $0 >= low * 0.999 && $0 <= high * 1.001 }
    }
    let powers = inside([1])
    if powers.count > count {
      let every = (powers.count + count - 1) / max(1, count)
      return AxisTicks(powers.enumerated().filter { $0.offset % every == 0 }.map { $0.element })
    }
    if powers.count * 3 > count { return AxisTicks(powers) }
    let finer = inside([1, 2, 5])
    return finer.count >= 3
      ? AxisTicks(finer) : AxisScale(low: low, high: high).linearTicks(about: max(2, count * 2 / 3))
  }
}
