import Foundation

/// Figures as a person reads them.
enum Figures {
  /// "12 ms", "1.23 s", "35 µs".
  static func seconds(_ value: Double) -> String {
    if value > 0, value < 0.000_995 { return String(format: "%.0f µs", value * 1e6) }
    return value < 0.9995
      ? String(format: value < 0.00995 ? "%.1f ms" : "%.0f ms", value * 1000)
      : String(format: value < 9.995 ? "%.2f s" : "%.1f s", value)
  }

  /// A number a second, whole.
  static func rate(_ value: Double) -> String {
    value < 1e9 ? "\(Int(value.rounded()))" : "any number of"
  }

  /// "12%".
  static func percent(_ share: Double) -> String { String(format: "%.0f%%", share * 100) }

  /// "+3.1%".
  static func difference(_ share: Double) -> String { String(format: "%+.1f%%", share * 100) }

  /// What a server says, on one line and without characters that a terminal would obey.
  static func shown(_ text: String) -> String {
    let plain = text.unicodeScalars.filter {
      ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
        $0.properties.generalCategory)
    }
    return String(String(String.UnicodeScalarView(plain)).prefix(200))
  }

  /// "$0.012/min".
  static func perMinute(_ dollars: Double) -> String {
    String(format: dollars < 0.1 ? "$%.4f/min" : "$%.2f/min", dollars)
  }
}

/// Quantiles of measured values.
enum Quantile {
  /// The value that a share of them does not exceed (nearest rank); nil without any.
  static func of(_ values: [Double], _ share: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let rank = Int((share * Double(values.count)).rounded(.up))
    return values.sorted()[min(max(rank, 1), values.count) - 1]
  }
}
