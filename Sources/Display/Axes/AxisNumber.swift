import CMath

/// How numbers are written in pictures.
public enum AxisNumber {
  /// `1,500`, `20k`, `3M`, `0.05`: four significant digits.
  public static func short(_ value: Double, inThousands: Bool = false) -> String {
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
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
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
