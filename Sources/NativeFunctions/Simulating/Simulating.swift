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
    _ fleet: Fleet, _ arguments: Arguments, _ budget: Budget
  ) throws(Diagnostic) -> Outputs.Found {
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
          "horizon", arguments, expected: Forms.horizon, try: "horizon: 100k requests")
      }
    default: run.horizon = .whole
    }
    do throws(SimulationError) {
      let outcome = try simulate(fleet, run) { share in
        budget.onProgress(WorkProgress("simulating", share))
        return !budget.interrupted()
      }
      return Outputs.Found(outcome: outcome, fleet: fleet, run: run)
    } catch {
      throw diagnostic(error, arguments)
    }
  }

  /// The simulator's words, at the argument that they are about.
  private static func diagnostic(
    _ error: SimulationError, _ arguments: Arguments
  ) -> Diagnostic {
    switch error.kind {
    case .cancelled: return Diagnostic(.interrupted, "Stopped; nothing was changed.")
    case .unreadable:
      return Diagnostic(.unreadable, "\(error.description).", at: arguments.span("file"))
    case .invalid:
      let found = names.first { error.field.hasPrefix($0.key) }
      var name = found?.value ?? error.field
      if name == "reserved", arguments["gpus"] != nil { name = "gpus" }
      let part = found.map { spelled(String(error.field.dropFirst($0.key.count)).trimmed) } ?? ""
      let subject = part.isEmpty || name == "price" ? name : "The \(part) of \(name)"
      return Diagnostic(
        .outOfRange, "\(subject) \(inLanguage(error.reason)).", at: arguments.span(name)
      ).label("this setting makes no fleet")
    }
  }

  /// "prefillRate" is prefill_rate in the language.
  private static func spelled(_ name: String) -> String {
    name.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
    }
  }

  /// The simulator's words with the language's names for its settings.
  private static func inLanguage(_ reason: String) -> String {
    names.reduce(reason) { $0.replacing($1.key, with: $1.value) }
  }

  /// The simulator's names of settings, and the language's.
  private static let names: KeyValuePairs<String, String> = [
    "arrivals": "arrivals", "service": "service", "coldStart": "cold_start",
    "coldService": "cold_service",
    "keepAlive": "keep_alive", "knative": "keep_alive", "idleHistogram": "keep_alive",
    "minWarm": "min_warm", "buffer": "buffer", "maxInstances": "max_instances",
    "prices granularity": "billed_by", "prices minimum": "minimum",
    "prices reservedDiscount": "discount", "prices perGPUSecond": "price",
    "prices perRequest": "price", "prices reservedPerGPUHour": "price",
    "reserved": "reserved", "concurrency": "concurrency", "queue": "queue",
    "horizon": "horizon", "trace": "file", "scaling": "keep_alive",
  ]
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
