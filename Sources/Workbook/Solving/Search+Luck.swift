import Diagnostics
import Language
import Quantities

/// How far a crossing is off because it was sampled or simulated: the same search with other luck.
extension Search {
  /// How often it is searched again.
  static let rounds = 8
  /// Student's t for that many rounds and the first one: 99 of 100 intervals hold the truth.
  static let student = 3.355

  /// The crossing on average over several searches with different luck, and how far that may be off;
  /// nil where luck has no part in it.
  func luck(
    _ low: Double, _ high: Double, isBelow: Bool, found: Double
  ) throws(Diagnostic) -> (at: Double, margin: Double)? {
    guard equation.isSampled else { return nil }
    var places: [Double] = []
    for round in 0...Search.rounds {
      var other = round == 0 ? equation : equation.reseeded(1_000_003 * round)
      if let place = try crossing(&other, low, high, isBelow, near: found) { places.append(place) }
    }
    // With some luck it never crosses: what is known is the range.
    guard places.count > Search.rounds / 2 else { return (found, range.width / 2) }
    let count = Double(places.count)
    let mean = places.reduce(0, +) / count
    let spread = places.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    // Samples are spread evenly, each over one part in 4,000: what that hides, luck does not show.
    let finest = abs(mean) * 2e-4
    var tail = 0.0
    var beyond = equation.withTails(Workbook.tails.beyond)
    var before = equation.withTails(Workbook.tails.before)
    if let far = try crossing(&beyond, low, high, isBelow, near: found),
      let near = try crossing(&before, low, high, isBelow, near: found)
    {
      tail = Workbook.tail(of: found, beyond: far, before: near)
    }
    return (mean, max(Search.student * (spread / count).squareRoot(), finest) + tail)
  }

  /// Where the curve crosses with another luck, near where it did with the first; nil where it does not.
  ///
  /// Each look at a simulated curve is a run. Other luck moves the crossing by little, so the search
  /// starts narrow and widens where that does not do.
  private func crossing(
    _ equation: inout Equation, _ low: Double, _ high: Double, _ isBelow: Bool, near found: Double
  ) throws(Diagnostic) -> Double? {
    func side(_ x: Double) throws(Diagnostic) -> Double? {
      try equation.gap(at: x).map { isBelow ? $0 : -$0 }
    }
    var reach = (high - low) / (equation.isCostly ? 32 : 2)
    var low = max(found - reach, range.low)
    var high = min(found + reach, range.high)
    for _ in 0..<10 {
      guard let first = try side(low), let last = try side(high) else { return nil }
      if first < 0, last > 0 { break }
      reach *= 2
      if first >= 0 {
        guard low > range.low else { return nil }
        low = max(low - reach, range.low)
      }
      if last <= 0 {
        guard high < range.high else { return nil }
        high = min(high + reach, range.high)
      }
    }
    var after: Double?
    let first = try edge(low, high) { x throws(Diagnostic) in
      let there = try side(x)
      guard (there ?? 0) < 0 else {
        after = there
        return false
      }
      return true
    }
    let middle = (first.before + first.after) / 2
    if let after, after > 0 { return middle }
    // It is what is wanted from there on, up to somewhere.
    let last = try edge(first.after, high) { x throws(Diagnostic) in (try side(x) ?? 1) <= 0 }
    return (middle + (last.before + last.after) / 2) / 2
  }

  private func edge(
    _ low: Double, _ high: Double, _ isBefore: (Double) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) -> (before: Double, after: Double) {
    var (low, high) = (low, high)
    for _ in 0..<(equation.isCostly ? 12 : 18) {
      let middle = low / 2 + high / 2
      if try isBefore(middle) { low = middle } else { high = middle }
    }
    return (low, high)
  }
}
