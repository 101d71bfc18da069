import CTightFleet
import Simulation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Seconds of a clock that only goes forward.
func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func timed<T>(_ body: () throws -> T) rethrows -> (value: T, seconds: Double) {
  let start = seconds()
  let value = try body()
  return (value, seconds() - start)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func fixed(_ value: Double, _ digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((value * scale).rounded())
  let whole = "\(scaled / Int(scale))"
  if digits == 0 { return whole }
  let part = "\(abs(scaled % Int(scale)))"
  return whole + "." + String(repeating: "0", count: digits - part.count) + part
}

/// The README case of SimFaaS: 0.9 requests/s, service 1.991 s, 2.244 s when cold, keep-alive
/// 600 s.
func readme() -> Fleet {
  var fleet = Fleet.serverless(
    arrivals: .poisson(rate: 0.9), service: .exponential(mean: 1.991),
    coldStart: .time(.exponential(mean: 0.253)), keepAlive: 600)
  fleet.waiting = .forItsInstance
  return fleet
}

/// The same with SimFaaS's own account of a cold request: one exponential of 2.244 s for all of it.
func readmeWhole() -> Fleet {
  var fleet = readme()
  fleet.coldStart = ColdStart()
  fleet.coldService = .exponential(mean: 2.244)
  return fleet
}

/// The same with everything that costs time: phases, a line and a limit, billing with rounding.
func full() -> Fleet {
  var fleet = readme()
  fleet.coldStart = ColdStart([
    .allocate(.exponential(mean: 0.05)), .pull(.lognormal(median: 0.05, p95: 0.1)),
    .load(.exponential(mean: 0.1)), .warmUp(.fixed(0.05)),
  ])
  fleet.waiting = .forFirstFree
  fleet.maxInstances = 12
  fleet.queue = .bounded(1000)
  fleet.prices = .perGPUSecond(0.001, granularity: 1, minimum: 1, billsIdle: false)
  return fleet
}

func once(_ count: Int, seed: UInt64) -> Run {
  var run = Run.requests(count, seed: seed)
  run.warmUp = 0
  return run
}

/// Ratios of medians, measured in turns so that a change of the machine's speed meets all.
func speed(_ requests: Int, rounds: Int) throws {
  var tight: [Double] = []
  var bare: [Double] = []
  var whole: [Double] = []
  for round in 0..<rounds {
    let seed = UInt64(round + 1)
    tight.append(
      timed { tight_fleet_run(seed, UInt64(requests), 0.9, 1.991, 0.253, 600) }.seconds)
    bare.append(try timed { try simulate(readme(), once(requests, seed: seed)) }.seconds)
    whole.append(try timed { try simulate(full(), once(requests, seed: seed)) }.seconds)
  }
  let each = 1e9 / Double(requests)
  print("README case, \(requests) requests, median of \(rounds) rounds in turns:")
  print("  tight C program        \(fixed(median(tight) * each, 1)) ns/request")
  print("  simulator              \(fixed(median(bare) * each, 1)) ns/request")
  print("  with everything on     \(fixed(median(whole) * each, 1)) ns/request")
  print(
    "ratio simulator / C      \(fixed(median(zip(bare, tight).map { $0 / $1 }), 3))  (goal 1.0)")
  print(
    "ratio full / bare        \(fixed(median(zip(whole, bare).map { $0 / $1 }), 3))  (goal 1.1)")
  let million = try timed { try simulate(full(), once(1_000_000, seed: 1)) }.seconds
  print("a million requests       \(fixed(million, 3)) s  (goal under 0.25)")
}

/// The reference figures, in one run of ten million requests, and against the C program.
func reference() throws {
  let outcome = try simulate(readme(), once(10_000_000, seed: 1))
  let tight = tight_fleet_run(1, 10_000_000, 0.9, 1.991, 0.253, 600)
  print("cold share \(outcome.coldShare)  (reference 0.0013356 ± 0.00003)")
  print("instances  \(outcome.instances)  (reference 7.6985 ± 0.03)")
  print("cold starts \(outcome.cold), in the C program \(tight.cold)")
  print("instances in the C program \(tight.mean_instances)")
}

/// How many of `seeds` runs have intervals that cover the reference figures, and how many cover the
/// mean of all the runs, which is surer than the reference.
func coverage(_ seeds: Int, _ requests: Int) throws {
  let outcomes = try (1...seeds).map {
    try simulate(readmeWhole(), .requests(requests, seed: UInt64(1000 + $0)))
  }
  print("\(seeds) intervals from \(requests) requests each; \(seeds * 95 / 100) should cover:")
  for (measure, reference) in [(Measure.coldShare, 0.0013356), (.instances, 7.6985)] {
    let estimates = outcomes.map { $0[measure] }
    let mean = estimates.reduce(0) { $0 + $1.value } / Double(seeds)
    func covering(_ value: Double) -> Int {
      estimates.count { $0.interval?.contains(value) ?? false }
    }
    print("  \(measure): \(covering(reference)) the reference, \(reference); ", terminator: "")
    print("\(covering(mean)) the mean of all, \(mean)")
  }
}

/// One run for a comparison from outside: nanoseconds per request.
func single(_ requests: Int) throws {
  let run = try timed { try simulate(readme(), once(requests, seed: 1)) }
  print(run.seconds * 1e9 / Double(requests))
}

/// What a request costs in fleets of other kinds.
func kinds(_ requests: Int) throws {
  func fleet(_ rate: Double, _ change: (inout Fleet) -> Void) -> Fleet {
    var fleet = readme()
    fleet.arrivals = .poisson(rate: rate)
    change(&fleet)
    return fleet
  }
  let fleets: [(String, Fleet)] = [
    ("README case", readme()),
    ("200 busy instances", fleet(100) { $0.scaling = .keepAlive(60) }),
    ("no keep-alive", fleet(10) { $0.scaling = .keepAlive(0) }),
    ("min warm 5", fleet(0.9) { $0.minWarm = 5 }),
    ("buffer 3", fleet(0.9) { $0.buffer = 3 }),
    (
      "oldest first, line, at most 3",
      fleet(0.9) {
        $0.routing = .oldest
        $0.waiting = .forFirstFree
        $0.maxInstances = 3
      }
    ),
    ("M/M/3", .dedicated(arrivals: .poisson(rate: 2), service: .exponential(mean: 1), servers: 3)),
    (
      "M/M/200",
      .dedicated(
        arrivals: .poisson(rate: 180), service: .exponential(mean: 1), servers: 200)
    ),
    ("concurrency 8, batching", fleet(8) { $0.concurrency = 8 }),
    (
      "concurrency 64, batching",
      fleet(30) {
        $0.concurrency = 64
        $0.batchSpeedup = 20
      }
    ),
    (
      "Knative, 20/s",
      fleet(20) {
        $0.scaling = .knative(Knative())
        $0.concurrency = 10
      }
    ),
    ("Knative, 0.1/s", fleet(0.1) { $0.scaling = .knative(Knative()) }),
    ("histogram", fleet(0.01) { $0.scaling = .idleHistogram(IdleHistogram()) }),
    (
      "bursts",
      fleet(1) {
        $0.arrivals = .bursts(on: 10, off: 50, rateOn: 20, rateOff: 0.1)
      }
    ),
    ("daily", fleet(1) { $0.arrivals = .daily(mean: 2, peak: 6) }),
    ("lognormal", fleet(0.9) { $0.service = .lognormal(median: 1.5, p95: 5) }),
    ("Ray Serve, 20/s", fleet(20) { $0.scaling = .rayServe(RayServe()) }),
    ("HPA, 20/s", fleet(20) { $0.scaling = .horizontal(HorizontalAutoscaler(target: 1)) }),
    (
      "queue delay of 4 s",
      fleet(0.9) { ($0.waiting, $0.starting) = (.forFirstFree, .afterWait(4)) }
    ),
    (
      "one for 4 requests",
      fleet(0.9) { ($0.waiting, $0.starting) = (.forFirstFree, .byCount(4)) }
    ),
    (
      "limited starts",
      fleet(0.9) { ($0.waiting, $0.startLimit) = (.forFirstFree, StartLimit(1, per: 60)) }
    ),
    (
      "warmth that decays",
      fleet(0.9) {
        $0.scaling = .keepAlive(5)
        var cooling = Cooling()
        (cooling.asleep, cooling.onDisk) = (60, 3600)
        $0.coldStart.cooling = cooling
      }
    ),
    (
      "impatient clients",
      fleet(0.9) {
        $0.waiting = .forFirstFree
        ($0.clients.patience, $0.clients.timeout) = (.exponential(mean: 30), 60)
      }
    ),
    (
      "spot", fleet(0.9) { $0.mishaps.interruptions = Interruptions(every: 3600, notice: 30) }
    ),
  ]
  for (name, fleet) in fleets {
    let time = try timed { try simulate(fleet, once(requests, seed: 1)) }.seconds
    print("\(name): \(fixed(time * 1e9 / Double(requests), 0)) ns/request")
  }
}

/// Seconds of all processors that this program has used.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// How many times the processors that one run by itself gets are at work on average in what is done
/// side by side, both measured in turns, so that other work on the machine slows down both.
func cores(_ requests: Int, rounds: Int) throws {
  var load = [0.0, 0, 0]
  getloadavg(&load, 3)
  func used(_ name: String, _ body: (UInt64) throws -> Void) throws {
    func share(_ body: () throws -> Void) rethrows -> Double {
      let before = processorSeconds()
      let wall = try timed { try body() }.seconds
      return (processorSeconds() - before) / wall
    }
    var ratios: [Double] = []
    for round in 1...UInt64(rounds) {
      let one = try share { _ = try simulate(readme(), once(requests, seed: round)) }
      ratios.append(try share { try body(round) } / one)
    }
    print("\(name): \(fixed(median(ratios), 2)) times one processor  (goal 1.8)")
  }
  print("load average before: \(fixed(load[0], 1))")
  try used("replications") { seed in
    var run = once(requests, seed: seed)
    run.replications = 4
    _ = try simulate(readme(), run)
  }
  try used("to a precision") { seed in
    var run = Run()
    (run.seed, run.precision) = (seed, 0.003)
    _ = try simulate(readme(), run)
  }
  try used("sweep") { seed in
    _ = try keepAliveSweep(
      readme(), once(requests / 4, seed: seed), seconds: [10, 60, 120, 300, 600, 900, 1200, 1800])
  }
  try used("paired") { seed in
    var other = readme()
    other.scaling = .keepAlive(60)
    _ = try compare(readme(), other, once(requests / 4, seed: seed))
  }
}

/// What a request costs as lines and fleets grow: nothing of it may grow with them.
func growth() throws {
  for waiting in [1_000, 10_000, 100_000, 1_000_000] {
    // All come at once, to four servers.
    let list = (0..<waiting).map { TracedRequest(time: Double($0) * 1e-9, duration: 1) }
    let fleet = Fleet.dedicated(arrivals: .list(list), service: .fixed(1), servers: 4)
    let time = try timed { try simulate(fleet) }.seconds
    print("\(waiting) waiting: \(fixed(time * 1e9 / Double(waiting), 0)) ns/request")
  }
  for instances in [1_000, 10_000, 100_000] {
    let list = (0..<instances).map { TracedRequest(time: Double($0) * 1e-6, duration: 1000) }
    let fleet = Fleet.serverless(
      arrivals: .list(list), service: .fixed(1), coldStart: .time(.exponential(mean: 20)))
    let time = try timed { try simulate(fleet) }.seconds
    print("\(instances) instances: \(fixed(time * 1e9 / Double(instances), 0)) ns/request")
  }
  for together in [4, 16, 64, 256] {
    var fleet = readme()
    fleet.arrivals = .poisson(rate: Double(together) / 4)
    (fleet.concurrency, fleet.batchSpeedup) = (together, Double(together))
    let time = try timed { try simulate(fleet, once(300_000, seed: 1)) }.seconds
    print("\(together) together: \(fixed(time * 1e9 / 300_000, 0)) ns/request")
  }
}

/// Replays a trace file from end to end.
func replay(_ path: String) throws {
  let fleet = Fleet.serverless(arrivals: .trace(TraceFile(path)), service: .fixed(1))
  let run = try timed { try simulate(fleet) }
  let requests = run.value.requests
  print("\(requests) requests in \(fixed(run.seconds, 2)) s, ", terminator: "")
  print("\(fixed(run.seconds * 1e9 / Double(max(1, requests)), 0)) ns each")
}

let arguments = CommandLine.arguments
let number = arguments.count > 2 ? Int(arguments[2]) : nil
switch arguments.count > 1 ? arguments[1] : "speed" {
case "speed": try speed(number ?? 5_000_000, rounds: 9)
case "reference": try reference()
case "coverage":
  try coverage(number ?? 100, arguments.count > 3 ? Int(arguments[3]) ?? 2_000_000 : 2_000_000)
case "matrix": try Matrix.run(seeds: number ?? 100)
case "replay" where arguments.count > 2: try replay(arguments[2])
case "kinds": try kinds(number ?? 1_000_000)
case "cores": try cores(number ?? 5_000_000, rounds: 5)
case "growth": try growth()
case "single": try single(number ?? 5_000_000)
default:
  print(
    "usage: simulation-bench "
      + "[speed|reference|coverage|matrix|kinds|cores|growth|single|replay] [number|file]")
  exit(64)
}
