import Basics
import Diagnostics
import Language
import Quantities
import Simulation

/// Runs the simulator for a call.
enum Simulating {
  /// Intervals recorded for the timeline.
  private static let recorded = 3000
  /// Events that one of many runs may take at least.
  private static let leastOfPart: Int64 = 200_000

  static func run(
    _ fleet: Fleet, _ arguments: Arguments, _ budget: inout Budget
  ) throws(Diagnostic) -> Outputs.Found {
    var run = Run()
    run.recorded = recorded
    let fleet = try fleet.isMixed ? fleet : Settings.withServer(fleet, arguments)
    run.seed = UInt64(try Settings.count("seed", arguments))
    run.horizon = try horizon(arguments)
    if arguments["precision"] != nil { run.precision = arguments.quantity("precision").base }
    if budget.parts > 1 {
      // One of many runs: what is not known weighs more than the last percent of each.
      run.recorded = 0
      run.budget = max(leastOfPart, run.budget / Int64(budget.parts))
      if !arguments.isGiven("precision") { run.precision = max(run.precision, 0.05) }
    }
    do throws(SimulationError) {
      let outcome = try RecentRuns.shared.outcome(
        of: fleet, run, progress: progress(budget))
      budget.spend(outcome.work)
      return Outputs.Found(
        outcome: outcome, fleet: fleet, run: run,
        assumed: Assumptions.line(fleet, arguments, outcome.trace),
        missingPrice: Reading.missingPrice(fleet, arguments))
    } catch {
      throw error.diagnostic(arguments)
    }
  }

  private static func horizon(_ arguments: Arguments) throws(Diagnostic) -> Horizon {
    guard case .quantity(let quantity)? = arguments["horizon"] else {
      if arguments["horizon"].map({ $0 == .text("precise") }) ?? true { return .precise }
      throw Reading.refusal(
        "horizon", arguments, expected: Forms.horizon, try: "horizon: 100k requests")
    }
    if quantity.dimension == Dimension(.request) || quantity.isPlain {
      guard quantity.base >= 1, quantity.base <= 1e9 else {
        throw Diagnostic(
          .outOfRange, "A horizon is 1 to 1,000,000,000 requests.", at: arguments.span("horizon")
        ).label("this is \(quantity.text)").try(arguments.line("horizon", "100k requests"))
      }
      return .requests(Int(quantity.base))
    }
    if let seconds = Reading.seconds(quantity) { return .seconds(seconds) }
    throw Reading.refusal(
      "horizon", arguments, expected: Forms.horizon, try: "horizon: 100k requests")
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
