/// Instances that are to go while they are at work: taken away by the platform, or sent home.
extension FleetEngine {
  /// An instance is ready, and will be taken away some time.
  @inline(never)
  mutating func expectNotice(_ slot: Int) {
    pool.instances[slot].noticeAt = clock.now + clock.interruptions.draw()
    plan(pool.instances[slot].noticeAt, .notice, slot)
  }

  /// Whether an instance gets its notice at this time.
  @inline(__always)
  func isAt(_ slot: Int, notice time: Double) -> Bool {
    pool.instances[slot].state != .gone && pool.instances[slot].noticeAt == time
  }

  /// Whether an instance is taken away at this time.
  @inline(__always)
  func isAt(_ slot: Int, interruption time: Double) -> Bool {
    pool.instances[slot].state != .gone && pool.instances[slot].noticeAt + settings.notice == time
  }

  /// An instance is told that it will be taken away.
  mutating func takeNotice(_ slot: Int) {
    tallies.totals.interruptions += 1
    if pool.instances[slot].state == .idle {
      stop(slot)
    } else {
      if !pool.instances[slot].isDismissed { dismiss(slot) }
      plan(pool.instances[slot].noticeAt + settings.notice, .interruption, slot)
    }
    replaceLost()
  }

  /// An instance at work takes no further request, and goes when it has done what it has.
  mutating func dismiss(_ slot: Int) {
    pool.instances[slot].isDismissed = true
    pool.instances[slot].state = .leaving
    pool.dismissed += 1
    if settings.concurrency > 1 { pool.available.remove(slot) }
    if settings.isRouted { reroute(slot) }
  }

  /// Starts what is to take the place of an instance that goes.
  private mutating func replaceLost() {
    if settings.isScheduled { while lasting < control.wanted { start() } }
    while lasting < settings.minWarm, mayStart { start() }
    if wantsStart, mayStart { start() }
    awaitRefill()
    if settings.hasHooks { afterChange() }
  }

  /// An instance that takes one request at a time has served its last.
  @inline(never)
  mutating func endLeaving(_ slot: Int) {
    levels.busy -= 1
    vanish(slot)
    if settings.hasHooks { afterChange() }
  }

  /// Ends an instance that was at work until now.
  mutating func vanish(_ slot: Int) {
    if pool.instances[slot].isDismissed { pool.dismissed -= 1 }
    if settings.metersLives { meterLife(slot) }
    leaveBehind(slot)
    remove(slot)
  }

  /// An instance is taken away while it is at work; its requests begin anew.
  mutating func interrupt(_ slot: Int) {
    if settings.concurrency > 1 { return interruptBatched(slot) }
    let request = pool.instances[slot].bound
    levels.busy -= 1
    levels.doomed -= 1
    vanish(slot)
    if request.work.seconds >= 0 { beginAnew(request) }
    if settings.hasHooks { afterChange() }
  }

  private mutating func interruptBatched(_ slot: Int) {
    let block = Int(pool.instances[slot].block)
    let first = block * settings.concurrency
    var cut: [WaitingRequest] = []
    for index in first..<first + Int(pool.instances[slot].active) {
      queue.ends[block, index - first] = .infinity
      if clock.service.hasTokens { queue.firstTokens[block, index - first] = .infinity }
      if settings.isRecording {
        tallies.recorder?.work(
          arrival: queue.active[index].arrival, begin: queue.active[index].begin, end: clock.now,
          at: pool.instances[slot])
      }
      if !queue.served[index].isInVain { cut.append(queue.served[index].request) }
      levels.inService -= 1
    }
    pool.instances[slot].active = 0
    levels.busy -= 1
    meterStretch(slot)
    vanish(slot)
    for request in cut { beginAnew(request) }
    if settings.hasHooks { afterChange() }
  }

  /// Bills the stretch with any requests that ends now.
  mutating func meterStretch(_ slot: Int) {
    guard settings.metersPieces, slot >= settings.reserved else { return }
    let time = clock.now - pool.instances[slot].meteredSince
    tallies.totals.rounding += settings.prices.billed(time) - time
  }

  /// A request that was cut off comes to the fleet again, at the end of the line.
  private mutating func beginAnew(_ request: WaitingRequest) {
    var request = request
    request.cuts += 1
    if Int(request.cuts) > Interruptions.most {
      giveUp(request)
      return
    }
    control.patience = .infinity
    admit(request)
  }

  /// Whether a request that begins now at an instance that takes one at a time is served to its end,
  /// and its client is there to see it.
  @inline(__always)
  func isAnswered(_ request: WaitingRequest, at slot: Int) -> Bool {
    let end = clock.now + request.work.seconds
    return end <= request.deadline && end <= pool.instances[slot].noticeAt + settings.notice
  }

  /// Service of a request begins at an instance that takes one at a time, where it may be cut off or
  /// its client may leave. All that will happen is known.
  @inline(never)
  mutating func beginTroubled(_ request: WaitingRequest, at slot: Int, afterStart: Bool) {
    let notice = pool.instances[slot].noticeAt
    let (gone, end) = (notice + settings.notice, clock.now + request.work.seconds)
    let isInVain = min(end, gone) > request.deadline
    if isInVain { leave(request, at: request.deadline) }
    if end > gone {
      pool.instances[slot].bound = request
      if isInVain { pool.instances[slot].bound.work.seconds = -1 }
      pool.instances[slot].state = .leaving
      levels.doomed += 1
    } else {
      clock.events.insert(end, slot)
      tallies.totals.served += 1
      if end > notice { pool.instances[slot].state = .leaving }
    }
    if end <= gone, !isInVain {
      beganSingle(request, at: slot, afterStart: afterStart)
      return
    }
    let last = min(end, gone)
    if settings.metersPieces, slot >= settings.reserved {
      meterPiece(last - clock.now, at: slot, afterStart: afterStart)
    }
    if settings.isRecording {
      tallies.recorder?.work(
        arrival: request.arrival, begin: clock.now, end: last, at: pool.instances[slot])
    }
  }
}
