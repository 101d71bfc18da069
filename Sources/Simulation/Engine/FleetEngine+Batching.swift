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
    join(request, at: slot)
    reschedule(slot)
  }

  /// A request is promised an instance that is being started.
  mutating func bindBatched(_ request: WaitingRequest, to slot: Int) {
    place(request, at: slot)
    if Int(instances[slot].active) == concurrency { openStarts -= 1 }
  }

  /// Writes a request into its instance's block.
  private mutating func place(_ request: WaitingRequest, at slot: Int) {
    let index = Int(instances[slot].block) * concurrency + Int(instances[slot].active)
    let begin = instances[slot].progress
    let counts = service.hasTokens && request.work.prefill > 0
    active[index] = ActiveRequest(
      arrival: request.arrival, begin: now, end: begin + request.work.seconds,
      firstToken: counts ? begin + request.work.prefill : .infinity)
    instances[slot].active += 1
    if counts { instances[slot].unanswered += 1 }
  }

  /// A request goes into service at a ready instance with room.
  private mutating func join(_ request: WaitingRequest, at slot: Int) {
    if instances[slot].state == .idle {
      if metersPieces, slot >= reserved { instances[slot].meteredSince = now }
      leaveIdle(slot)
      available.insert(slot)
      // A fresh measure keeps its digits.
      instances[slot].progress = 0
      instances[slot].updated = now
    } else {
      progress(slot)
    }
    place(request, at: slot)
    if Int(instances[slot].active) == concurrency { available.remove(slot) }
    countBegin(request.arrival)
  }

  private mutating func countBegin(_ arrival: Double) {
    inServiceNow += 1
    let waited = now - arrival
    wait.add(waited)
    if waited > 0 {
      totals.waited += 1
      totals.wait += waited
    }
  }

  /// Seconds that one unit of progress takes with so many requests.
  @inline(__always)
  private func pace(_ count: Int32) -> Double { 1 + Double(count - 1) * slowdown }

  /// Brings an instance's progress up to now, and counts the first tokens on the way.
  private mutating func progress(_ slot: Int) {
    let count = instances[slot].active
    let before = instances[slot].progress
    let since = instances[slot].updated
    instances[slot].updated = now
    if count == 0 { return }
    let pace = pace(count)
    let after = before + (now - since) / pace
    instances[slot].progress = after
    if instances[slot].unanswered == 0 { return }
    let first = Int(instances[slot].block) * concurrency
    for index in first..<first + Int(count) where active[index].firstToken <= after {
      let time = min(since + (active[index].firstToken - before) * pace, now)
      active[index].firstToken = .infinity
      instances[slot].unanswered -= 1
      countFirstToken(max(0, time - active[index].arrival))
    }
  }

  /// The first of an instance's requests to end; there must be one.
  private func firstToEnd(_ slot: Int) -> Int {
    let first = Int(instances[slot].block) * concurrency
    var least = first
    for index in first..<first + Int(instances[slot].active)
    where active[index].end < active[least].end {
      least = index
    }
    return least
  }

  /// Puts the next end of an instance's requests among the events. An older entry that comes
  /// earlier stays, and is put off when its time comes; one that comes later is passed over.
  private mutating func reschedule(_ slot: Int) {
    if instances[slot].active == 0 {
      instances[slot].due = .infinity
      return
    }
    let left = max(0, active[firstToEnd(slot)].end - instances[slot].progress)
    let due = now + left * pace(instances[slot].active)
    if due == instances[slot].due { return }
    instances[slot].due = due
    events.insert(due, slot)
  }

  /// A start or a request ends at an instance that takes several.
  @inline(never)
  mutating func endBatched() {
    let slot = events.firstSlot
    let time = events.firstTime
    events.removeFirst()
    if instances[slot].due != time { return }
    instances[slot].due = .infinity
    if instances[slot].state == .starting {
      becomeReadyBatched(slot)
      return
    }
    let index = firstToEnd(slot)
    // Exactly there, whatever the rounding of the clock.
    let end = active[index].end
    progress(slot)
    instances[slot].progress = max(end, instances[slot].progress)
    if active[index].firstToken < .infinity {
      instances[slot].unanswered -= 1
      countFirstToken(now - active[index].arrival)
    }
    let latencyHere = now - active[index].arrival
    totals.latency += latencyHere
    latency.add(latencyHere)
    if isRecording {
      recorder?.request(
        arrival: active[index].arrival, begin: active[index].begin, end: now,
        lane: instances[slot].lane)
    }
    let last = Int(instances[slot].block) * concurrency + Int(instances[slot].active) - 1
    active[index] = active[last]
    instances[slot].active -= 1
    inServiceNow -= 1
    available.insert(slot)
    takeFromLine(slot)
    if instances[slot].active == 0 { becomeIdleBatched(slot) }
    reschedule(slot)
    if hasHooks { afterChange() }
  }

  private mutating func takeFromLine(_ slot: Int) {
    while line.count > 0, Int(instances[slot].active) < concurrency {
      waitingNow -= 1
      join(line.removeFirst(), at: slot)
    }
  }

  private mutating func becomeIdleBatched(_ slot: Int) {
    busyNow -= 1
    if slot < reserved { busyReservedNow -= 1 }
    if metersPieces, slot >= reserved {
      let time = now - instances[slot].meteredSince
      totals.rounding += prices.billed(time) - time
    }
    becomeIdle(slot)
  }

  private mutating func becomeReadyBatched(_ slot: Int) {
    finishStart(slot)
    let promised = Int(instances[slot].active)
    if promised < concurrency { openStarts -= 1 }
    instances[slot].updated = now
    if metersPieces, !prices.billsStarting { instances[slot].meteredSince = now }
    if promised == 0, line.count == 0 {
      if metersPieces, prices.billsStarting { meterPiece(0, at: slot, afterStart: true) }
      becomeIdle(slot)
      return
    }
    busyNow += 1
    if isRecording { recorder?.change(&instances[slot], to: .busy, at: now) }
    instances[slot].state = .busy
    let first = Int(instances[slot].block) * concurrency
    for index in first..<first + promised {
      waitingNow -= 1
      active[index].begin = now
      countBegin(active[index].arrival)
    }
    if promised < concurrency { available.insert(slot) }
    takeFromLine(slot)
    reschedule(slot)
  }
}
