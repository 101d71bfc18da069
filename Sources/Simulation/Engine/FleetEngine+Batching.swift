/// Instances that take several requests at once. All of an instance's requests move at one speed,
/// so it keeps one measure of progress, and each request the progress at which it ends.
extension FleetEngine {
  /// A request comes.
  @inline(never)
  mutating func arriveBatched(_ request: WaitingRequest) {
    let slot = freeInstance()
    if slot < 0 {
      overflow(request)
      return
    }
    joinBatch(request, at: slot)
  }

  /// A request goes into service at a ready instance with room, and the next end is put right.
  mutating func joinBatch(_ request: WaitingRequest, at slot: Int) {
    join(request, at: slot)
    reschedule(slot)
  }

  /// A request is promised an instance that is being started.
  mutating func bindBatched(_ request: WaitingRequest, to slot: Int) {
    if pool.instances[slot].active == 0 { pool.spareStarts -= 1 }
    place(request, at: slot)
    let hasRoom = Int(pool.instances[slot].active) < settings.concurrency
    pool.fillingStart = hasRoom ? Int32(truncatingIfNeeded: slot) : -1
  }

  /// Writes a request into its instance's block.
  private mutating func place(_ request: WaitingRequest, at slot: Int) {
    if settings.isServer {
      placeAtServer(request, at: slot)
      return
    }
    let block = Int(pool.instances[slot].block)
    let place = Int(pool.instances[slot].active)
    let index = block * settings.concurrency + place
    let begin = pool.instances[slot].progress
    let counts = clock.service.hasTokens && request.work.prefill > 0
    queue.active[index] = ActiveRequest(
      arrival: request.arrival, begin: clock.now, kind: request.kind)
    queue.ends[block, place] = begin + request.work.seconds
    if counts { queue.firstTokens[block, place] = begin + request.work.prefill }
    if settings.isTroubled { queue.served[index] = ServedRequest(request: request) }
    pool.instances[slot].active += 1
    if counts { pool.instances[slot].unanswered += 1 }
  }

  /// A request goes into service at a ready instance with room.
  private mutating func join(_ request: WaitingRequest, at slot: Int) {
    if pool.instances[slot].state == .idle {
      if settings.metersPieces, slot >= settings.reserved {
        pool.instances[slot].meteredSince = clock.now
      }
      leaveIdle(slot)
      pool.available.insert(slot)
      // A fresh measure keeps its digits.
      pool.instances[slot].progress = 0
      pool.instances[slot].updated = clock.now
    } else if !settings.isServer {
      progress(slot)
    }
    place(request, at: slot)
    if Int(pool.instances[slot].active) == settings.concurrency { pool.available.remove(slot) }
    if settings.isRouted { reroute(slot) }
    countBegin(request.arrival)
    if settings.hasClients { plan(request.deadline, .timeOut, slot) }
  }

  mutating func countBegin(_ arrival: Double) {
    levels.inService += 1
    // A batched server tells only when it takes a request into a step.
    if !settings.isTroubled, !settings.isServer { countWait(arrival, until: clock.now) }
  }

  private mutating func countWait(_ arrival: Double, until begin: Double) {
    if !tallies.followed.contains(arrival) { return }
    let waited = begin - arrival
    tallies.wait.add(waited)
    if waited > 0 {
      tallies.totals.waited += 1
      tallies.totals.wait += waited
    }
  }

  /// Seconds that one unit of progress takes with so many requests.
  @inline(__always)
  private func pace(_ count: Int32) -> Double { 1 + Double(count - 1) * settings.slowdown }

