#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The places of an axis's ticks and how their numbers are written.
struct Ticks {
  let values: [Double]
  /// Each with as many decimals as tell neighbours apart, all in thousands, millions or plain.
  let texts: [String]

  /// - Parameter step: the distance between neighbours; nil where it varies.
  init(_ values: [Double], step: Double? = nil) {
    self.values = values
    let largest = values.map(abs).max() ?? 0
    guard let step else {
      let hasThousands = largest >= 10_000
      texts = values.map { AxisNumber.short($0, inThousands: hasThousands) }
      return
    }
    let form = Ticks.form(largest, step)
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

/// How numbers are written in pictures.
enum AxisNumber {
  /// `1,500`, `20k`, `3M`, `0.05`: four significant digits.
  static func short(_ value: Double, inThousands: Bool = false) -> String {
    guard value.isFinite else { return "?" }
    let size = abs(value)
    if size == 0 { return "0" }
    if size >= 1e15 || size < 1e-5 {
      let power = Int(floor(log10(size)))
      return plain(value / pow(10, Double(power))) + "e\(power)"
    }
    if size >= 1e12 { return plain(value / 1e12) + "T" }
    if size >= 1e9 { return plain(value / 1e9) + "B" }
    if size >= 1e6 { return plain(value / 1e6) + "M" }
    if inThousands, size >= 1e3 { return plain(value / 1e3) + "k" }
    return plain(value)
  }

  /// Four significant digits, no zeros at the end, commas between thousands.
  private static func plain(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var text = fixed(value, min(15, max(0, 3 - Int(floor(log10(abs(value)))))))
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// With a fixed number of decimals, commas between thousands.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    let scaled = (abs(value) * scale).rounded()
    guard scaled.isFinite, scaled < 9e18 else { return "\(value)" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = padded.dropLast(decimals)
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    let fraction = decimals > 0 ? "." + padded.suffix(decimals) : ""
    return (value < 0 && scaled > 0 ? "-" : "") + grouped + fraction
  }
}
