import Testing

@testable import Simulation

/// Routing by load, by turns and by draw, against closed forms and against each other. Failures print
/// the seed that makes them again.
@Suite struct RoutingByLoad {
  static let all: [Routing] = [.newest, .oldest, .leastLoaded, .roundRobin, .randomOfTwo, .pack]

  private static func servers(_ routing: Routing, _ count: Int, rate: Double) -> Fleet {
    var fleet = Fleet.dedicated(
      arrivals: .poisson(rate: rate), service: .exponential(mean: 1), servers: count)
    fleet.routing = routing
    return fleet
  }

  private static func meanWait(_ fleet: Fleet, seed: UInt64 = 1) throws -> Estimate {
    try simulate(fleet, .requests(60_000, seed: seed)).wait.mean
  }

  /// In turn to c servers, each sees every c-th request: E_c/M/1, whose wait is s / (1 - s) with s
  /// the root of s = (r / (r + 1 - s))^c at rate r of all.
  @Test(arguments: [(2, 1.4), (3, 2.1), (6, 4.8)])
  func inTurn(_ count: Int, _ rate: Double) throws {
    var root = 0.5
    for _ in 0..<500 {
      let base = rate / (rate + 1 - root)
      root = (0..<count).reduce(1) { power, _ in power * base }
    }
    let found = try Self.meanWait(Self.servers(.roundRobin, count, rate: rate))
    #expect(found.agrees(with: root / (1 - root)), "\(found) and \(root / (1 - root))")
  }

  /// The less busy of two of very many servers: a share of load^(2^k - 1) has k requests or more
  /// (Mitzenmacher 1996; Vvedenskaya, Dobrushin and Karpelevich 1996).
  @Test func ofTwo() throws {
    let load = 0.8
    var held = 0.0
    var power = load
    for _ in 0..<12 {
      held += power
      power = power * power * load
    }
    let found = try simulate(
      Self.servers(.randomOfTwo, 400, rate: 400 * load), .requests(60_000, seed: 3))
    #expect(abs(found.inSystem.value / 400 / held - 1) < 0.02, "\(found.inSystem) and \(held)")
  }

  /// A line for all is best, then the shortest, the shorter of two, and turns.
  @Test(arguments: [UInt64(1), 2, 3])
  func fromBestToWorst(_ seed: UInt64) throws {
    let rules: [Routing] = [.newest, .leastLoaded, .randomOfTwo, .roundRobin]
    let waits = try rules.map {
      try Self.meanWait(Self.servers($0, 5, rate: 4.3), seed: seed).value
    }
    #expect(waits == waits.sorted(), "seed \(seed): \(waits)")
  }

  /// Where each request takes the same time, turns are a line for all, request by request.
  @Test func turnsOfEqualRequestsAreOneLine() throws {
    for seed in 0..<UInt64(40) {
      var random = Xoshiro(seed: seed, stream: 92)
      var line = Fleet.dedicated(
        arrivals: RandomFleet.arrivals(&random), service: .fixed(1.5),
        servers: 2 + random.index(below: 6))
      line.arrivals = .poisson(rate: Double(line.reserved) / 1.5 * 0.95)
      var turns = line
      turns.routing = .roundRobin
      let (a, b) = (try Requests(line, seed).waits, try Requests(turns, seed).waits)
      #expect(!zip(a, b).contains { abs($0 - $1) > 1e-6 }, "seed \(seed)")
    }
  }

  /// One server is one line, however requests are sent to it.
  @Test(arguments: all)
  func oneServerIsOneLine(_ routing: Routing) throws {
    let line = try simulate(Self.servers(.newest, 1, rate: 0.8), .requests(2000))
    let found = try simulate(Self.servers(routing, 1, rate: 0.8), .requests(2000))
    #expect(found.measures == line.measures)
  }

