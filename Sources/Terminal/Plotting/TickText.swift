#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The places and texts of an axis's ticks.
enum TickText {
  /// Round values (1, 2 or 5 times a power of ten) within a range, about `count` of them.
  static func places(_ low: Double, _ high: Double, count: Int) -> [Double] {
    guard low.isFinite, high.isFinite, high > low, count > 0 else { return [low] }
    let rough = (high - low) / Double(count)
    let power = pow(10, floor(log10(rough)))
    guard power > 0, power.isFinite else { return [low, high] }
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.7 } ?? rough
    var ticks: [Double] = []
    var index = ceil(low / step - 1e-9)
    while index * step <= high + step * 1e-9, ticks.count < 100 {
      ticks.append(index * step == 0 ? 0 : index * step)
      index += 1
    }
    return ticks
  }

  /// Powers of ten within a range; 2 and 5 times them where there are few.
  static func logarithmicPlaces(_ low: Double, _ high: Double) -> [Double] {
    guard low > 0, high > low, high.isFinite else { return [low] }
    let decades = log10(high / low)
    let factors: [Double] = decades < 2 ? [1, 2, 5] : [1]
    var ticks: [Double] = []
    var power = floor(log10(low))
    while power <= ceil(log10(high)), ticks.count < 400 {
      ticks += factors.map { $0 * pow(10, power) }
      power += 1
    }
    let inside = ticks.filter { $0 >= low * 0.999 && $0 <= high * 1.001 }
    let every = max(1, inside.count / 8)
    let thinned = inside.enumerated().filter { $0.offset % every == 0 }.map(\.element)
    return thinned.count >= 2 ? thinned : [low, high]
  }

  /// 1,500 · 20k · 3M · 0.05, to four significant digits.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    let size = abs(value)
    if size >= 1e15 || (size > 0 && size < 1e-6) { return short(value, places: 3, "e") }
    if size >= 1e9 { return plain(value / 1e9) + "B" }
    if size >= 1e6 { return plain(value / 1e6) + "M" }
    if size >= 1e4 { return plain(value / 1e3) + "k" }
    return plain(value)
  }

  private static func short(_ value: Double, places: Int, _ form: String) -> String {
    guard value != 0 else { return "0" }
    let power = Int(floor(log10(abs(value))))
    return plain(value / pow(10, Double(power))) + "e\(power)"
  }

  /// Four significant digits, no zeros at the end, commas between thousands.
  private static func plain(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let places = max(0, 3 - Int(floor(log10(abs(value)))))
    let scale = pow(10, Double(min(places, 15)))
    let rounded = (value * scale).rounded() / scale
    var text = "\(rounded)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    guard abs(rounded) >= 1000, !text.contains("e") else { return text }
    let parts = text.split(separator: ".")
    var whole = ""
    for (index, digit) in (parts.first ?? "").reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { whole.append(",") }
      whole.append(digit)
    }
    return String(whole.reversed()) + (parts.count > 1 ? ".\(parts[1])" : "")
  }
}
