import Diagnostics
import Language
import Quantities

/// `quantile(run.latency, 99.9%)` and `share_within(run.latency, 2 s)`: what a run's times say beyond
/// the usual percentiles.
let spreadFunctions: [Function] = [
  Function(
    "quantile", "the time that a share of the requests does not exceed",
    [
      Function.Parameter("times", .forms(Forms.times), "the times of a run"),
      Function.Parameter("share", .quantity(.percent), "which share, as in 99.9%"),
    ], example: "quantile(serverless(2/s, 1 s, horizon: 20k requests).latency, 99.9%)",
    gives: .quantity(Units.second)
  ) { (arguments, _) throws(Diagnostic) -> Value in
    let spread = try spread(arguments)
    let share = arguments.quantity("share").base
    guard share >= 0, share <= 1 else {
      throw Diagnostic(.outOfRange, "A share is 0% to 100%.", at: arguments.span("share"))
        .label("this is \(arguments.quantity("share").text)")
    }
    return .quantity(Quantity(spread.quantile(share), spread.unit))
  },
  Function(
    "share_within", "the share of the requests that is not above a time",
    [
      Function.Parameter("times", .forms(Forms.times), "the times of a run"),
      Function.Parameter("limit", .quantity(Units.second), "the time, as in 2 s"),
    ], example: "share_within(serverless(2/s, 1 s, horizon: 20k requests).latency, 2 s)",
    gives: .quantity(.percent)
  ) { (arguments, _) throws(Diagnostic) -> Value in
    let spread = try spread(arguments)
    return .share(spread.share(arguments.quantity("limit").base))
  },
]

private func spread(_ arguments: Arguments) throws(Diagnostic) -> Spread {
  if case .record(let record)? = arguments["times"] {
    if let spread = record.spread { return spread }
    if let reason = record.absences["p99"] {
      throw Diagnostic(.outsideDomain, reason, at: arguments.span("times")).label("not there")
    }
  }
  throw Reading.refusal(
    "times", arguments, expected: Forms.times,
    try: "quantile(serverless(2/s, 1 s).latency, 99.9%)")
}
