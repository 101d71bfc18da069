import Testing

@testable import Simulation

/// What a change of a fleet does to the very same requests, tried on thousands of random fleets. A
/// failure prints the seed that makes it again.
///
/// Some things that one would expect hold of most fleets and not of all: an instance that was
/// started because others were missing, or that took long to start, is kept and meets a later
/// request that would have found none otherwise. For these there is an example by hand, and the
/// claim is about all the fleets together.
@Suite struct MetamorphicProperties {
  private static let fleets = 1000

  /// More instances that are always ready: no request begins later. Nothing starts or stops here.
  @Test func moreServersNeverHurt() throws {
    for seed in 0..<UInt64(Self.fleets) {
      var random = Xoshiro(seed: seed, stream: 82)
      var few = MetamorphicFleet.make(&random)
      few.minWarm = 1 + random.index(below: 4)
      few.maxInstances = few.minWarm
      var many = few
      many.minWarm += 1
      many.maxInstances = many.minWarm
      let (a, b) = (try Requests(few, seed), try Requests(many, seed))
      #expect(a.waits.count == b.waits.count, "seed \(seed)")
      #expect(!zip(a.waits, b.waits).contains { $1 > $0 + 1e-6 }, "seed \(seed)")
    }
  }

  /// One more that is always ready, in a fleet that may grow: nobody waits longer than a start
  /// takes, and over all fleets every quantile falls.
  ///
  /// In a single fleet one may rise, as `anotherWarmInstanceMayHurtOne` shows: what the warm one
  /// serves starts no other, which would have helped a later request.
  @Test func moreWarmInstancesHelp() throws {
    var sums = (few: [Double](repeating: 0, count: 5), many: [Double](repeating: 0, count: 5))
    for seed in 0..<UInt64(Self.fleets) {
      var random = Xoshiro(seed: seed, stream: 83)
      var few = MetamorphicFleet.make(&random)
      few.minWarm = random.index(below: 4)
      var many = few
      many.minWarm += 1
      let (a, b) = (try Requests(few, seed), try Requests(many, seed))
      #expect(a.longestWait <= few.coldStart.mean + 1e-6, "seed \(seed)")
      #expect(b.longestWait <= few.coldStart.mean + 1e-6, "seed \(seed)")
      for (index, share) in [0.5, 0.9, 0.95, 0.99, 1].enumerated() {
        sums.few[index] += a.latency(share)
        sums.many[index] += b.latency(share)
      }
    }
    for (few, many) in zip(sums.few, sums.many) { #expect(many < few) }
  }

  /// The first two start instances of their own, of which one helps the third; a warm one serves
  /// both, and the third waits for a whole start.
  @Test func anotherWarmInstanceMayHurtOne() throws {
    var fleet = listed([], service: 1, coldStart: 10)
    fleet.arrivals = .list([
      TracedRequest(time: 0, duration: 5), TracedRequest(time: 6, duration: 100),
      TracedRequest(time: 8, duration: 1),
    ])
    fleet.scaling = .keepAlive(0)
    #expect(try Requests(fleet, 1).waits == [10, 9, 8])
    fleet.minWarm = 1
    #expect(try Requests(fleet, 1).waits == [0, 0, 10])
  }

  /// Where each request waits for its own, it waits for a whole start or not at all. So with a
  /// quicker one nobody waits longer than before but those who had found an instance that the slow
  /// start kept alive until then; and over all fleets, the mean wait falls.
  @Test func quickerStartsHelp() throws {
    var sums = (slow: 0.0, quick: 0.0)
    for seed in 0..<UInt64(Self.fleets) {
      var random = Xoshiro(seed: seed, stream: 84)
      var slow = MetamorphicFleet.make(&random)
      slow.waiting = .forItsInstance
      slow.minWarm = random.index(below: 3)
      var quick = slow
      let time = slow.coldStart.mean * MetamorphicFleet.pick(&random, [0, 0.3, 0.9])
      quick.coldStart = .time(.fixed(time))
      let (a, b) = (try Requests(slow, seed), try Requests(quick, seed))
      #expect(b.longestWait <= a.longestWait + 1e-6, "seed \(seed)")
      #expect(b.waits.allSatisfy { $0 == 0 || abs($0 - time) < 1e-6 }, "seed \(seed)")
      sums.slow += a.waits.reduce(0, +)
      sums.quick += b.waits.reduce(0, +)
      // Without any instance kept, every request waits for its start.
      slow.minWarm = 0
      slow.maxInstances = nil
      slow.scaling = .keepAlive(0)
      slow.arrivals = .poisson(rate: 0.3)
      quick = slow
      quick.coldStart = .time(.fixed(time))
      let (c, d) = (try Requests(slow, seed), try Requests(quick, seed))
      #expect(!zip(c.waits, d.waits).contains { $1 > $0 + 1e-6 }, "seed \(seed)")
    }
    #expect(sums.quick < sums.slow)
  }

  /// The keep-alive counts from the end of service, which a slow start puts off.
  @Test func aQuickerStartMayHurtOne() throws {
    var fleet = listed([0, 15.5], service: 1, coldStart: 10)
    fleet.scaling = .keepAlive(5)
    fleet.waiting = .forItsInstance
    #expect(try Requests(fleet, 1).waits == [10, 0])
    fleet.coldStart = .time(.fixed(9))
    #expect(try Requests(fleet, 1).waits == [9, 9])
  }

  /// Where each request waits for its own and starts take no time, a longer keep-alive adds no
  /// cold start. Where they take long it may, as `aLongerKeepAliveMayAddOne` shows, but seldom.
  @Test func longerKeepAlivesAddNoStarts() throws {
    var more = 0
    for seed in 0..<UInt64(Self.fleets) {
      var random = Xoshiro(seed: seed, stream: 85)
      var short = MetamorphicFleet.make(&random)
      let time = MetamorphicFleet.pick(&random, [0.0, 3, 60])
      short.scaling = .keepAlive(time)
      short.waiting = .forItsInstance
      short.minWarm = random.index(below: 3)
      var long = short
      let factor = MetamorphicFleet.pick(&random, [1.3, 3, .infinity])
      long.scaling = .keepAlive(time == 0 ? 2 : time * factor)
      let (a, b) = (try Requests(short, seed).cold, try Requests(long, seed).cold)
      #expect(b <= a || short.coldStart.mean > 0, "seed \(seed)")
      more += b > a ? 1 : 0
    }
    #expect(more <= Self.fleets / 200)
  }

  /// Kept a second longer, the instance serves the second request at once, and so is idle four
  /// minutes sooner than one that had to be started for it. The third and fourth miss it.
  @Test func aLongerKeepAliveMayAddOne() throws {
    var fleet = listed([0, 304.5, 600, 650], service: 4, coldStart: 240)
    fleet.waiting = .forItsInstance
    fleet.scaling = .keepAlive(60)
    #expect(try Requests(fleet, 1).waits == [240, 240, 0, 0])
    fleet.scaling = .keepAlive(61)
    #expect(try Requests(fleet, 1).waits == [240, 0, 240, 240])
  }

  /// Under every autoscaler and rule of starting: with one more that is always ready, with quicker
  /// starts and with looser limits requests wait less, over all fleets together.
  @Test func underEveryAutoscaler() throws {
    var sums = [Double](repeating: 0, count: 5)
    for seed in 0..<UInt64(100) {
      var random = Xoshiro(seed: seed, stream: 87)
      var fleet = RandomFleet.scaled(&random)
      fleet.arrivals = .poisson(rate: MetamorphicFleet.pick(&random, [0.1, 0.5, 2]))
      fleet.service = .time(RandomFleet.law(&random, 2))
      (fleet.waiting, fleet.queue, fleet.maxInstances) = (.forFirstFree, .unbounded, nil)
      (fleet.startLimit, fleet.buffer) = (nil, 0)
      fleet.coldStart = .time(.fixed(MetamorphicFleet.pick(&random, [2, 20])))
      func waits(_ change: (inout Fleet) -> Void) throws -> Double {
        var other = fleet
        change(&other)
        return try Requests(other, seed).waits.reduce(0, +)
      }
      sums[0] += try waits { _ in }
      sums[1] += try waits { $0.minWarm += 1 }
      sums[2] += try waits { $0.coldStart = .time(.fixed($0.coldStart.mean / 3)) }
      sums[3] += try waits { $0.startLimit = StartLimit(1, per: 60) }
      sums[4] += try waits { $0.startLimit = StartLimit(4, per: 60) }
    }
    #expect(sums[1] < sums[0] && sums[2] < sums[0], "\(sums)")
    #expect(sums[0] < sums[4] && sums[4] < sums[3], "\(sums)")
  }

  /// What came was served, was turned away, or is there yet, counted from the recording.
  @Test func nothingIsLost() throws {
    for seed in 0..<UInt64(Self.fleets) {
      var random = Xoshiro(seed: seed, stream: 86)
      let fleet = RandomFleet.make(&random)
      var run = RandomFleet.run(&random)
      run.seed = seed
      run.warmUp = 0
      run.replications = 1
      run.recorded = 1_000_000
      let outcome = try simulate(fleet, run)
      let recording = try #require(outcome.recording)
      // Some end after the measured part, which is what is recorded.
      let before = recording.requests.count { $0.end < recording.end }
      let served = recording.arrivals.count - recording.rejections.count - outcome.inFlight
      #expect(outcome.served == served && served >= before, "seed \(seed)")
    }
  }

  /// An instance that is always ready answers all but those who wait for it: 4 s of work, and at
  /// most 4 s more. While another starts for four minutes, it must not stop.
  @Test func theOneThatIsAlwaysReady() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 2.0 / 60), service: .fixed(4), coldStart: .time(.fixed(240)))
    fleet.minWarm = 1
    #expect(try simulate(fleet).latency.p99.value <= 8)
    fleet.buffer = 1
    #expect(try simulate(fleet).latency.p99.value <= 8)
  }
}

