import Diagnostics
import Language
import Quantities
import Simulation

private let choices: [(word: String, meaning: PoolChoice)] = [
  ("listed", .asListed), ("fastest", .fastest), ("cheapest", .cheapest),
  ("least_loaded", .leastLoaded),
]

/// `mixed(2/s, 4 s, pool("A100", gpus: 2), pool("L4", speed: 40%))`.
let mixed = Function(
  "mixed",
  "simulates a fleet of several kinds of GPUs, or of several models, with one line for all",
  [
    fleetArrivals,
    Function.Parameter("service", .forms(Forms.mixedService), "how long one takes at speed 1"),
    Function.Parameter(
      "pools", .forms("pool(…)"), repeats: true, "the kinds of GPUs, at most four"),
    Function.Parameter(
      "routing", .words(choices.map { $0.word }), default: .text("listed"),
      "which pool with a free instance gets a request, and which is the first to start one"),
    fleetQueue, fleetHorizon, fleetPrecision, fleetSeed,
  ],
  example:
    "mixed(1/s, 4 s, pool(\"A100\", gpus: 2), pool(\"L4\", speed: 40%, cold_start: 30 s), "
    + "horizon: 20k requests)",
  gives: Outputs.mixedForm, uncertainty: .runs, nestedRemarks: Outputs.told
) { (arguments, budget) throws(Diagnostic) -> Outputs.Found in
  var fleet = Fleet()
  fleet.arrivals = try Reading.arrivals(arguments)
  if let kinds = Reading.kinds(arguments["service"]) {
    (fleet.kinds, fleet.service) = (kinds, kinds[0].service)
  } else {
    fleet.service = try Reading.service(arguments)
  }
  fleet.queue = try Settings.queue(arguments)
  fleet.poolChoice = try Settings.word("routing", arguments, choices)
  for value in arguments.all("pools") {
    guard case .record(let record) = value, record.name == "pool" else {
      throw Reading.refusal(
        "pools", arguments, expected: "pool(…)",
        try: "mixed(1/s, 4 s, pool(\"A100\", gpus: 2), pool(\"L4\", speed: 40%))")
    }
    fleet.pools.append(
      try Reading.pool(
        Arguments(of: record, at: arguments.span, isSample: arguments.isSample("pools")),
        kinds: fleet.kinds.map { $0.name }))
  }
  guard fleet.pools.count <= Reading.places.count else {
    throw Diagnostic(.wrongArguments, "A mixed fleet has at most four pools.", at: arguments.span)
      .label("these are \(fleet.pools.count)")
      .try("mixed(1/s, 4 s, pool(\"A100\", gpus: 2), pool(\"L4\", speed: 40%))")
  }
  return try Simulating.run(fleet, arguments, &budget)
}