  /// Brings an instance's progress up to now, and counts the first tokens on the way.
  private mutating func progress(_ slot: Int) {
    let count = pool.instances[slot].active
    let before = pool.instances[slot].progress
    let since = pool.instances[slot].updated
    pool.instances[slot].updated = clock.now
    if count == 0 { return }
    let pace = pace(count)
    let after = before + (clock.now - since) / pace
    pool.instances[slot].progress = after
    if pool.instances[slot].unanswered == 0 { return }
    let block = Int(pool.instances[slot].block)
    while queue.firstTokens.least(block) <= after {
      let place = queue.firstTokens.firstPlace(block, atMost: after)
      let index = block * settings.concurrency + place
      let time = min(since + (queue.firstTokens[block, place] - before) * pace, clock.now)
      queue.firstTokens[block, place] = .infinity
      pool.instances[slot].unanswered -= 1
      let arrival = queue.active[index].arrival
      if settings.isTroubled {
        queue.served[index].firstToken = time
      } else if tallies.followed.contains(arrival) {
        countFirstToken(max(0, time - arrival))
      }
    }
  }

  /// Puts the next end of an instance's requests among the events. An older entry that comes
  /// earlier stays, and is put off when its time comes; one that comes later is passed over.
  mutating func reschedule(_ slot: Int) {
    if settings.isServer {
      rescheduleServer(slot)
      return
    }
    if pool.instances[slot].active == 0 {
      pool.instances[slot].due = .infinity
      return
    }
    let left = max(
      0, queue.ends.least(Int(pool.instances[slot].block)) - pool.instances[slot].progress)
    let due = clock.now + left * pace(pool.instances[slot].active)
    if due == pool.instances[slot].due { return }
    pool.instances[slot].due = due
    clock.events.insert(due, slot)
  }

  /// A start or a request ends at an instance that takes several.
  @inline(never)
  mutating func endBatched() {
    let slot = clock.events.firstSlot
    let time = clock.events.firstTime
    clock.events.removeFirst()
    if pool.instances[slot].due != time { return }
    pool.instances[slot].due = .infinity
    if pool.instances[slot].state == .starting {
      becomeReadyBatched(slot)
      if settings.buffer > 0 { fillBuffer() }
      return
    }
    if settings.isServer {
      endSteps(at: slot)
      return
    }
    let block = Int(pool.instances[slot].block)
    let place = queue.ends.placeOfLeast(block)
    let index = block * settings.concurrency + place
    // Exactly there, whatever the rounding of the clock.
    let end = queue.ends.least(block)
    progress(slot)
    pool.instances[slot].progress = max(end, pool.instances[slot].progress)
    if clock.service.hasTokens, queue.firstTokens[block, place] < .infinity {
      pool.instances[slot].unanswered -= 1
      if settings.isTroubled {
        queue.served[index].firstToken = clock.now
      } else if tallies.followed.contains(queue.active[index].arrival) {
        countFirstToken(clock.now - queue.active[index].arrival)
      }
    }
    if settings.isTroubled { endTroubled(index) }
    if tallies.followed.contains(queue.active[index].arrival), !isInVain(index) {
      let latencyHere = clock.now - queue.active[index].arrival
      tallies.totals.latency += latencyHere
      tallies.latency.add(latencyHere)
      if !tallies.kinds.isEmpty {
        tallies.kinds[Int(queue.active[index].kind)].latency.add(latencyHere)
      }
    }
    if settings.isRecording { record(index, at: slot) }
    let lastPlace = Int(pool.instances[slot].active) - 1
    let last = block * settings.concurrency + lastPlace
    queue.active[index] = queue.active[last]
    queue.ends.remove(block, place, last: lastPlace)
    if clock.service.hasTokens { queue.firstTokens.remove(block, place, last: lastPlace) }
    if settings.isTroubled { queue.served[index] = queue.served[last] }
    pool.instances[slot].active -= 1
    levels.inService -= 1
    if pool.instances[slot].state == .leaving {
      if pool.instances[slot].active == 0 {
        levels.busy -= 1
        meterStretch(slot)
        vanish(slot)
      } else {
        reschedule(slot)
      }
      if settings.hasHooks { afterChange() }
      return
    }
    pool.available.insert(slot)
    if settings.isRouted { reroute(slot) }
    takeFromLine(slot)
    if pool.instances[slot].active == 0 { becomeIdleBatched(slot) }
    reschedule(slot)
    if settings.hasHooks { afterChange() }
  }