/// Makes fleets for which two settings can be compared on the same requests.
enum MetamorphicFleet {
  static func pick<T>(_ random: inout Xoshiro, _ values: [T]) -> T {
    values[random.index(below: values.count)]
  }

  static func make(_ random: inout Xoshiro) -> Fleet {
    var fleet = Fleet()
    fleet.arrivals = RandomFleet.arrivals(&random)
    fleet.service = .time(RandomFleet.law(&random, pick(&random, [1, 5])))
    fleet.coldStart = .time(.fixed(pick(&random, [0, 2, 20, 240])))
    fleet.scaling = .keepAlive(pick(&random, [0, 3, 60, .infinity]))
    fleet.routing = pick(&random, [.newest, .oldest])
    return fleet
  }
}

/// What became of each request of a short run, in order of arrival.
struct Requests {
  let waits: [Double]
  let cold: Int
  private let sorted: [Double]

  init(_ fleet: Fleet, _ seed: UInt64) throws {
    var run = Run.requests(150, seed: seed)
    run.warmUp = 0
    run.drains = true
    run.recorded = 1_000_000
    let outcome = try simulate(fleet, run)
    let requests = try #require(outcome.recording).requests.sorted {
      ($0.arrival, $0.begin) < ($1.arrival, $1.begin)
    }
    waits = requests.map { $0.begin - $0.arrival }
    sorted = requests.map { $0.end - $0.arrival }.sorted()
    cold = outcome.cold
  }

  var longestWait: Double { waits.max() ?? 0 }

  func latency(_ share: Double) -> Double {
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted.isEmpty ? 0 : sorted[max(0, rank - 1)]
  }
}
