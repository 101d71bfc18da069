import Basics
import Testing

@testable import Quantities

/// What is computed for whole columns has the bits of what is computed for one number.
@Suite struct ColumnBitsTests {
  private static let seed: UInt64 = 4021

  /// Numbers of every kind: halves, whole numbers, of every size and sign.
  private static func column(_ seed: UInt64, _ isModerate: Bool = false) -> [Double] {
    var random = SplitMix64(seed: seed)
    var numbers: [Double] = [
      0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, -0.3, 0.7, 4503599627370495.5,
      -4503599627370495.5, 4_503_599_627_370_496, 9_007_199_254_740_992, .leastNonzeroMagnitude,
      -Double.leastNormalMagnitude / 64,
    ]
    while numbers.count < UncertainQuantity.count {
      let kind = random.next() % 4
      let share = random.uniform()
      let bits = Double(bitPattern: random.next())
      let number =
        kind == 0
        ? (share - 0.5) * 40
        : kind == 1
          ? (share * 2000).rounded() / 2 - 500
          : kind == 2
            ? bits : share
      guard number.isFinite, !isModerate || abs(number) < 600 else { continue }
      numbers.append(number)
    }
    return numbers
  }

  private func amount(_ numbers: [Double]) -> Amount {
    .uncertain(UncertainQuantity(numbers, .none))
  }

  private func expect(
    _ found: Amount?, _ wanted: [Double], _ words: Comment,
    _ location: SourceLocation = #_sourceLocation
  ) {
    guard case .uncertain(let quantity)? = found else {
      Issue.record("no column: \(words)", sourceLocation: location)
      return
    }
    for (place, (a, b)) in zip(quantity.samples, wanted).enumerated()
    where a.bitPattern != b.bitPattern {
      Issue.record("\(words) at \(place): \(a), not \(b)", sourceLocation: location)
      return
    }
    #expect(quantity.isFinite == wanted.allSatisfy { $0.isFinite }, words, sourceLocation: location)
  }

  @Test func ofOneNumber() {
    let numbers = Self.column(Self.seed)
    let x = amount(numbers)
    expect(x.rounded, numbers.map { $0.rounded() }, "round")
    expect(x.roundedDown, numbers.map { $0.rounded(.down) }, "floor")
    expect(x.roundedUp, numbers.map { $0.rounded(.up) }, "ceil")
    expect(x.absolute, numbers.map { $0.magnitude }, "abs")
    expect(x.negated, numbers.map { -$0 }, "-")
    expect(x.clamped(-1, 3), numbers.map { $0 < -1 ? -1 : $0 > 3 ? 3 : $0 }, "clamp")
    let positive = numbers.map { $0.magnitude + Double.leastNonzeroMagnitude }
    expect(amount(positive).logarithm, positive.map { PortableMath.log($0) }, "ln")
    let normal = positive.map { max($0, 1e-300) }
    expect(amount(normal).logarithm, normal.map { PortableMath.log($0) }, "ln")
    let moderate = Self.column(Self.seed, true)
    expect(amount(moderate).exponential, moderate.map { PortableMath.exp($0) }, "exp")
    expect(x.exponential, numbers.map { PortableMath.exp($0) }, "exp, far out")
    expect(amount(positive).squareRoot(in: .none), positive.map { $0.squareRoot() }, "sqrt")
  }

  /// Of any signs, and of one sign, which goes another way.
  @Test(arguments: [false, true])
  func ofTwoNumbers(isPositive: Bool) {
    func numbers(_ seed: UInt64) -> [Double] {
      Self.column(seed).map { isPositive ? $0.magnitude : $0 }
    }
    let (left, right) = (numbers(Self.seed), numbers(Self.seed + 1))
    // Some that all but cancel.
    let near = zip(left, right).enumerated().map { place, pair in
      place % 3 == 0 ? -pair.0 * (1 + 4e-16) : pair.1
    }
    for other in [right, isPositive ? left : near] {
      let (x, y) = (amount(left), amount(other))
      let pairs = Array(zip(left, other))
      expect(x.adding(y), pairs.map { $0.plus($1) }, "+")
      expect(x.adding(y, sign: -1), pairs.map { $0.plus(-1 * $1) }, "-")
      expect(x * y, pairs.map { $0 * $1 }, "*")
      expect(x.extreme(y, isLargest: true), pairs.map { $1 > $0 ? $1 : $0 }, "max")
      expect(x.extreme(y, isLargest: false), pairs.map { $1 < $0 ? $1 : $0 }, "min")
      #expect(x.samples(.less, y) == pairs.map { $0 < $1 && !$0.isSame(as: $1) })
      #expect(x.samples(.atMost, y) == pairs.map { $0 < $1 || $0.isSame(as: $1) })
      #expect(x.samples(.equal, y) == pairs.map { $0.isSame(as: $1) })
      let truths = x.samples(.less, y)
      expect(
        x.chosen(where: truths, else: y), pairs.enumerated().map { truths[$0] ? $1.0 : $1.1 }, "if")
    }
  }

  /// What is no number any more is noticed wherever it stands.
  @Test func overflowIsNoticed() {
    for place in [0, 1, 2, 1999, 3998, 3999] {
      var numbers = [Double](repeating: 1, count: UncertainQuantity.count)
      numbers[place] = 1e200
      #expect(amount(numbers).isFinite)
      #expect(!(amount(numbers) * amount(numbers)).isFinite, "\(place)")
      numbers[place] = .nan
      #expect(!amount(numbers).isFinite, "\(place)")
      numbers[place] = 0
      #expect(amount(numbers).contains(.zero) && amount(numbers).contains(.zeroOrLess))
      #expect(!amount(numbers).contains(.negative))
    }
  }
}
