/// Quantiles of Student's law, for confidence intervals.
enum StudentT {
  /// The 97.5% quantile for 1 to 10 degrees of freedom, from tables.
  private static let table = [
    12.7062047, 4.3026527, 3.1824463, 2.7764451, 2.5705818, 2.4469119, 2.3646243, 2.3060041,
    2.2621572, 2.2281389,
  ]

  /// Half the width of a 95% interval, in standard errors. Above 10 degrees of freedom by the
  /// expansion in 1/n of Fisher and Cornish (Abramowitz and Stegun 26.7.5), right to 5 digits.
  static func interval95(degreesOfFreedom n: Int) -> Double {
    if n < 1 { return .infinity }
    if n <= table.count { return table[n - 1] }
    let z = 1.959963984540054
    let z2 = z * z
    let g1 = z * (z2 + 1) / 4
    let g2 = z * ((5 * z2 + 16) * z2 + 3) / 96
    let g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384
    let g4 = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160
    let v = 1 / Double(n)
    return z + v * (g1 + v * (g2 + v * (g3 + v * g4)))
  }
}
