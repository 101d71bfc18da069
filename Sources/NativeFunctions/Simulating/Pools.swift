import Diagnostics
import Language
import Quantities
import Simulation

private func law(_ name: String, default preset: Value? = nil, _ sentence: String) -> Part {
  Part(.any, .init(name, .forms(Forms.law), default: preset, sentence))
}

private func whole(_ name: String, _ preset: Double, _ sentence: String) -> Part {
  Part(.count, name, default: .number(preset), sentence)
}

/// The parts of a fleet of several kinds of GPUs or of requests.
let pools: [Function] = [
  constructor(
    "pool", "GPUs of one kind in a fleet of several: rented ones, or such as come and go",
    [
      Part(.any, .init("name", .text, "what it is called, as in \"L4\"")),
      Part(
        .count,
        .init(
          "gpus", .forms("a number of GPUs (2 gpu)"), default: .absent,
          otherwise: "they come and go", "rented GPUs, always there")),
      Part(
        .any,
        .init(
          "speed", .quantity(.none), default: .number(1),
          "how many times as fast as the service says: 0.4, or 40%")),
      law(
        "service", default: .absent,
        "how long a request takes here, instead of the service over the speed"),
      Part(
        .any,
        .init("cold_start", .forms(Forms.coldStart), default: .seconds(0), "what a start takes")),
      Part(
        .time,
        .init(
          "keep_alive", .forms(Part.Meaning.time.words), default: .absent,
          otherwise: "60 s, or what the offer says", "how long an idle instance is kept")),
      whole("min_warm", 0, "instances that are always kept"),
      whole("max_instances", 0, "at most so many that come and go; 0 is no limit"),
      whole("concurrency", 1, "requests an instance takes at once"),
      Part(
        .number, "batch_speedup", default: .number(8),
        "how many requests' work at once an instance does at best, where it takes several"),
      Part(
        .any,
        .init(
          "gpus_per_instance", .quantity(Units.gpu), default: .quantity(Quantity(1, Units.gpu)),
          "GPUs that one instance takes")),
      Part(
        .any,
        .init(
          "serves", .text, default: .absent, otherwise: "all",
          "the only kind of requests that it serves")),
      law(
        "swap", default: .absent,
        "how long an instance takes to load another kind's model, if it holds one at a time"),
      Part(
        .any,
        .init(
          "price", .forms(Forms.price), default: .absent, otherwise: "no cost is told",
          "what it costs")),
      Part(
        .time,
        .init(
          "billed_by", .forms(Part.Meaning.time.words), default: .absent, otherwise: "0 s",
          "time is rounded up to this")),
      Part(
        .time,
        .init(
          "minimum", .forms(Part.Meaning.time.words), default: .absent, otherwise: "0 s",
          "the least that is billed")),
      Part(
        .flag,
        .init(
          "bills_start", .forms(Part.Meaning.flag.words), default: .absent, otherwise: "true",
          "whether starting is billed")),
      Part(
        .flag,
        .init(
          "bills_idle", .forms(Part.Meaning.flag.words), default: .absent, otherwise: "true",
          "whether idle time is billed")),
    ], example: "pool(\"L4\", speed: 40%, cold_start: 30 s, price: $0.80/(gpu*h))"
  ) { (arguments) throws(Diagnostic) in _ = try Reading.pool(arguments, kinds: nil) },
  constructor(
    "kind", "one of several kinds of requests, such as those of one model",
    [
      Part(.any, .init("name", .text, "what it is called, as in \"chat\"")),
      Part(.any, .init("share", .quantity(.percent), "share of the requests")),
      law("service", "how long one takes"),
    ], example: "kind(\"chat\", 70%, 2 s)"),
  constructor(
    "kinds", "requests of several kinds, which share the fleet",
    [
      Part(.kind, "first", "a kind(…)"), Part(.kind, "second", "another"),
      Part(.kind, "third", default: .absent, "one more"),
      Part(.kind, "fourth", default: .absent, "one more"),
    ], example: "kinds(kind(\"chat\", 70%, 2 s), kind(\"code\", 30%, 6 s))", check: checkKinds),
]

/// The shares of all kinds make 100%.
private func checkKinds(_ arguments: Arguments) throws(Diagnostic) {
  var sum = 0.0
  for place in Reading.places {
    if case .record(let record)? = arguments[place] {
      sum += record["share"]?.quantity?.base ?? 0
    }
  }
  if abs(sum - 1) < 1e-6 { return }
  throw Diagnostic(
    .outOfRange, "The shares of the kinds do not make 100%.", at: arguments.span
  ).label("they make \(Quantity(sum * 100, .percent).text)")
    .try("kinds(kind(\"chat\", 70%, 2 s), kind(\"code\", 30%, 6 s))")
}
