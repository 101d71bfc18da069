extension FleetEngine {
  /// A start or a request ends at an instance that takes one request at a time.
  @inline(__always)
  mutating func endSingle() {
    let slot = events.firstSlot
    if instances[slot].state == .starting {
      events.removeFirst()
      becomeReady(slot)
    } else {
      events.removeFirst()
      if line.count > 0 {
        waitingNow -= 1
        begin(line.removeFirst(), at: slot, afterStart: false)
      } else {
        busyNow -= 1
        if slot < reserved { busyReservedNow -= 1 }
        becomeIdle(slot)
      }
      if hasHooks { afterChange() }
    }
  }

  /// An instance that takes one request at a time has started.
  @inline(never)
  private mutating func becomeReady(_ slot: Int) {
    finishStart(slot)
    let bound = instances[slot].bound
    if bound.work.seconds >= 0 {
      instances[slot].bound.work.seconds = -1
      beginFirst(bound, at: slot)
      return
    }
    openStarts -= 1
    if line.count > 0 {
      beginFirst(line.removeFirst(), at: slot)
      return
    }
    if metersPieces, prices.billsStarting { meterPiece(0, at: slot, afterStart: true) }
    becomeIdle(slot)
  }

  private mutating func beginFirst(_ request: WaitingRequest, at slot: Int) {
    waitingNow -= 1
    busyNow += 1
    if isRecording { recorder?.change(&instances[slot], to: .busy, at: now) }
    instances[slot].state = .busy
    var request = request
    if let seconds = starts.drawService() { request.work.seconds = seconds }
    begin(request, at: slot, afterStart: true)
  }
}
