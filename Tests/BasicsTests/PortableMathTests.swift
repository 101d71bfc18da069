import Basics
import Foundation
import Testing

/// The portable functions against their definitions as series, and against the C library.
@Suite struct PortableMathTests {
  private static let seed: UInt64 = 77

  /// Positive numbers of every size, the smallest and the largest among them.
  private static var positive: [Double] {
    var random = SplitMix64(seed: seed)
    var numbers: [Double] = [
      .leastNonzeroMagnitude, Double.leastNormalMagnitude / 64, .leastNormalMagnitude,
      .greatestFiniteMagnitude, 1, 1.4142135623730951,
      1.4142135623730949, 2, 0.5, 1.0.nextUp, 1.0.nextDown,
    ]
    for _ in 0..<20_000 {
      let number = Double(bitPattern: random.next() >> 1)
      if number.isFinite, number > 0 { numbers.append(number) }
    }
    return numbers
  }

  /// As it is written in books: 2 artanh(f) for the significand, and the exponent times ln 2.
  private func series(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m /= 2
      exponent += 1
    }
    let f = (m - 1) / (m + 1)
    let f2 = f * f
    var sum = 0.0
    for n in stride(from: 23.0, through: 3, by: -2) { sum = (sum + 1 / n) * f2 }
    return exponent * 6.93147180369123816490e-01
      + (exponent * 1.90821492927058770002e-10 + 2 * f * (1 + sum))
  }

  @Test func logarithmIsItsSeries() {
    for x in Self.positive {
      let found = PortableMath.log(x)
      #expect(found.bitPattern == series(x).bitPattern, "ln \(x), seed \(Self.seed)")
      #expect(abs(found - Foundation.log(x)) <= 2 * max(found.ulp, 1e-300), "ln \(x)")
    }
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(-1).isNaN)
  }

  /// What vector loops use is the same function, to the last bit.
  @Test func branchlessOnesAreTheSame() {
    for x in Self.positive where x >= .leastNormalMagnitude {
      #expect(PortableMath.normalLog(x).bitPattern == PortableMath.log(x).bitPattern, "ln \(x)")
    }
    var random = SplitMix64(seed: Self.seed)
    for _ in 0..<20_000 {
      let x = (random.uniform() - 0.5) * 1400
      let found = PortableMath.exp(x)
      #expect(PortableMath.moderateExp(x).bitPattern == found.bitPattern, "e^\(x)")
      #expect(abs(found / Foundation.exp(x) - 1) < 4e-16, "e^\(x)")
    }
    #expect(PortableMath.moderateExp(0) == 1 && PortableMath.moderateExp(-0.0) == 1)
  }
}
