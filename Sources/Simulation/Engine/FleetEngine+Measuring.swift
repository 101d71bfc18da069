/// What a run asks of its engine, whether that has pools or not.
extension FleetEngine {
  /// Starts of any cause so far.
  var starts: Int {
    mixture?.pools.reduce(0) { $0 + $1.engine.tallies.totals.starts } ?? tallies.totals.starts
  }

  /// How many requests that are followed were answered since the times were taken last.
  var answered: Int {
    mixture?.pools.reduce(0) { $0 + $1.engine.tallies.latency.count } ?? tallies.latency.count
  }

  /// The most instances at once, reserved ones with them.
  var instancesMost: Int {
    guard let mixture else { return pool.aliveMost + settings.reserved }
    return mixture.aliveMost + mixture.pools.reduce(0) { $0 + $1.engine.settings.reserved }
  }

  /// Requests that come from now on are followed to their end.
  mutating func beginMeasuring() {
    let now = clock.now
    tallies.followed.from = now > 0 ? now.nextUp : 0
    pool.aliveMost = pool.alive
    clock.starts.clear()
    control.places?.clear()
    tallies.recorder?.begin(at: now)
    guard let mixture else { return }
    for pool in mixture.pools { pool.engine.beginMeasuring() }
    mixture.aliveMost = mixture.alive
  }

  /// Requests that come from now on are followed no more.
  mutating func endMeasuring() {
    tallies.followed.until = clock.now
    guard let mixture else { return }
    for pool in mixture.pools { pool.engine.tallies.followed.until = clock.now }
  }

  /// The times that were counted since they were taken last.
  mutating func takeTimes() -> Batch {
    var batch = Batch(
      latency: tallies.latency.take(), wait: tallies.wait.take(),
      firstToken: tallies.firstToken.take(), betweenTokens: tallies.betweenTokens.take())
    guard let mixture else { return batch }
    for pool in mixture.pools {
      let own = pool.engine.takeTimes()
      batch.latency.merge(own.latency)
      batch.wait.merge(own.wait)
      batch.firstToken.merge(own.firstToken)
      batch.pools.append(own.latency)
    }
    if mixture.kinds.count > 1 { batch.kinds = mixture.kinds.map { $0.latency.take() } }
    return batch
  }

  /// Everything summed up to now, with the pools.
  func totals(_ mixture: Mixture) -> Totals {
    var sums = tallies.totals
    let (arrivals, rejected, cold) = (sums.arrivals, sums.rejected, sums.cold)
    for pool in mixture.pools {
      var own = pool.engine.totalsNow()
      sums.add(own)
      // Requests in service are counted alike, however many an instance takes.
      if pool.engine.settings.concurrency == 1 { sums.inService += own.busy }
      own.pools = []
      sums.pools.append(own)
    }
    (sums.arrivals, sums.rejected, sums.cold) = (arrivals, rejected, cold)
    sums.time = clock.now
    return sums
  }

  /// Writes down what the instances were doing until now.
  mutating func closeRecording() {
    let now = clock.now
    for slot in 0..<pool.top {
      let instance = pool.instances[slot]
      tallies.recorder?.close(instance, at: now)
    }
    guard let mixture else { return }
    for pool in mixture.pools {
      for slot in 0..<pool.engine.pool.top {
        let instance = pool.engine.pool.instances[slot]
        tallies.recorder?.close(instance, at: now)
      }
    }
  }
}
