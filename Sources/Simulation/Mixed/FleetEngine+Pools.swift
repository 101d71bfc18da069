/// A fleet of several pools: requests come and wait here, and are served by the pools' own engines.
/// All clocks are moved together.
extension FleetEngine {
  /// Moves the clock, and those of the pools.
  mutating func advanceAll(to time: Double) {
    advance(to: time)
    guard let mixture else { return }
    for pool in mixture.pools { pool.engine.advance(to: time) }
  }

  /// A request comes; the clock has been moved.
  mutating func arriveMixed(_ request: WaitingRequest, _ mixture: Mixture) {
    for pool in mixture.pools { pool.engine.advance(to: clock.now) }
    var request = request
    let number = mixture.drawKind()
    request.kind = Int16(number)
    if number > 0, !settings.isTraced { request.work = mixture.kinds[number].service.draw() }
    if serve(request, mixture) { return }
    overflowMixed(request, mixture)
  }

  /// Gives a request to a pool with a free instance; false where none that serves it has any.
  private mutating func serve(_ request: WaitingRequest, _ mixture: Mixture) -> Bool {
    let number = Int(request.kind)
    var chosen: (pool: PoolAtWork, slot: Int)?
    for index in mixture.kinds[number].pools {
      let pool = mixture.pools[index]
      let slot = pool.freeInstance(for: number)
      if slot < 0 { continue }
      if mixture.choice != .leastLoaded {
        chosen = (pool, slot)
        break
      }
      if pool.load < chosen?.pool.load ?? .infinity { chosen = (pool, slot) }
    }
    guard let (pool, slot) = chosen else { return false }
    lend(to: pool)
    let fitted = pool.fitted(request)
    let loading = pool.load(number, at: slot)
    pool.engine.take(fitted, at: slot, loading: loading)
    takeBack(from: pool)
    return true
  }

  /// No instance is free: one starts in the first pool that may, and the request waits for whichever
  /// is free first, or it is rejected.
  private mutating func overflowMixed(_ request: WaitingRequest, _ mixture: Mixture) {
    let kind = mixture.kinds[Int(request.kind)]
    var coming = 0
    var starter: PoolAtWork?
    for index in kind.pools {
      let pool = mixture.pools[index]
      coming += Int(pool.engine.levels.starting) * pool.engine.settings.concurrency
      if starter == nil, pool.engine.mayStart { starter = pool }
    }
    let room = coming + (starter?.engine.settings.concurrency ?? 0)
    let waiting = mixture.waiting
    if settings.queueLimit != .max, waiting >= settings.queueLimit + room {
      reject(request)
      return
    }
    if waiting >= SimulationLimits.waiting {
      tallies.isSaturated = true
      reject(request)
      return
    }
    kind.line.append(request)
    levels.waiting += 1
    let rivals = kind.rivals.reduce(0) { $0 + mixture.kinds[$1].line.count }
    guard let starter, rivals > coming else { return }
    tallies.totals.cold += 1
    lend(to: starter)
    starter.engine.start()
    takeBack(from: starter)
    mixture.aliveMost = max(mixture.aliveMost, mixture.alive)
  }

  /// Handles everything but arrivals that is due by `limit` in any pool.
  mutating func runPools(upTo limit: Double, _ mixture: Mixture) {
    while !control.hasStopped {
      var (end, other) = (Double.infinity, Double.infinity)
      var (ending, acting) = (mixture.pools[0], mixture.pools[0])
      for pool in mixture.pools {
        let (first, control) = (pool.engine.clock.events.firstTime, pool.nextControl)
        if first < end { (end, ending) = (first, pool) }
        if control < other { (other, acting) = (control, pool) }
      }
      if end <= limit, end <= other {
        advanceAll(to: end)
        endMixed(ending, mixture)
      } else if other < limit {
        advanceAll(to: max(other, clock.now))
        lend(to: acting)
        // There is something that is due, so that it is done.
        _ = acting.engine.act(before: .infinity)
        takeBack(from: acting)
      } else {
        return
      }
    }
  }

