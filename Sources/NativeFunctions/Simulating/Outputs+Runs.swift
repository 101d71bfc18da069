import Language
import Quantities

extension Outputs {
  /// What is to be known of runs of which each was given another sample of what is not known: how
  /// much of what their figures may be off is the luck of the runs.
  ///
  /// All runs have the same luck, so that it moves them together: the variance among them is of what
  /// is not known, and that of the luck follows from the margin that each run states.
  static let told: @Sendable ([Value]) -> [String] = { values in
    let records = values.compactMap { value -> Record? in
      if case .record(let record) = value { return record }
      return nil
    }
    var remarks: [String] = []
    let saturated = records.count { $0["saturated"] == .bool(true) }
    if saturated > 0 {
      remarks.append("In \(saturated) of \(records.count) runs the fleet cannot keep up.")
    }
    let shares = [("latency.mean", "latency_mean"), ("cost_per_month", "cost_per_month")]
      .compactMap { path, margin -> String? in
        guard let share = luckShare(records, path, margin) else { return nil }
        let known = share < 0.01 ? "over 99%" : Value.share((1 - share).rounded(to: 100)).text
        return "\(known) for \(path)"
      }
    if !shares.isEmpty {
      remarks.append(
        "How wide the ranges are comes from what is not known, \(shares.joined(separator: " and ")); "
          + "the rest is the luck of the runs.")
    }
    return remarks
  }

  /// The variance that luck makes, as a share of all; nil where a run does not tell.
  private static func luckShare(
    _ records: [Record], _ path: String, _ margin: String
  ) -> Double? {
    var values: [Double] = []
    var luck = 0.0
    for record in records {
      guard let value = record.quantity(path), let half = record.quantity("margins." + margin)
      else { return nil }
      values.append(value)
      luck += (half / 1.96) * (half / 1.96)
    }
    guard values.count > 1 else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let all = spread + luck / count
    return spread > 1e-18 * mean * mean && all > 0 ? luck / count / all : nil
  }
}

extension Record {
  /// A quantity of a field, or of a record in it, in base units.
  fileprivate func quantity(_ path: String) -> Double? {
    let parts = path.split(separator: ".").map(String.init)
    guard let first = parts.first, let value = self[first] else { return nil }
    if parts.count == 1 { return value.quantity?.base }
    guard case .record(let inner) = value else { return nil }
    return inner.quantity(parts.dropFirst().joined(separator: "."))
  }
}

extension Double {
  /// To so many parts of one.
  fileprivate func rounded(to parts: Double) -> Double { (self * parts).rounded() / parts }
}
