/// Routing by load, by turns and by draw, and the lines that servers have of their own under it.
extension FleetEngine {
  /// Tells the router what an instance has to do, after that changed.
  @inline(never)
  mutating func reroute(_ slot: Int) {
    let state = pool.instances[slot].state
    let active = settings.concurrency == 1 ? 0 : Int(pool.instances[slot].active)
    if settings.hasOwnLines {
      let busy = settings.concurrency == 1 ? (state == .busy ? 1 : 0) : active
      router.update(slot, load: busy + queue.own.count(at: slot))
      return
    }
    let hasRoom =
      state == .idle
      || state == .busy && settings.concurrency > 1 && active < settings.concurrency
    router.update(slot, load: hasRoom ? active : nil)
  }

  /// A request comes to servers that have a line each: it goes to one of them for good.
  @inline(never)
  mutating func arriveAtServer(_ request: WaitingRequest) {
    let slot = router.next(pool.available, hasOwnLines: true)
    let isFree =
      settings.concurrency == 1
      ? pool.instances[slot].state == .idle
      : Int(pool.instances[slot].active) < settings.concurrency
    if isFree {
      if settings.concurrency == 1 {
        leaveIdle(slot)
        begin(request, at: slot, afterStart: false)
      } else {
        joinBatch(request, at: slot)
      }
    } else if queue.own.count >= settings.queueLimit {
      reject(request)
    } else if queue.own.count >= SimulationLimits.waiting {
      tallies.isSaturated = true
      reject(request)
    } else {
      queue.own.append(request, at: slot)
      levels.waiting += 1
      reroute(slot)
    }
  }

  /// The next of a server's own line begins at it, if one waits.
  @inline(never)
  mutating func takeFromOwnLine(_ slot: Int) -> Bool {
    guard queue.own.count(at: slot) > 0 else { return false }
    levels.waiting -= 1
    begin(queue.own.removeFirst(at: slot), at: slot, afterStart: false)
    reroute(slot)
    return true
  }
}
