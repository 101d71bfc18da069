/// The pools of a fleet while it runs, and the requests that wait for any of them.
final class Mixture {
  let pools: [PoolAtWork]
  let kinds: [KindAtWork]
  let choice: PoolChoice
  /// Draws of which kind a request is.
  private var random: Xoshiro
  /// The most instances at once.
  var aliveMost = 0

  /// - Parameter recorder: lent to the pools for the instances that are there from the beginning.
  init(
    _ fleet: Fleet, seed: UInt64, recorder: inout Recorder?, isStopped: @escaping () -> Bool
  ) throws(SimulationError) {
    choice = fleet.poolChoice
    random = Xoshiro(seed: seed, stream: Stream.kinds)
    let all = fleet.allKinds
    var bound = 0.0
    var kinds: [KindAtWork] = []
    for (index, kind) in all.enumerated() {
      bound += kind.share
      // The first has the draws of a fleet with one kind.
      let stream = index == 0 ? Stream.service : Stream.kindsOfWork + UInt64(index)
      kinds.append(
        KindAtWork(
          bound, fleet.order(of: index),
          ServiceSampler(kind.service, random: Xoshiro(seed: seed, stream: stream))))
    }
    for kind in kinds {
      kind.rivals = kinds.indices.filter { other in
        kinds[other].pools.contains { kind.pools.contains($0) }
      }
    }
    self.kinds = kinds
    var pools: [PoolAtWork] = []
    var created: Int32 = 0
    for (index, pool) in fleet.pools.enumerated() {
      var stream = Xoshiro(seed: seed, stream: Stream.pools + UInt64(index))
      let own = index == 0 ? seed : stream.next()
      recorder?.pool = index
      let work = try PoolAtWork(
        pool, fleet.fleet(of: pool), seed: own, number: index, recorder: &recorder,
        created: created, isStopped: isStopped)
      created = work.engine.pool.created
      if fleet.kinds.count > 1 { work.engine.tallies.kinds = kinds }
      pools.append(work)
    }
    self.pools = pools
  }

  /// Instances that there were so far, reserved ones with them.
  var created: Int32 { pools.last?.engine.pool.created ?? 0 }

  /// Instances of all pools that come and go.
  var alive: Int { pools.reduce(0) { $0 + $1.engine.pool.alive } }

  /// Requests that wait.
  var waiting: Int { kinds.reduce(0) { $0 + $1.line.count } }

  /// The number of the kind of the request that comes now.
  func drawKind() -> Int {
    if kinds.count == 1 { return 0 }
    let place = random.uniform()
    return kinds.firstIndex { place < $0.bound } ?? kinds.count - 1
  }

  /// The kind whose first request in line has waited longest, of those that a pool serves; nil where
  /// none waits.
  func longestWaiting(for pool: PoolAtWork) -> KindAtWork? {
    var found: KindAtWork?
    for kind in kinds where kind.line.count > 0 && kind.pools.contains(pool.number) {
      if kind.line.firstWaited < found?.line.firstWaited ?? .infinity { found = kind }
    }
    return found
  }
}

/// One of the pools: a fleet of its own without arrivals, which is given requests.
final class PoolAtWork {
  let number: Int
  var engine: FleetEngine
  private let speed: Double
  private let hasOwnWork: Bool
  /// Draws how long it takes to load another model; nil where all are loaded.
  private let swap: LawSampler?
  private var random: Xoshiro

  init(
    _ pool: Pool, _ fleet: Fleet, seed: UInt64, number: Int, recorder: inout Recorder?,
    created: Int32, isStopped: @escaping () -> Bool
  ) throws(SimulationError) {
    self.number = number
    speed = pool.speed
    hasOwnWork = pool.service != nil
    swap = pool.swap.map { LawSampler($0) }
    random = Xoshiro(seed: seed, stream: Stream.kinds)
    let none = try ArrivalSampler(
      .poisson(rate: 0), random: Xoshiro(seed: seed, stream: Stream.arrivals), phase: 0)
    engine = FleetEngine(
      fleet, arrivals: none, seed: seed, phase: 0, recorder: recorder, isStopped: isStopped,
      created: created)
    recorder = engine.tallies.recorder
    engine.tallies.recorder = nil
  }

  /// Whether an instance holds one model at a time.
  var swaps: Bool { swap != nil }

  /// A request as much work as it is here.
  func fitted(_ request: WaitingRequest) -> WaitingRequest {
    var request = request
    if hasOwnWork {
      request.work = engine.clock.service.draw()
    } else if speed != 1 {
      request.work.seconds /= speed
      request.work.prefill /= speed
    }
    return request
  }

  /// A free instance, one that holds the kind's model if there is any; -1 where none is free.
  func freeInstance(for kind: Int) -> Int {
    if swaps {
      var slot = engine.pool.available.lowest()
      while slot >= 0 {
        if Int(engine.pool.instances[slot].model) == kind { return slot }
        slot = engine.pool.available.lowest(from: slot + 1)
      }
    }
    return engine.freeInstance()
  }

  /// Seconds until an instance has loaded the model of a kind; an instance that was just started has
  /// loaded the one that it was started for.
  func load(_ kind: Int, at slot: Int) -> Double {
    guard let swap else { return 0 }
    let held = Int(engine.pool.instances[slot].model)
    engine.pool.instances[slot].model = Int8(truncatingIfNeeded: kind)
    return held < 0 || held == kind ? 0 : swap.draw(&random)
  }

  /// When the next of what is no end of a start or a request is due.
  var nextControl: Double { min(engine.nextStop, engine.control.nextControl) }

  /// How much there is to do for each place that is ready; infinite where none is.
  var load: Double {
    let ready = (engine.readyElastic + engine.settings.reserved) * engine.settings.concurrency
    return ready > 0 ? engine.inSystem / Double(ready) : .infinity
  }
}

/// One of the kinds of requests.
final class KindAtWork {
  /// Shares of it and of those before it.
  let bound: Double
  /// The pools that serve it, in the order in which they are asked.
  let pools: [Int]
  /// The kinds, this one with them, that any of its pools serves.
  var rivals: [Int] = []
  var service: ServiceSampler
  var line = WaitingLine()
  /// Seconds from arrival to the end of service.
  var latency = HistogramRecorder()

  init(_ bound: Double, _ pools: [Int], _ service: ServiceSampler) {
    (self.bound, self.pools, self.service) = (bound, pools, service)
  }
}
