import Diagnostics

/// A run of the simulator that tells of itself in the course's words.
final class RenamedRecording: RunRecording {
  /// The run as it was simulated.
  let base: any RunRecording
  private let values: RenamedValues

  init(_ base: any RunRecording, _ values: RenamedValues) {
    self.base = base
    self.values = values
  }

  var leadIn: Double? { base.leadIn }
  var csv: String { base.csv }
  var chromeTrace: String { base.chromeTrace }

  func timeline(_ window: RunWindow, withCosts: Bool) throws(Diagnostic) -> RunTimeline {
    do {
      return try base.timeline(window, withCosts: withCosts).named(values)
    } catch {
      throw values.names.diagnostic(error, keeping: values.kept)
    }
  }

  func with(leadIn: Double) throws(Diagnostic) -> any RunRecording {
    RenamedRecording(try base.with(leadIn: leadIn), values)
  }

  func write(
    _ table: RunTable, to output: @escaping (String) -> Bool
  ) throws(Diagnostic) -> Bool { try base.write(table, to: output) }

  func compared(
    with other: any RunRecording, _ budget: inout Budget
  ) throws(Diagnostic) -> Record? {
    let other = (other as? RenamedRecording)?.base ?? other
    return try base.compared(with: other, &budget).map { values.named($0) }
  }
}

extension RunTimeline {
  fileprivate func named(_ values: RenamedValues) -> RunTimeline {
    var named = RunTimeline(
      start: start, end: end,
      lanes: lanes.map { Lane(name: values.text($0.name), spans: $0.spans) }, arrivals: arrivals,
      lanesLeftOut: lanesLeftOut, levels: levels, costs: costs)
    (named.name, named.names) = (name, values.names)
    return named
  }
}
