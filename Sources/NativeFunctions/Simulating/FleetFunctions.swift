import Diagnostics
import Language
import Quantities
import Simulation

private typealias Parameter = Function.Parameter

let fleetArrivals = Function.Parameter("arrivals", .forms(Forms.arrivals), "when requests come")
private let service = Parameter("service", .forms(Forms.service), "how long one takes")
private let concurrency = Parameter(
  "concurrency", .quantity(.none), default: .number(1), "requests an instance takes at once")
private let gpusPerInstance = Parameter(
  "gpus_per_instance", .quantity(Units.gpu), default: .quantity(Quantity(1, Units.gpu)),
  otherwise: "1, or as many as a batched server has", "GPUs that one instance takes")
private let batchSpeedup = Parameter(
  "batch_speedup", .quantity(.none), default: .number(8),
  "how many requests' work at once an instance does at best, where it takes several")
let fleetQueue = Function.Parameter(
  "queue", .forms(Forms.queue, words: ["unbounded", "reject"]), default: .text("unbounded"),
  "how many requests may wait")
let fleetHorizon = Function.Parameter(
  "horizon", .forms(Forms.horizon, words: ["precise"]), default: .text("precise"),
  otherwise: "until it is precise, or the whole of a file", "how long is simulated")
let fleetPrecision = Function.Parameter(
  "precision", .quantity(.percent), default: .share(0.02),
  "how far figures may be off, as a share of each")
let fleetSeed = Function.Parameter(
  "seed", .quantity(.none), default: .number(1), "same seed, same result")
private let price = Parameter(
  "price", .forms(Forms.price), default: .absent, otherwise: "no cost is told", "what it costs")

/// How long those who send requests wait.
private let clients: [Parameter] = [
  Parameter(
    "patience", .forms(Forms.patience, words: ["endless"]), default: .text("endless"),
    "how long a request waits for its turn before it leaves"),
  Parameter(
    "timeout", .forms(Forms.timeout, words: ["never"]), default: .text("never"),
    "when a client without its whole answer gives up"),
  Parameter(
    "retries", .quantity(.none), default: .number(0),
    "how often one comes again that was turned away or gave up"),
  Parameter(
    "retry_after", .forms(Forms.law), default: .seconds(0), "how long after that it comes again"),
]

/// What goes wrong with instances that come and go.
private let mishaps: [Parameter] = [
  Parameter(
    "failed_starts", .quantity(.percent), default: .share(0),
    "share of starts that fail at their end and begin anew"),
  Parameter(
    "no_capacity", .forms(Forms.outages, words: ["never"]), default: .text("never"),
    "spells in which nothing can be started"),
  Parameter(
    "interrupted", .forms(Forms.interrupted, words: ["never"]), default: .text("never"),
    "how long until the platform takes an instance away, on average"),
  Parameter(
    "notice", .quantity(Units.second), default: .seconds(0),
    "from being told to go until it is taken away"),
]

/// Autoscalers by their names.
private let autoscalerWords = ["knative", "hpa", "keda", "ray_serve", "runpod", "histogram"]

/// What only fleets that come and go have.
private let elastic: [Parameter] =
  [
    Parameter("cold_start", .forms(Forms.coldStart), default: .seconds(0), "what a start takes"),
    Parameter(
      "cold_service", .forms(Forms.coldService, words: ["service"]), default: .text("service"),
      "how long the first request on a new instance takes, if not like any other"),
    Parameter(
      "keep_alive", .forms(Forms.keepAlive, words: autoscalerWords),
      default: .seconds(60),
      "how long an idle instance is kept, or what decides"),
    Parameter(
      "start_limit", .forms(Forms.startLimit, words: ["none", "lambda"]), default: .text("none"),
      "how quickly instances may be started"),
    Parameter("min_warm", .quantity(.none), default: .number(0), "instances that are always kept"),
    Parameter(
      "buffer", .quantity(.none), default: .number(0), "idle instances kept ready under load"),
    Parameter(
      "max_instances", .quantity(.none), default: .number(0), "at most so many; 0 is no limit"),
    Parameter(
      "warmth", .forms(Forms.warmth, words: Reading.warmths.map { $0.word }),
      default: .text("cold"), "what a start begins with"),
    Parameter(
      "waits", .words(Settings.waits.map { $0.word }), default: .text("first"),
      "for the first free instance or its own"),
    Parameter(
      "routing", .words(Settings.routings.map { $0.word }), default: .text("newest"),
      "which instance with room goes first"),
  ] + mishaps

private let billing: [Parameter] = [
  Parameter(
    "billed_by", .quantity(Units.second), default: .seconds(0), "time is rounded up to this"),
  Parameter("minimum", .quantity(Units.second), default: .seconds(0), "the least that is billed"),
  Parameter("bills_start", .bool, default: .bool(true), "whether starting is billed"),
  Parameter("bills_idle", .bool, default: .bool(true), "whether idle time is billed"),
]