  /// On instances that take one request at a time and never stop, it makes no difference to the
  /// requests which of the free ones is taken.
  @Test func allAreAlikeWhereOnlyFreeOnesAreTaken() throws {
    for seed in 0..<UInt64(30) {
      var random = Xoshiro(seed: seed, stream: 93)
      var fleet = MetamorphicFleet.make(&random)
      fleet.scaling = .keepAlive(.infinity)
      let waits = try Self.all.map { routing in
        fleet.routing = routing
        return try Requests(fleet, seed).waits
      }
      #expect(waits.allSatisfy { $0 == waits[0] }, "seed \(seed)")
    }
  }

  /// Three instances that take four each: what is spread stays spread, what is packed is packed.
  @Test(arguments: [
    (Routing.leastLoaded, [2, 2, 2]), (.roundRobin, [2, 2, 2]), (.pack, [2, 4, 0]),
  ])
  func spreadOrPacked(_ routing: Routing, _ shares: [Int]) throws {
    var fleet = listed([0, 1, 2, 3, 4, 5], service: 100)
    fleet.maxInstances = 3
    fleet.minWarm = 3
    fleet.concurrency = 4
    fleet.batchSpeedup = .infinity
    fleet.routing = routing
    let recording = try #require(try simulate(fleet, recordedRun()).recording)
    let found = (0..<3).map { lane in recording.requests.count { $0.lane == lane } }
    #expect(found.sorted() == shares.sorted())
  }

  /// What holds of every fleet holds under every routing.
  @Test(arguments: all)
  func nothingIsLost(_ routing: Routing) throws {
    for seed in 0..<UInt64(150) {
      var random = Xoshiro(seed: seed, stream: 94)
      var fleet = RandomFleet.make(&random)
      fleet.routing = routing
      if seed % 3 == 0 {
        fleet.scaling = .keepAlive(60)
        (fleet.reserved, fleet.maxInstances, fleet.minWarm) = (1 + random.index(below: 5), 0, 0)
      }
      var run = RandomFleet.run(&random)
      run.seed = seed
      run.warmUp = 0
      run.drains = true
      let found = try simulate(fleet, run)
      #expect(found.requests == found.served + found.rejected + found.inFlight, "seed \(seed)")
      #expect(found.inFlight == 0 || found.isSaturated, "seed \(seed)")
      #expect(found.latencies.count == found.served || found.inFlight > 0, "seed \(seed)")
      if found.queueGrowth != nil { continue }
      let held = found.inSystem.value * found.seconds
      let summed = found.latency.mean.value * Double(found.served)
      #expect(abs(held - summed) <= 1e-6 * (1 + summed), "seed \(seed): \(held) and \(summed)")
    }
  }

  /// The tree against a search of everything.
  @Test func theLeastOfAll() {
    var random = Xoshiro(seed: 5)
    var tree = LoadTree(capacity: 100)
    var loads = [Int32](repeating: LoadTree.none, count: 100)
    for step in 0..<5000 {
      let slot = random.index(below: 100)
      loads[slot] = random.index(below: 4) == 0 ? LoadTree.none : Int32(random.index(below: 5)) - 2
      tree.set(slot, to: loads[slot])
      let least = loads.min() ?? LoadTree.none
      let (low, high) = (tree.least(takesHighest: false), tree.least(takesHighest: true))
      let isEmpty = least == LoadTree.none
      #expect(low == (isEmpty ? -1 : loads.firstIndex(of: least)), "step \(step)")
      #expect(high == (isEmpty ? -1 : loads.lastIndex(of: least)), "step \(step)")
    }
  }

  /// The next of the free ones, against a search of everything.
  @Test func theNextOfAll() {
    var random = Xoshiro(seed: 6)
    var map = AvailabilityMap(capacity: 9000)
    var isFree = [Bool](repeating: false, count: 9000)
    for step in 0..<2000 {
      let slot = random.index(below: 9000)
      if random.index(below: 2) == 0 { map.insert(slot) } else { map.remove(slot) }
      isFree[slot] = random.index(below: 2) == 0
      if isFree[slot] { map.insert(slot) } else { map.remove(slot) }
      let start = random.index(below: 9100)
      let next = start < 9000 ? isFree[start...].firstIndex(of: true) ?? -1 : -1
      #expect(map.lowest(from: start) == next, "step \(step)")
    }
  }
}
