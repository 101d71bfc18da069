import Diagnostics
import Language
import Quantities

/// `share_within(run.latency, 2 s)`: what a run's times say beyond the usual percentiles.
let spreadFunctions: [Function] = [
  Function(
    "share_within", "the share of the requests that is not above a time",
    [
      Function.Parameter("times", .forms(Forms.times), "the times of a run"),
      Function.Parameter("limit", .quantity(Units.second), "the time, as in 2 s"),
    ], example: "share_within(serverless(2/s, 1 s, horizon: 20k requests).latency, 2 s)",
    gives: .quantity(.percent), uncertainty: .eachSample
  ) { (arguments, _) throws(Diagnostic) -> Value in
    let spread = try spread(arguments)
    return .share(spread.share(arguments.quantity("limit").base))
  }
]

private func spread(_ arguments: Arguments) throws(Diagnostic) -> Spread {
  if case .record(let record)? = arguments["times"] {
    if let spread = record.spread { return spread }
    if let reason = record.absences["p99"] {
      throw reason.diagnostic(at: arguments.span("times"))
    }
  }
  throw Reading.refusal(
    "times", arguments, expected: Forms.times,
    try: "share_within(serverless(2/s, 1 s).latency, 2 s)")
}
