import Simulation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How often the margins of runs to a precision cover the truth, by fleet, figure and seed.
enum Matrix {
  private static let measures: [Measure] = [
    .latencyMean, .latencyP50, .latencyP95, .latencyP99, .waitMean, .waitP95, .waitP99, .instances,
    .costPerHour, .coldShare, .utilization, .paidUtilization,
  ]
  /// Those of fleets that decode many requests together.
  private static let ofTokens: [Measure] = [
    .firstTokenMean, .firstTokenP99, .betweenTokensMean, .betweenTokensP99, .outputRate,
  ]

  static func run(seeds: Int) throws {
    var (covered, shown, least) = (0, 0, 1.0)
    for (name, fleet) in fleets {
      let truth = try truth(of: fleet)
      var cells: [Measure: (covered: Int, shown: Int)] = [:]
      var converged = 0
      for seed in 1...seeds {
        var run = Run()
        run.seed = UInt64(seed)
        let outcome = try simulate(fleet, run)
        if outcome.converged == true { converged += 1 }
        for measure in measures + ofTokens {
          guard let exact = truth[measure], let half = outcome[measure].halfWidth else { continue }
          let isCovered = abs(outcome[measure].value - exact) <= half + 1e-9 * abs(exact)
          let cell = cells[measure] ?? (0, 0)
          cells[measure] = (cell.covered + (isCovered ? 1 : 0), cell.shown + 1)
        }
      }
      let all = cells.values.reduce((0, 0)) { ($0.0 + $1.covered, $0.1 + $1.shown) }
      covered += all.0
      shown += all.1
      let worst = cells.min {
        Double($0.value.covered) / Double($0.value.shown)
          < Double($1.value.covered) / Double($1.value.shown)
      }
      let share = worst.map { Double($0.value.covered) / Double($0.value.shown) } ?? 1
      if 2 * converged > seeds { least = min(least, share) }
      print(
        "\(name): \(all.0) of \(all.1) covered, least \(worst?.key.rawValue ?? "-") "
          + "\(fixed(share * 100, 0))%; converged \(converged) of \(seeds)")
    }
    print(
      "all: \(fixed(Double(covered) / Double(max(1, shown)) * 100, 1))% (goal 93); "
        + "least of what converged \(fixed(least * 100, 0))% (goal 88)")
  }

  /// By formula where there is one, else by a run that is far more precise.
  private static func truth(of fleet: Fleet) throws -> [Measure: Double] {
    var run = Run()
    (run.precision, run.budget, run.seed) = (0.001, 400_000_000, 987_654)
    let outcome = try simulate(fleet, run)
    var truth: [Measure: Double] = [:]
    let isBatched = outcome.timeBetweenTokens != nil
    for measure in measures + (isBatched ? ofTokens : []) {
      truth[measure] = outcome[measure].value
    }
    for exact in outcome.theory { truth[exact.measure] = exact.value }
    // Latency in an M/M/1 is exponential.
    if fleet.reserved == 1, fleet.service == .exponential(mean: 1), let rate = fleet.poissonRate {
      for (measure, share) in [(Measure.latencyP50, 0.5), (.latencyP95, 0.95), (.latencyP99, 0.99)]
      {
        truth[measure] = -log(1 - share) / (1 - rate)
      }
    }
    return truth
  }

