import Basics
import Display
import Simulation

/// Forecast against measured.
struct Comparison: Sendable {
  /// A figure of both, in seconds or as a share.
  struct Row: Sendable {
    var name: String
    var words: String
    var quantile: String
    var measured: Double?
    var forecast: Double?
    var isShare = false

    /// How far the forecast is off, as a share of what was measured.
    var difference: Double? {
      guard let measured, let forecast, measured > 0 else { return nil }
      return forecast / measured - 1
    }
  }

  let rows: [Row]

  /// - Parameters:
  ///   - cold: the measured share of requests that waited for a start; nil where workers stay.
  ///   - start: the measured mean of a start.
  init(
    _ measured: LoadFigures, _ forecast: Forecast?, cold: Double? = nil, start: Double? = nil
  ) {
    var rows: [Row] = []
    let pairs: [(String, String, [Double], (Double) -> Double?)] = [
      ("ttft", "first token", measured.firstToken, { forecast?.firstToken($0) }),
      ("tpot", "per token", measured.perToken, { forecast?.perToken($0) }),
      ("latency", "latency", measured.latency, { forecast?.latency($0) }),
    ]
    for (name, words, values, quantiles) in pairs {
      for (quantile, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)] {
        rows.append(
          Row(
            name: name, words: words, quantile: quantile,
            measured: Quantile.of(values, share), forecast: quantiles(share)))
      }
    }
    if let cold {
      rows.append(
        Row(
          name: "cold", words: "cold", quantile: "share", measured: cold,
          forecast: forecast?.coldShare, isShare: true))
    }
    if let start {
      rows.append(
        Row(
          name: "start", words: "start", quantile: "mean", measured: start,
          forecast: forecast?.start))
    }
    self.rows = rows
  }

  var json: JSON {
    .array(
      rows.map { row in
        .object([
          "measure": .string(row.name), "quantile": .string(row.quantile),
          "measured": row.measured.map { .number($0) } ?? .null,
          "forecast": row.forecast.map { .number($0) } ?? .null,
          "difference": row.difference.map { .number($0) } ?? .null,
        ])
      })
  }

  /// As a table of lines.
  var lines: [String] {
    func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
      let space = String(repeating: " ", count: max(0, width - text.count))
      return left ? text + space : space + text
    }
    let hasForecast = rows.contains { $0.forecast != nil }
    var lines = [
      pad("", 18, left: true) + pad("measured", 10)
        + (hasForecast ? pad("forecast", 11) + pad("off by", 9) : "")
    ]
    for row in rows {
      func time(_ value: Double?) -> String {
        value.map { row.isShare ? Figures.percent($0) : Figures.seconds($0) } ?? "none"
      }
      var line = pad("\(row.words) \(row.quantile)", 18, left: true) + pad(time(row.measured), 10)
      if hasForecast {
        line +=
          pad(time(row.forecast), 11)
          + pad(row.difference.map { Figures.difference($0) } ?? "", 9)
      }
      lines.append(line)
    }
    return lines
  }
}
