import Basics
import Diagnostics
import Language
import Quantities
import Simulation

/// `paired(a, b)`: whether two runs really differ.
let paired = Function(
  "paired", "how far two runs differ, when both meet the same requests ten times over",
  [
    Function.Parameter("first", .any, "a run of serverless, dedicated, hybrid or replay"),
    Function.Parameter("second", .any, "another"),
  ],
  outputs: Paired.measures.map {
    Function.Output($0.name, "first, second, difference, margin, clear")
  }
) { (arguments, budget) throws(Diagnostic) -> Value in
  func recording(_ name: String) throws(Diagnostic) -> any RunRecording {
    if case .record(let record)? = arguments[name], let recording = record.recording {
      return recording
    }
    throw Reading.refusal(
      name, arguments, expected: "a run of serverless, dedicated, hybrid or replay",
      try: "paired(serverless(2/s, 1 s), serverless(2/s, 1 s, keep_alive: 5 min))")
  }
  let first = try recording("first")
  let second = try recording("second")
  do throws(Diagnostic) {
    if let record = try first.compared(with: second, &budget) { return .record(record) }
  } catch {
    throw error.placed(at: arguments.span)
  }
  throw Reading.refusal(
    "second", arguments, expected: "a run of the simulator", try: "help serverless")
}

/// What a comparison of two runs says.
enum Paired {
  /// What is compared, as the language calls it.
  static let measures: [(name: String, measure: Measure, value: @Sendable (Double) -> Value)] = [
    ("latency_mean", .latencyMean, Value.seconds), ("latency_p50", .latencyP50, Value.seconds),
    ("latency_p95", .latencyP95, Value.seconds), ("latency_p99", .latencyP99, Value.seconds),
    ("wait_mean", .waitMean, Value.seconds), ("cold_share", .coldShare, Value.share),
    ("rejected", .rejectedShare, Value.share), ("utilization", .utilization, Value.share),
    ("instances", .instances, Value.number),
    ("cost_of_1000", .costPerRequest, { .quantity(Quantity($0 * 1000, .dollar)) }),
  ]

  static func record(_ comparison: Comparison) -> Record {
    let fields = measures.compactMap { name, measure, value -> Record.Field? in
      let found = comparison[measure]
      // What is nothing in both is nothing to compare.
      guard found.first != 0 || found.second != 0 else { return nil }
      let margin = found.difference.halfWidth ?? 0
      return Record.Field(
        name,
        .record(
          Record(
            name: "difference",
            fields: [
              Record.Field("first", value(found.first)),
              Record.Field("second", value(found.second)),
              Record.Field("difference", value(found.difference.value)),
              Record.Field("margin", value(margin), "half the width of the 95% interval"),
              Record.Field("clear", .bool(found.isClear), "whether 0 is outside of it"),
            ])))
    }
    return Record(name: "paired", fields: fields)
  }
}

extension Recorded {
  /// At least ten runs of each, both with the same requests and the same work.
  func compared(
    with other: any RunRecording, _ budget: inout Budget
  ) throws(Diagnostic) -> Record? {
    guard let first = simulated, let second = (other as? Recorded)?.simulated else { return nil }
    do throws(SimulationError) {
      let comparison = try compare(
        first.fleet, second.fleet, first.run, progress: Simulating.progress(budget))
      budget.spend(comparison.work)
      return Paired.record(comparison)
    } catch {
      throw error.diagnostic(nil)
    }
  }
}