  /// Whether a request's client has left.
  @inline(__always)
  private func isInVain(_ index: Int) -> Bool {
    settings.isTroubled && queue.served[index].isInVain
  }

  private mutating func record(_ index: Int, at slot: Int) {
    let (arrival, begin) = (queue.active[index].arrival, queue.active[index].begin)
    if isInVain(index) {
      tallies.recorder?.work(
        arrival: arrival, begin: begin, end: clock.now, at: pool.instances[slot])
    } else {
      tallies.recorder?.request(
        arrival: arrival, begin: begin, end: clock.now, at: pool.instances[slot])
    }
  }

  /// A request ends that might have been cut off: only now is it known how long it waited for the
  /// service that it got.
  private mutating func endTroubled(_ index: Int) {
    tallies.totals.served += 1
    let served = queue.served[index]
    let arrival = served.request.arrival
    if served.isInVain { return }
    countWait(arrival, until: queue.active[index].begin)
    if !tallies.followed.contains(arrival) { return }
    if served.sawStart { tallies.totals.waitedForStart += 1 }
    if served.firstToken < .infinity { countFirstToken(max(0, served.firstToken - arrival)) }
  }

  mutating func takeFromLine(_ slot: Int) {
    while queue.line.count > 0, Int(pool.instances[slot].active) < settings.concurrency {
      levels.waiting -= 1
      join(queue.line.removeFirst(), at: slot)
    }
    if !settings.hasOwnLines { return }
    while queue.own.count(at: slot) > 0, Int(pool.instances[slot].active) < settings.concurrency {
      levels.waiting -= 1
      join(queue.own.removeFirst(at: slot), at: slot)
    }
  }

  mutating func becomeIdleBatched(_ slot: Int) {
    levels.busy -= 1
    if slot < settings.reserved { levels.busyReserved -= 1 }
    meterStretch(slot)
    becomeIdle(slot)
  }

  private mutating func becomeReadyBatched(_ slot: Int) {
    finishStart(slot)
    let promised = Int(pool.instances[slot].active)
    if Int(pool.fillingStart) == slot { pool.fillingStart = -1 }
    if promised == 0 { pool.spareStarts -= 1 }
    pool.instances[slot].updated = clock.now
    if settings.metersPieces, !settings.prices.billsStarting {
      pool.instances[slot].meteredSince = clock.now
    }
    if promised == 0, queue.line.count == 0 {
      if settings.metersPieces, settings.prices.billsStarting {
        meterPiece(0, at: slot, afterStart: true)
      }
      becomeIdle(slot)
      return
    }
    levels.busy += 1
    if settings.isRecording {
      tallies.recorder?.change(&pool.instances[slot], to: .busy, at: clock.now)
    }
    pool.instances[slot].state = .busy
    if settings.isServer {
      beginPromised(at: slot)
    } else {
      let first = Int(pool.instances[slot].block) * settings.concurrency
      for index in first..<first + promised {
        levels.waiting -= 1
        queue.active[index].begin = clock.now
        countBegin(queue.active[index].arrival)
      }
    }
    if promised < settings.concurrency { pool.available.insert(slot) }
    if settings.isRouted { reroute(slot) }
    takeFromLine(slot)
    countWaitsForStart(slot)
    reschedule(slot)
  }

  /// Counts those of an instance's requests that waited until its start ended.
  private mutating func countWaitsForStart(_ slot: Int) {
    if settings.isServer {
      for arrival in queue.servers[Int(pool.instances[slot].block)].arrivals
      where tallies.followed.contains(arrival) && clock.now > arrival {
        tallies.totals.waitedForStart += 1
      }
      return
    }
    let first = Int(pool.instances[slot].block) * settings.concurrency
    for index in first..<first + Int(pool.instances[slot].active) {
      let arrival = queue.active[index].arrival
      if settings.isTroubled {
        queue.served[index].sawStart = clock.now > arrival
      } else if tallies.followed.contains(arrival), clock.now > arrival {
        tallies.totals.waitedForStart += 1
      }
    }
  }
}