  static let fleets: [(name: String, fleet: Fleet)] = {
    let price = Prices.perGPUSecond(2.0 / 3600)
    func servers(_ count: Int, _ load: Double, _ service: Service) -> Fleet {
      .dedicated(arrivals: .poisson(rate: load), service: service, servers: count)
    }
    func elastic(
      _ arrivals: Arrivals, _ service: Service, _ start: Law, keepAlive: Double,
      _ change: (inout Fleet) -> Void = { _ in }
    ) -> Fleet {
      var fleet = Fleet.serverless(
        arrivals: arrivals, service: service, coldStart: .time(start), keepAlive: keepAlive,
        prices: price)
      change(&fleet)
      return fleet
    }
    /// A server for about ten such requests a second.
    func batched(_ servers: Int, _ rate: Double, room: Int = 100_000) -> Fleet {
      let law = StepLaw(
        fixed: 0.01, perSequence: 3e-4, perContextToken: 1e-7, prefillRate: 20_000)
      var server = GPUServer(law: law, room: room)
      server.sequences = 64
      var fleet = Fleet.dedicated(
        arrivals: .poisson(rate: rate),
        service: .batched(
          prompt: .exponential(mean: 500), output: .exponential(mean: 150), server: server),
        servers: servers)
      (fleet.concurrency, fleet.routing, fleet.prices) = (64, .leastLoaded, price)
      return fleet
    }
    let spells = Arrivals.bursts(on: 60, off: 240, rateOn: 2, rateOff: 0.1)
    return [
      ("M/M/1 at 0.5", servers(1, 0.5, .exponential(mean: 1))),
      ("M/M/1 at 0.8", servers(1, 0.8, .exponential(mean: 1))),
      ("M/M/1 at 0.9", servers(1, 0.9, .exponential(mean: 1))),
      ("M/M/1 at 0.95", servers(1, 0.95, .exponential(mean: 1))),
      ("M/M/1 at 0.98", servers(1, 0.98, .exponential(mean: 1))),
      ("M/M/3 at 2", servers(3, 2, .exponential(mean: 1))),
      ("M/M/10 at 8", servers(10, 8, .exponential(mean: 1))),
      ("M/M/50 at 45", servers(50, 45, .exponential(mean: 1))),
      ("M/D/1 at 0.9", servers(1, 0.9, .fixed(1))),
      ("M/G/1 at 0.7, lognormal", servers(1, 0.7, .time(.lognormal(mean: 1, cv: 1.5)))),
      (
        "one instance",
        elastic(.poisson(rate: 0.01), .fixed(2), .fixed(20), keepAlive: 60) { $0.maxInstances = 1 }
      ),
      (
        "one busy instance",
        elastic(.poisson(rate: 0.4), .exponential(mean: 1.5), .fixed(10), keepAlive: 5) {
          $0.maxInstances = 1
        }
      ),
      (
        "as many as it takes", elastic(.poisson(rate: 1 / 30), .fixed(4), .fixed(20), keepAlive: 60)
      ),
      (
        "exponential times",
        elastic(
          .poisson(rate: 1 / 30), .exponential(mean: 10), .exponential(mean: 20), keepAlive: 30)
      ),
      (
        "one always ready",
        elastic(.poisson(rate: 1 / 30), .exponential(mean: 4), .fixed(20), keepAlive: 30) {
          $0.minWarm = 1
        }
      ),
      (
        "spells",
        elastic(
          .bursts(on: 60, off: 540, rateOn: 5.0 / 3, rateOff: 0), .fixed(4), .fixed(20),
          keepAlive: 60)
      ),
      ("spells on one server", .dedicated(arrivals: spells, service: .fixed(1), servers: 1)),
      (
        "daily, hybrid",
        .hybrid(
          arrivals: .daily(mean: 1.0 / 3, peak: 2.0 / 3), service: .fixed(4), reserved: 2,
          coldStart: .time(.fixed(5)), keepAlive: 10, prices: price)
      ),
      (
        "Knative",
        elastic(.poisson(rate: 0.5), .exponential(mean: 4), .fixed(20), keepAlive: 60) {
          $0.scaling = .knative(Knative())
        }
      ),
      ("a batched server, light", batched(1, 3)),
      ("a batched server, busy", batched(1, 8)),
      ("three batched servers", batched(3, 24)),
      ("batched, with a small cache", batched(1, 5, room: 8000)),
      (
        "eight at a time",
        elastic(.poisson(rate: 2), .exponential(mean: 3), .fixed(20), keepAlive: 60) {
          $0.concurrency = 8
        }
      ),
    ]
  }()
}

extension Fleet {
  fileprivate var poissonRate: Double? {
    if case .poisson(let rate) = arrivals { return rate }
    return nil
  }
}