let serverless = Function(
  "serverless", "simulates a fleet that scales to zero",
  [fleetArrivals, service] + elastic + [concurrency, gpusPerInstance, batchSpeedup, fleetQueue]
    + clients
    + [fleetHorizon, fleetPrecision, fleetSeed, price] + billing,
  example: "serverless(2/s, 1 s, cold_start: 20 s, keep_alive: 60 s, horizon: 20k requests)",
  gives: Outputs.form, uncertainty: .runs, nestedRemarks: Outputs.told
) { (arguments, budget) throws(Diagnostic) -> Outputs.Found in
  var fleet = Fleet()
  try Settings.common(arguments, &fleet)
  try Settings.elastic(arguments, &fleet)
  fleet.prices = try Reading.prices(arguments, isReserved: false)
  return try Simulating.run(fleet, arguments, &budget)
}

let dedicated = Function(
  "dedicated", "simulates rented GPUs that are always there",
  [
    fleetArrivals, service,
    Parameter(
      "gpus", .quantity(Units.gpu), default: .quantity(Quantity(1, Units.gpu)), "rented GPUs"),
  ]
    + [concurrency, gpusPerInstance, batchSpeedup, fleetQueue]
    + [
      Parameter(
        "routing", .words(Settings.serverRoutings.map { $0.word }), default: .text("line"),
        "one line for all, or to which GPU a request is sent, to wait there")
    ]
    + clients
    + [
      Parameter(
        "schedule", .forms(Forms.schedule, words: ["always"]), default: .text("always"),
        "when so many GPUs are rented; gpus says nothing then"),
      Parameter(
        "cold_start", .forms(Forms.coldStart), default: .seconds(0),
        "what a start takes, of a schedule and after an interruption"),
    ] + mishaps
    + [fleetHorizon, fleetPrecision, fleetSeed, price]
    + [
      Parameter(
        "billed_by", .quantity(Units.second), default: .seconds(0),
        "rented time is rounded up to this, where GPUs come and go"),
      Parameter("discount", .quantity(.percent), default: .share(0), "taken off for a commitment"),
    ],
  example: "dedicated(2/s, 1 s, gpus: 3, price: $2/(gpu*h), horizon: 20k requests)",
  gives: Outputs.form, uncertainty: .runs, nestedRemarks: Outputs.told
) { (arguments, budget) throws(Diagnostic) -> Outputs.Found in
  var fleet = Fleet()
  try Settings.common(arguments, &fleet)
  fleet.reserved = try Settings.count("gpus", arguments)
  guard fleet.reserved > 0 else {
    throw Diagnostic(.outOfRange, "Without a GPU nothing is served.", at: arguments.span("gpus"))
      .label("rent at least one").try(arguments.line("gpus", "1"))
  }
  fleet.maxInstances = 0
  fleet.routing = try Settings.word("routing", arguments, Settings.serverRoutings)
  fleet.prices = try Reading.prices(arguments, isReserved: true)
  try Settings.rented(arguments, &fleet)
  return try Simulating.run(fleet, arguments, &budget)
}

let hybrid = Function(
  "hybrid", "simulates rented GPUs for the base of the load and serverless ones for the rest",
  [Parameter("reserved", .quantity(Units.gpu), "rented GPUs"), fleetArrivals, service]
    + [
      Parameter(
        "reserved_price", .forms(Forms.reservedPrice), default: .absent,
        otherwise: "no cost is told", "what a rented GPU costs")
    ]
    + elastic + [concurrency, gpusPerInstance, batchSpeedup, fleetQueue] + clients
    + [fleetHorizon, fleetPrecision, fleetSeed, price] + billing,
  example: "hybrid(1 gpu, 2/s, 1 s, cold_start: 20 s, horizon: 20k requests)",
  gives: Outputs.form, uncertainty: .runs, nestedRemarks: Outputs.told
) { (arguments, budget) throws(Diagnostic) -> Outputs.Found in
  var fleet = Fleet()
  try Settings.common(arguments, &fleet)
  try Settings.elastic(arguments, &fleet)
  fleet.reserved = try Settings.count("reserved", arguments)
  fleet.prices = try Reading.prices(arguments, isReserved: false)
  if let dollars = try Reading.reservedPrice(arguments) {
    fleet.prices.reservedPerGPUHour = dollars
  } else {
    fleet.prices.areKnown = false
  }
  return try Simulating.run(fleet, arguments, &budget)
}

let replay = Function(
  "replay", "simulates a serverless fleet under the requests of a file",
  [
    Parameter(
      "file", .path, "path of a CSV, JSON lines or log file with times; \"-\" is standard input")
  ]
    + [
      Parameter(
        "service", .forms(Forms.service), default: .seconds(1),
        "how long one takes where the file does not say")
    ]
    + traceParameters + elastic + [concurrency, gpusPerInstance, batchSpeedup, fleetQueue] + clients
    + [fleetHorizon, fleetSeed, price] + billing,
  example: "replay(\"Guides/reference/requests.csv\", 1 s, cold_start: 4 s)",
  gives: Outputs.form, uncertainty: .runs, nestedRemarks: Outputs.told
) { (arguments, budget) throws(Diagnostic) -> Outputs.Found in
  var fleet = Fleet()
  try Settings.concurrencyAndQueue(arguments, &fleet)
  fleet.service = try Reading.service(arguments)
  try Settings.elastic(arguments, &fleet)
  fleet.arrivals = .trace(Reading.traceFile { arguments[$0] })
  fleet.prices = try Reading.prices(arguments, isReserved: false)
  return try Simulating.run(fleet, arguments, &budget)
}
