import Basics
import Diagnostics
import Language
import Quantities
import Simulation

/// `paired(a, b)`: whether two runs really differ.
let paired = Function(
  "paired", "how far two runs differ, when both meet the same requests",
  [
    Function.Parameter("first", .forms(Forms.run), "a run"),
    Function.Parameter("second", .forms(Forms.run), "another"),
  ],
  example: "paired(dedicated(1/s, 500 ms), dedicated(1/s, 500 ms, gpus: 2))", gives: Paired.form
) { (arguments, budget) throws(Diagnostic) -> Comparison in
  func recording(_ name: String) throws(Diagnostic) -> any RunRecording {
    if case .record(let record)? = arguments[name], let recording = record.recording {
      return recording
    }
    throw Reading.refusal(
      name, arguments, expected: Forms.run,
      try: "paired(serverless(2/s, 1 s), serverless(2/s, 1 s, keep_alive: 5 min))")
  }
  let first = try recording("first")
  let second = try recording("second")
  do throws(Diagnostic) {
    if let found = try (first as? Recorded)?.comparison(with: second, &budget) {
      return found
    }
  } catch {
    throw error.placed(at: arguments.span)
  }
  throw Reading.refusal(
    "second", arguments, expected: "a run of the simulator", try: "help serverless")
}

/// What a comparison of two runs says.
enum Paired {
  /// The figures that are compared, in this order.
  private static let figures: [RunFigure] =
    [
      "latency_mean", "latency_p50", "latency_p95", "latency_p99", "wait_mean", "cold_share",
      "rejected", "utilization", "instances",
    ].compactMap { name in RunFigure.all.first { $0.name == name } } + [
      RunFigure(
        name: "cost_of_1000", measure: .costPerRequest, scale: .dollarsPerThousand,
        sentence: "cost of 1,000 requests served")
    ]

  static let form = RecordForm<Comparison>(
    [
      .figure("runs", .number, "of each: several, or one replay of a file") { Double($0.pairs) }
    ]
      + figures.map { figure -> RecordForm<Comparison>.Entry in
        .record(
          figure.name, difference(figure.scale), figure.sentence, when: "where either run has any",
          absence: { found in
            figure.isCost && found.measures[figure.measure] == nil
              ? Record.Absence(
                "The price of one of the two is not known, so there is no cost: price: was not given.",
                try: "paired(dedicated(1/s, 500 ms, price: $2/(gpu*h)), "
                  + "dedicated(1/s, 500 ms, gpus: 2, price: $2/(gpu*h))).cost_of_1000")
              : nil
          }
        ) {
          let found = $0[figure.measure]
          guard found.first.isFinite, found.second.isFinite else { return nil }
          return found.first != 0 || found.second != 0 ? found : nil
        }
      })

  private static func difference(_ scale: Scale) -> RecordForm<Comparison.Difference> {
    RecordForm([
      .figure("first", scale, "of the first run") { $0.first },
      .figure("second", scale, "of the second run") { $0.second },
      .figure("difference", scale, "the second less the first") { $0.told($0.difference.value) },
      .figure(
        "margin", scale, "half the width of the 95% interval", when: "where it can be told"
      ) { found in found.difference.halfWidth.map { found.told($0) } },
      .flag("clear", "whether 0 is outside of it") {
        $0.isClear && $0.told($0.difference.value) != 0
      },
    ])
  }
}

extension Recorded {
  /// At least ten runs of each, both with the same requests and the same work.
  func compared(
    with other: any RunRecording, _ budget: inout Budget
  ) throws(Diagnostic) -> Record? {
    try comparison(with: other, &budget).map { Paired.form.record(of: $0, name: "paired") }
  }

  /// The comparison itself; nil where one of the two was not simulated.
  func comparison(
    with other: any RunRecording, _ budget: inout Budget
  ) throws(Diagnostic) -> Comparison? {
    guard let first = simulated, let second = (other as? Recorded)?.simulated else { return nil }
    do throws(SimulationError) {
      let comparison = try compare(
        first.fleet, second.fleet, first.run, progress: Simulating.progress(budget))
      budget.spend(comparison.work)
      return comparison
    } catch {
      throw error.diagnostic(nil)
    }
  }
}

extension Comparison.Difference {
  /// A figure of it, or 0 where that is what rounding left of both runs' figures.
  fileprivate func told(_ figure: Double) -> Double {
    figure.unlessNoise(beside: max(abs(first), abs(second)))
  }
}
