import CMath
import Language
import Quantities

/// The range that a slider goes through, and where it stops.
struct SliderRange: Sendable {
  /// Every value it stops at, the present one among them, in order.
  let stops: [Quantity]
  /// Which of them is the present value.
  let origin: Int
  /// The distance of most stops; nil where they are spread by ratio.
  let step: Quantity?
  /// Whether the range is the parameter's own, and not one taken around its value.
  let isOwn: Bool

  /// Stops that a slider has at most, about.
  static let most = 100

  /// - Parameters:
  ///   - current: the present value.
  ///   - bounds: the parameter's own range; nil where it has none.
  ///   - most: about how many stops there may be.
  ///   - ownStep: how far apart the parameter's own values are; nil where any will do.
  init(
    around current: Quantity, bounds: (low: Quantity, high: Quantity)?,
    most: Int = SliderRange.most, step ownStep: Quantity? = nil
  ) {
    let unit = current.unit
    let own = bounds.flatMap { bounds -> (low: Double, high: Double)? in
      guard let low = bounds.low.converted(to: unit), let high = bounds.high.converted(to: unit),
        low.magnitude < high.magnitude
      else { return nil }
      return (low.magnitude, high.magnitude)
    }
    let canCount = SliderRange.counts(unit) && current.magnitude == current.magnitude.rounded()
    let ends = own ?? SliderRange.range(around: current, isWhole: canCount)
    let areWhole = canCount && [ends.low, ends.high].allSatisfy { $0 == $0.rounded() }
    let lowest = SliderRange.leastAboveZero(ends, current.magnitude, areWhole)
    let round = RoundValues(
      Quantity(lowest ?? ends.low, unit), Quantity(ends.high, unit), most: most,
      areWhole: areWhole)
    var stops: [Quantity] = []
    let apart = ownStep?.converted(to: unit)?.magnitude
    for value in (lowest == nil ? [] : [Quantity(ends.low, unit)]) + round.values {
      var stop = value.magnitude
      if let apart { stop = ends.low + ((stop - ends.low) / apart).rounded(.down) * apart }
      if stops.last?.magnitude != stop { stops.append(Quantity(stop, unit)) }
    }
    let place = stops.firstIndex { $0.magnitude >= current.magnitude } ?? stops.count
    if place == stops.count || stops[place].magnitude != current.magnitude {
      stops.insert(current, at: place)
    }
    self.stops = stops
    origin = place
    step = round.step.map { Quantity(max($0.magnitude, apart ?? 0), unit) }
    isOwn = own != nil
  }

  /// Whether amounts in a unit are counted rather than measured: plain numbers, GPUs, requests,
  /// tokens, and whatever else a chapter counts.
  static func counts(_ unit: Unit) -> Bool {
    let measured: Set<BaseDimension> = [.money, .time, .data, .flop]
    guard !unit.isPercent else { return false }
    let bases = unit.dimension.bases
    return bases.allSatisfy { !measured.contains($0) && unit.dimension.exponent(of: $0) == 1 }
      && unit.scale == unit.scale.rounded()
  }

  /// Where stops by ratio begin in a range that begins at zero and goes on for more than two decades
  /// above the present value: two decades below it. nil for any other range.
  private static func leastAboveZero(
    _ ends: (low: Double, high: Double), _ value: Double, _ areWhole: Bool
  ) -> Double? {
    guard ends.low == 0, value > 1e-280, ends.high > value * RoundValues.decades else { return nil }
    let least = Double("1e\(Int(floor(log10(value))) - 2)") ?? value
    return areWhole ? max(1, least.rounded()) : least
  }

  /// A tenth to the double of a value, at round numbers; from zero on the other side of it; all
  /// shares for a share.
  private static func range(
    around current: Quantity, isWhole: Bool
  ) -> (low: Double, high: Double) {
    let value = current.magnitude
    if current.unit.isPercent, (0...100).contains(value) { return (0, 100) }
    guard value != 0, value.isFinite, abs(value) < 1e300, abs(value) > 1e-290 else {
      return (0, isWhole ? 10 : 1)
    }
    if isWhole, abs(value) < 10 { return value > 0 ? (1, 10) : (-10, -1) }
    // In tenths of the value's own power of ten, so that both ends print in few digits.
    let exponent = Int(floor(log10(abs(value)))) - 1
    let tenths = abs(value) / (Double("1e\(exponent)") ?? 1)
    func end(_ count: Double) -> Double { Double("\(Int(count))e\(exponent)") ?? abs(value) }
    let far = end((tenths * 2 - 1e-9).rounded(.up))
    let low = isWhole ? floor(abs(value) / 10) : end(max(1, floor(tenths / 10 + 1e-9)))
    return value > 0 ? (low, far) : (-far, -low)
  }

  /// Where a stop lies between the ends: 0 to 1, by ratio where they are spread so.
  func share(_ place: Int) -> Double {
    guard let low = stops.first?.magnitude, let high = stops.last?.magnitude, low < high else {
      return 0
    }
    // By ratio from zero on: no distance says it, so the stops are spread evenly.
    if step == nil, low == 0 { return Double(place) / Double(max(1, stops.count - 1)) }
    let value = stops[place].magnitude
    if step == nil, low > 0 { return log(value / low) / log(high / low) }
    return (value / 2 - low / 2) / (high / 2 - low / 2)
  }
}
