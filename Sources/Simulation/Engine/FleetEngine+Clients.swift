/// Clients who leave, and come again.
extension FleetEngine {
  /// A request comes whose client may leave, to servers that have a line each, or to one that
  /// decodes many together and must hold it.
  @inline(never)
  mutating func arriveUnusually(_ request: WaitingRequest) {
    if let mixture {
      arriveMixed(request, mixture)
      return
    }
    if settings.isServer, settings.server?.holds(request.work) == false {
      reject(request)
      return
    }
    if settings.isServer, !settings.hasOwnLines, !settings.hasClients {
      arriveBatched(request)
      return
    }
    if !settings.hasClients {
      arriveAtServer(request)
      return
    }
    var request = request
    request.deadline = clock.now + settings.timeout
    // Drawn whether it has to wait or not, so that other fleets meet the same clients.
    control.patience = clock.patience.draw()
    admit(request)
  }

  /// A request comes to the fleet, for the first time or again.
  mutating func admit(_ request: WaitingRequest) {
    if settings.concurrency > 1 {
      arriveBatched(request)
      return
    }
    let slot = freeInstance()
    if slot < 0 {
      overflow(request)
    } else {
      leaveIdle(slot)
      begin(request, at: slot, afterStart: false)
    }
  }

  /// Sees to it that the last one in line leaves when it has waited long enough.
  mutating func limitWait(_ request: WaitingRequest) {
    plan(
      min(clock.now + control.patience, request.deadline), .leaveLine, queue.line.lastTicket)
  }

  /// A client got no answer at a time: it comes again after a while, or never.
  mutating func leave(_ request: WaitingRequest, at time: Double) {
    guard request.retries < settings.retries, queue.away.count < SimulationLimits.waiting else {
      giveUp(request)
      return
    }
    var request = request
    request.retries += 1
    plan(time + clock.retries.draw(), .comeAgain, queue.away.add(request))
  }

  /// A client never comes again.
  mutating func giveUp(_ request: WaitingRequest) {
    if tallies.followed.contains(request.arrival) { tallies.totals.gaveUp += 1 }
    if settings.isRecording { tallies.recorder?.gaveUp(arrival: request.arrival) }
  }

  /// A client tries once more.
  mutating func comeAgain(_ place: Int) {
    var request = queue.away.take(place)
    tallies.totals.retries += 1
    request.deadline = clock.now + settings.timeout
    control.patience = clock.patience.draw()
    if settings.hasHooks { endEmptiness() }
    admit(request)
    if settings.hasHooks { afterChange() }
  }

  /// Whether an instance that takes several requests is at work on one whose client leaves then.
  @inline(__always)
  func isServing(_ slot: Int, until deadline: Double) -> Bool {
    let state = pool.instances[slot].state
    guard state == .busy || state == .leaving else { return false }
    let first = Int(pool.instances[slot].block) * settings.concurrency
    return (first..<first + Int(pool.instances[slot].active)).contains {
      !queue.served[$0].isInVain && queue.served[$0].request.deadline == deadline
    }
  }

  /// Clients leave whose requests are in service at an instance that takes several; it does not
  /// hear of that.
  mutating func timeOut(at slot: Int) {
    let state = pool.instances[slot].state
    guard state == .busy || state == .leaving else { return }
    let first = Int(pool.instances[slot].block) * settings.concurrency
    for index in first..<first + Int(pool.instances[slot].active)
    where !queue.served[index].isInVain && queue.served[index].request.deadline <= clock.now {
      queue.served[index].isInVain = true
      let request = queue.served[index].request
      leave(request, at: clock.now)
    }
  }
}
