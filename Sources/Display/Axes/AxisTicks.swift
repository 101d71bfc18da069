import CMath

/// The places of an axis's ticks and how their numbers are written.
public struct AxisTicks: Sendable {
  /// Their places, in the unit of the axis, in ascending order.
  public let values: [Double]
  /// Each with as many decimals as tell neighbours apart, all in thousands, millions or plain.
  public let texts: [String]

  /// Writes the numbers of given places.
  /// - Parameter step: the distance between neighbours; nil where it varies.
  public init(_ values: [Double], step: Double? = nil) {
    self.values = values
    let largest = values.map(abs).max() ?? 0
    guard let step else {
      let hasThousands = largest >= 10_000
      texts = values.map { AxisNumber.short($0, inThousands: hasThousands) }
      return
    }
    let form = AxisTicks.form(largest, step)
    texts = values.map { form($0) }
  }

  private static func form(_ largest: Double, _ step: Double) -> (Double) -> String {
    if largest >= 1e15 || (largest > 0 && largest < 1e-5) {
      let power = Int(floor(log10(largest)))
      let unit = pow(10, Double(power))
      let places = decimals(step / unit)
      return { value in
        value == 0 || unit == 0 ? "0" : AxisNumber.fixed(value / unit, places) + "e\(power)"
      }
    }
    let letters: [(Double, String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
    for (unit, letter) in letters where largest >= unit * (unit == 1e3 ? 10 : 1) {
      let places = decimals(step / unit)
      guard places <= 2 else { continue }
      return { $0 == 0 ? "0" : AxisNumber.fixed($0 / unit, places) + letter }
    }
    let places = decimals(step)
    return { $0 == 0 ? "0" : AxisNumber.fixed($0, places) }
  }

  /// How many decimals a multiple of `step` needs.
  private static func decimals(_ step: Double) -> Int {
    guard step > 0, step.isFinite else { return 0 }
    return min(15, max(0, -Int(floor(log10(step) + 1e-9))))
  }
}
