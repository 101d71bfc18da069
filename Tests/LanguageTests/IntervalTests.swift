import Basics
import TestSupport
import Testing

@testable import Language

/// Arithmetic of intervals holds every result, and hardly more.
@Suite struct IntervalTests {
  /// Numbers of every size and sign, with whole ones, zeros and neighbours among them.
  private static func number(_ random: inout SplitMix64) -> Double {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: 0
    case 1: Double(Int.random(in: -5...5, using: &random))
    case 2: Double.random(in: -1...1, using: &random) * 1e300
    case 3: Double.random(in: -1...1, using: &random) * 1e-300
    case 4: Double(Int.random(in: -20...20, using: &random)) / 8
    default: Double.random(in: -10...10, using: &random)
    }
  }

  private static func interval(_ random: inout SplitMix64) -> Interval {
    let a = number(&random)
    let b = Bool.random(using: &random) ? number(&random) : a
    return Interval(min(a, b), max(a, b))
  }

  private static func member(_ interval: Interval, _ random: inout SplitMix64) -> Double {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: interval.low
    case 1: interval.high
    default:
      min(
        interval.high,
        max(interval.low, Double.random(in: 0...1, using: &random) * interval.width + interval.low))
    }
  }

  struct Operation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let onIntervals: @Sendable (Interval, Interval) -> Interval?
    let onNumbers: @Sendable (Double, Double) -> Double
  }

  static let operations = [
    Operation(testDescription: "+") {
      $0 + $1
    } onNumbers: {
      $0 + $1
    },
    Operation(testDescription: "-") {
      $0 - $1
    } onNumbers: {
      $0 - $1
    },
    Operation(testDescription: "*") {
      $0 * $1
    } onNumbers: {
      $0 * $1
    },
    Operation(testDescription: "/") {
      $0 / $1
    } onNumbers: {
      $0 / $1
    },
  ]

  /// Rounding never leads out, as it keeps the order of what it rounds.
  @Test(arguments: operations) func everyResultIsHeld(_ operation: Operation) {
    var random = SplitMix64(seed: 7)
    for round in 0..<20_000 {
      let (left, right) = (Self.interval(&random), Self.interval(&random))
      let (a, b) = (Self.member(left, &random), Self.member(right, &random))
      guard let result = operation.onIntervals(left, right) else {
        #expect(right == .zero, "round \(round)")
        continue
      }
      let exact = operation.onNumbers(a, b)
      guard exact.isFinite else { continue }
      #expect(result.low <= result.high, "round \(round): \(left) \(right)")
      #expect(result.contains(exact), "round \(round): \(a) of \(left), \(b) of \(right)")
    }
  }

  /// The ends are results themselves, or the next numbers beyond.
  @Test(arguments: operations) func endsAreReached(_ operation: Operation) {
    var random = SplitMix64(seed: 8)
    var looked = 0
    for round in 0..<20_000 {
      let (left, right) = (Self.interval(&random), Self.interval(&random))
      if operation.testDescription == "/", right.contains(0) { continue }
      guard let result = operation.onIntervals(left, right) else { continue }
      let corners = [left.low, left.high].flatMap { a in
        [right.low, right.high].map { operation.onNumbers(a, $0) }
      }
      guard corners.allSatisfy({ $0.isFinite }), let low = corners.min(), let high = corners.max()
      else { continue }
      looked += 1
      #expect(
        result.low >= low.nextDown && result.high <= high.nextUp, "round \(round): \(left) \(right)"
      )
    }
    #expect(looked > 5_000)
  }

  /// What is exact in doubles has no width.
  @Test func exactResultsStayExact() {
    #expect(Interval(3) + Interval(4) == Interval(7))
    #expect(Interval(3) - Interval(0.5) == Interval(2.5))
    #expect(Interval(3) * Interval(-0.5) == Interval(-1.5))
    #expect(Interval(3) / Interval(-8) == Interval(-0.375))
    #expect(Interval(1) / Interval(3) == Interval((1.0 / 3), (1.0 / 3).nextUp))
    #expect(Interval(0.1) + Interval(0.2) == Interval((0.1 + 0.2).nextDown, 0.1 + 0.2))
    #expect(Interval(4).squareRoot == Interval(2))
    #expect(Interval(3).raised(to: 5) == Interval(243))
  }

  @Test func divisorsAroundZero() {
    #expect(Interval(1) / Interval(0) == nil)
    #expect(Interval(1) / Interval(-1, 1) == .all)
    #expect(Interval(1, 2) / Interval(0, 4) == Interval(0.25, .infinity))
    #expect(Interval(1, 2) / Interval(-4, 0) == Interval(-.infinity, -0.25))
    #expect(Interval(-2, 1) / Interval(0, 4) == .all)
  }

  /// Ends that no number can hold become endless, never wrong.
  @Test func overflow() {
    let most = Double.greatestFiniteMagnitude
    #expect(Interval(most) + Interval(most) == Interval(most, .infinity))
    #expect(Interval(most) * Interval(-2) == Interval(-.infinity, -most))
    #expect(Interval(most) / Interval(0.5) == Interval(most, .infinity))
  }

  @Test func setsAndSizes() {
    let interval = Interval(-2, 6)
    #expect(interval.width == 8 && interval.middle == 2 && interval.largest == 6)
    #expect(
      interval.smallest == 0 && Interval(-6, -2).smallest == 2 && Interval(-6, 2).largest == 6)
    #expect(interval.magnitudes == Interval(0, 6) && Interval(-6, -2).magnitudes == Interval(2, 6))
    #expect(interval.contains(-2) && interval.contains(6) && !interval.contains(6.001))
    #expect(!interval.contains(-2.001))
    #expect(interval.intersection(Interval(6, 9)) == Interval(6))
    #expect(interval.intersection(Interval(7, 9)) == nil)
    #expect(interval.intersection(Interval(-9, 1)) == Interval(-2, 1))
    #expect(interval.hull(Interval(7, 9)) == Interval(-2, 9))
    #expect(
      interval.isFinite && !Interval(0, .infinity).isFinite && !Interval(-.infinity, 0).isFinite)
    #expect(Interval(1).widened(by: 2) == Interval(1.0.nextDown.nextDown, 1.0.nextUp.nextUp))
  }

  /// Roots, powers and e to the power of, of intervals.
  @Test func functionsHoldTheirValues() {
    var random = SplitMix64(seed: 9)
    for round in 0..<5_000 {
      let interval = Self.interval(&random)
      let x = Self.member(interval, &random)
      let power = Int.random(in: 1...9, using: &random)
      var exact = 1.0
      for _ in 0..<power { exact *= x }
      let raised = interval.raised(to: power)
      // Repeated rounding may be off by a few steps, the interval is not.
      let slack = abs(exact) * 1e-14
      #expect(
        !exact.isFinite || raised.low <= exact + slack && raised.high >= exact - slack,
        "round \(round): \(x)^\(power) of \(interval)")
      if interval.largest < 1e30,
        interval.low > 1e-30 || power % 2 == 1 && interval.smallest > 1e-30
      {
        let ends = [interval.low, interval.high].map { end -> Double in
          (0..<power).reduce(1) { product, _ in product * end }
        }
        #expect(raised.low >= ends[0] - abs(ends[0]) * 1e-14, "round \(round)")
        #expect(raised.high <= ends[1] + abs(ends[1]) * 1e-14, "round \(round)")
      }
      if power % 2 == 0 { #expect(raised.low >= 0, "round \(round)") }
      if interval.low >= 0 {
        let root = interval.squareRoot
        #expect(root.contains(x.squareRoot()), "round \(round)")
        #expect(root.low * root.low <= interval.low, "round \(round)")
        #expect(
          root.low >= interval.low.squareRoot().nextDown
            && root.high <= interval.high.squareRoot().nextUp)
      }
      if interval.largest < 700 {
        let exponential = interval.exponential
        #expect(
          exponential.low >= 0 && exponential.contains(PortableMath.exp(x)), "round \(round): \(x)")
      }
    }
  }
}
