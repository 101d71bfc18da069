extension FleetEngine {
  /// A start or a request ends at an instance that takes one request at a time.
  @inline(__always)
  mutating func endSingle() {
    let slot = clock.events.firstSlot
    if pool.instances[slot].state.rawValue < InstanceState.busy.rawValue {
      clock.events.removeFirst()
      if pool.instances[slot].state == .leaving {
        endLeaving(slot)
        return
      }
      becomeReady(slot)
      if settings.buffer > 0 { fillBuffer() }
    } else {
      clock.events.removeFirst()
      if queue.line.count > 0 {
        levels.waiting -= 1
        begin(queue.line.removeFirst(), at: slot, afterStart: false)
      } else if !settings.hasOwnLines || !takeFromOwnLine(slot) {
        levels.busy -= 1
        if slot < settings.reserved { levels.busyReserved -= 1 }
        becomeIdle(slot)
      }
      if settings.hasHooks { afterChange() }
    }
  }

  /// An instance that takes one request at a time has started.
  @inline(never)
  private mutating func becomeReady(_ slot: Int) {
    finishStart(slot)
    let bound = pool.instances[slot].bound
    if bound.work.seconds >= 0 {
      pool.instances[slot].bound.work.seconds = -1
      beginFirst(bound, at: slot)
      return
    }
    pool.spareStarts -= 1
    if queue.line.count > 0 {
      beginFirst(queue.line.removeFirst(), at: slot)
      return
    }
    if settings.metersPieces, settings.prices.billsStarting {
      meterPiece(0, at: slot, afterStart: true)
    }
    becomeIdle(slot)
  }

  private mutating func beginFirst(_ request: WaitingRequest, at slot: Int) {
    levels.waiting -= 1
    levels.busy += 1
    if settings.isRecording {
      tallies.recorder?.change(&pool.instances[slot], to: .busy, at: clock.now)
    }
    pool.instances[slot].state = .busy
    var request = request
    if let seconds = clock.starts.drawService() { request.work.seconds = seconds }
    if tallies.followed.contains(request.arrival), clock.now > request.arrival,
      !settings.isTroubled || isAnswered(request, at: slot)
    {
      tallies.totals.waitedForStart += 1
    }
    begin(request, at: slot, afterStart: true)
  }
}
