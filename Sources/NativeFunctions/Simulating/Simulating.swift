import Basics
import Diagnostics
import Language
import Quantities
import Simulation

/// Runs the simulator for a call.
enum Simulating {
  /// Intervals recorded for the timeline.
  private static let recorded = 3000

  static func run(
    _ fleet: Fleet, _ arguments: Arguments, _ budget: inout Budget
  ) throws(Diagnostic) -> Value {
    var run = Run()
    run.recorded = recorded
    run.seed = UInt64(try Settings.count("seed", arguments))
    switch arguments["horizon"] {
    case .quantity(let quantity):
      if quantity.dimension == Dimension(.request) || quantity.isPlain {
        guard quantity.base >= 1, quantity.base <= 1e9 else {
          throw Diagnostic(
            .outOfRange, "A horizon is 1 to 1,000,000,000 requests.", at: arguments.span("horizon")
          ).label("this is \(quantity.text)").try("horizon: 100k requests")
        }
        run.horizon = .requests(Int(quantity.base))
      } else if let seconds = Reading.seconds(quantity) {
        run.horizon = .seconds(seconds)
      } else {
        throw Reading.refusal(
          "horizon", arguments, expected: "a time or a number of requests",
          try: "horizon: 100k requests")
      }
    default: run.horizon = .whole
    }
    do throws(SimulationError) {
      let outcome = try simulate(fleet, run, progress: progress(budget))
      budget.spend(outcome.work)
      return .record(Outputs.record(outcome, fleet, run))
    } catch {
      throw error.diagnostic(arguments)
    }
  }

  /// Tells how far a run is, and asks whether it is to go on.
  static func progress(_ budget: Budget) -> (Double) -> Bool {
    { share in
      budget.onProgress(WorkProgress("simulating", share))
      return !budget.interrupted()
    }
  }
}

extension Budget {
  /// Counts what a simulation did.
  mutating func spend(_ work: RunWork) { spend(.events(work.events) + .bytes(work.bytes)) }
}
