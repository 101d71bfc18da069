import Basics

/// How far functions of a library, the C library's or `PortableMath`, may be off, in smallest steps.
private let librarySteps = 3

extension Interval {
  /// The values of a function that never falls; a library's, which may be a little off.
  func rising(_ function: (Double) -> Double) -> Interval {
    Interval(function(low), function(high)).widened(by: librarySteps)
  }

  /// e to the power of each, none of which is below zero.
  var exponential: Interval {
    let result = rising { PortableMath.exp($0) }
    return Interval(max(0, result.low), result.high)
  }

  /// The square roots; no number may be below zero.
  var squareRoot: Interval {
    let low = low.squareRoot()
    let high = high.squareRoot()
    return Interval(
      low * low == self.low ? low : max(0, low.nextDown),
      high * high == self.high ? high : high.nextUp)
  }

  /// Without their signs.
  var magnitudes: Interval { Interval(smallest, largest) }

  /// Each raised to a whole power of at least one.
  func raised(to power: Int) -> Interval {
    func raised(_ base: Double) -> Interval {
      var result = Interval(1)
      var factor = Interval(base)
      var left = power
      while left > 0 {
        if left % 2 == 1 { result = result * factor }
        left /= 2
        if left > 0 { factor = factor * factor }
      }
      return result
    }
    if power % 2 == 1 || low >= 0 {
      let least = raised(low).low
      return Interval(low >= 0 ? max(0, least) : least, raised(high).high)
    }
    if high <= 0 { return Interval(max(0, raised(high).low), raised(low).high) }
    return Interval(0, max(raised(low).high, raised(high).high))
  }
}
