/// Elementary functions from IEEE basic operations alone, so that a seed gives the same bits on
/// every platform. The C library's own differ in the last bit between systems and versions.
public enum PortableMath {
  @usableFromInline static let ln2High = 6.93147180369123816490e-01
  @usableFromInline static let ln2Low = 1.90821492927058770002e-10

  /// e^x, within about one unit in the last place.
  @inlinable
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.782712893384 { return .infinity }
    if x < -745.2 { return 0 }
    let (sum, k) = reducedExp(x)
    let exponent = Int(k)
    // Two factors, so that results below the normal range are reached by a product.
    let half = exponent / 2
    return sum * powerOfTwo(half) * powerOfTwo(exponent - half)
  }

  /// e^x for |x| <= 700. Nothing in it branches, so that a loop over many numbers becomes vector
  /// instructions.
  @inlinable @inline(__always)
  public static func moderateExp(_ x: Double) -> Double {
    let (sum, k) = reducedExp(x)
    // The whole number stands in the last bits of this sum.
    return sum * Double(bitPattern: ((k + 0x1.8p52).bitPattern &+ 1023) << 52)
  }

  /// e^x as a number near 1 and the power of two to multiply it by.
  @inlinable @inline(__always)
  static func reducedExp(_ x: Double) -> (sum: Double, power: Double) {
    // Adding and taking away 1.5 · 2^52 rounds to a whole number.
    let k = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52
    let r = (x - k * ln2High) - k * ln2Low
    // Taylor series; |r| <= 0.347, so the first term left out is below 4e-18. In two halves, which
    // the processor computes side by side.
    let r2 = r * r
    let r4 = r2 * r2
    let low = (1 + r) + r2 * (1 / 2 + r * (1 / 6))
    let middle = (1 / 24 + r * (1 / 120)) + r2 * (1 / 720 + r * (1 / 5040))
    let high =
      (1 / 40320 + r * (1 / 362_880)) + r2 * (1 / 3_628_800 + r * (1 / 39_916_800))
      + r4 * (1 / 479_001_600 + r * (1 / 6_227_020_800))
    return (low + r4 * (middle + r4 * high), k)
  }

  /// Natural logarithm of `x` > 0, within about one unit in the last place.
  @inlinable
  public static func log(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    // Below the normal range, 54 powers of two up and down again.
    return x < .leastNormalMagnitude
      ? normalLog(x * 0x1p54, loweredBy: 54) : normalLog(x, loweredBy: 0)
  }

  /// Natural logarithm of x / 2^`steps` for a normal `x` > 0. Nothing in it branches, so that a loop
  /// over many numbers becomes vector instructions.
  @inlinable @inline(__always)
  public static func normalLog(_ x: Double, loweredBy steps: Double = 0) -> Double {
    // The exponent as the last digits of a number whose own exponent is 2^52.
    let power = Double(bitPattern: (x.bitPattern >> 52) | 0x4330_0000_0000_0000) - (0x1p52 + 1023)
    let significand = Double(
      bitPattern: (x.bitPattern & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000)
    let isHigh = significand > 1.4142135623730951
    let m = isHigh ? significand / 2 : significand
    let exponent = (isHigh ? power + 1 : power) - steps
    // 2 artanh(f) as a series; |f| <= 0.1716, so the first term left out is below 1e-18.
    let f = (m - 1) / (m + 1)
    let f2 = f * f
    var sum = (1.0 / 23) * f2
    sum = (sum + 1.0 / 21) * f2
    sum = (sum + 1.0 / 19) * f2
    sum = (sum + 1.0 / 17) * f2
    sum = (sum + 1.0 / 15) * f2
    sum = (sum + 1.0 / 13) * f2
    sum = (sum + 1.0 / 11) * f2
    sum = (sum + 1.0 / 9) * f2
    sum = (sum + 1.0 / 7) * f2
    sum = (sum + 1.0 / 5) * f2
    sum = (sum + 1.0 / 3) * f2
    return exponent * ln2High + (exponent * ln2Low + 2 * f * (1 + sum))
  }

  /// (-1)^n / (2n)!, from n = 11 down.
  private static let cosineSeries: [Double] = [
    -1 / 1_124_000_727_777_607_680_000, 1 / 2_432_902_008_176_640_000, -1 / 6_402_373_705_728_000,
    1 / 20_922_789_888_000, -1 / 87_178_291_200, 1 / 479_001_600, -1 / 3_628_800, 1 / 40_320,
    -1 / 720, 1 / 24, -1 / 2, 1,
  ]

  /// Cosine of an angle given in full turns.
  public static func cosine(turns: Double) -> Double {
    // Reduced to [-1/2, 1/2], then by symmetry to [0, 1/4].
    var t = (turns - turns.rounded()).magnitude
    let negative = t > 0.25
    if negative { t = 0.5 - t }
    let x = 2 * Double.pi * t
    let x2 = x * x
    // Taylor series; x <= π/2, so the first term left out is below 1e-17.
    var sum = 0.0
    for coefficient in cosineSeries { sum = sum * x2 + coefficient }
    return negative ? -sum : sum
  }

  /// 2^k for the exponents of normal numbers.
  @inlinable @inline(__always)
  static func powerOfTwo(_ k: Int) -> Double {
    Double(bitPattern: UInt64(truncatingIfNeeded: k + 1023) << 52)
  }
}