  /// A start or a request ends in a pool, and those in line get what became free.
  private mutating func endMixed(_ pool: PoolAtWork, _ mixture: Mixture) {
    let slot = pool.engine.clock.events.firstSlot
    let isStart = pool.engine.pool.instances[slot].state == .starting
    let ends =
      pool.engine.settings.concurrency == 1
      || pool.engine.pool.instances[slot].due == pool.engine.clock.events.firstTime
    lend(to: pool)
    if ends, levels.waiting > 0, isStart || !pool.swaps {
      handOn(isStart ? pool.engine.settings.concurrency : 1, to: pool, at: slot, mixture)
    }
    if pool.engine.settings.concurrency == 1 {
      pool.engine.endSingle()
    } else {
      pool.engine.endBatched()
    }
    takeBack(from: pool)
    while levels.waiting > 0, pool.engine.pool.available.highest() >= 0,
      let kind = mixture.longestWaiting(for: pool)
    {
      let request = kind.line.removeFirst()
      levels.waiting -= 1
      if !serve(request, mixture) { overflowMixed(request, mixture) }
    }
  }

  /// Puts the first in line into a pool's own, from which its instance takes them at once.
  private mutating func handOn(
    _ count: Int, to pool: PoolAtWork, at slot: Int, _ mixture: Mixture
  ) {
    for _ in 0..<count {
      guard let kind = mixture.longestWaiting(for: pool) else { return }
      let request = pool.fitted(kind.line.removeFirst())
      levels.waiting -= 1
      if pool.engine.settings.concurrency == 1 {
        // One that was just started has loaded it already: that takes no time.
        _ = pool.load(Int(request.kind), at: slot)
        pool.engine.countKind(request, latency: clock.now - request.arrival + request.work.seconds)
      }
      pool.engine.tallies.totals.arrivals += 1
      pool.engine.queue.line.append(request)
      pool.engine.levels.waiting += 1
    }
  }

  /// A request from elsewhere goes into service at a free instance.
  private mutating func take(_ request: WaitingRequest, at slot: Int, loading: Double) {
    tallies.totals.arrivals += 1
    if settings.concurrency > 1 {
      joinBatch(request, at: slot)
      return
    }
    leaveIdle(slot)
    if loading == 0 {
      countKind(request, latency: clock.now - request.arrival + request.work.seconds)
      begin(request, at: slot, afterStart: false)
      return
    }
    beginAfterLoading(request, at: slot, loading)
  }

  /// Service of a request begins when its model is loaded; until then it waits, and the instance is
  /// busy.
  private mutating func beginAfterLoading(
    _ request: WaitingRequest, at slot: Int, _ loading: Double
  ) {
    let end = clock.now + loading + request.work.seconds
    clock.events.insert(end, slot)
    tallies.totals.swaps += 1
    tallies.totals.swapping += loading
    if tallies.followed.contains(request.arrival) {
      let waited = clock.now + loading - request.arrival
      countKind(request, latency: end - request.arrival)
      tallies.totals.latency += waited + request.work.seconds
      tallies.latency.add(waited + request.work.seconds)
      tallies.wait.add(waited)
      tallies.totals.waited += 1
      tallies.totals.wait += waited
    }
    if settings.metersPieces, slot >= settings.reserved {
      meterPiece(loading + request.work.seconds, at: slot, afterStart: false)
    }
    if settings.isRecording {
      tallies.recorder?.request(
        arrival: request.arrival, begin: clock.now + loading, end: end, at: pool.instances[slot])
    }
  }

  /// Counts a request to the others of its kind, where there are several.
  mutating func countKind(_ request: WaitingRequest, latency: Double) {
    if tallies.kinds.isEmpty || !tallies.followed.contains(request.arrival) { return }
    tallies.kinds[Int(request.kind)].latency.add(latency)
  }

  // MARK: What the pools share

  private mutating func lend(to pool: PoolAtWork) {
    if !settings.isRecording { return }
    tallies.recorder?.pool = pool.number
    pool.engine.pool.created = self.pool.created
    swap(&tallies.recorder, &pool.engine.tallies.recorder)
  }

  private mutating func takeBack(from pool: PoolAtWork) {
    if !settings.isRecording { return }
    swap(&tallies.recorder, &pool.engine.tallies.recorder)
    self.pool.created = pool.engine.pool.created
  }

  /// When the first idle instance stops; infinite where none may.
  @inline(__always)
  var nextStop: Double {
    pool.idle.longest >= 0 && mayStop ? pool.idle.since + control.keepAlive : .infinity
  }
}
