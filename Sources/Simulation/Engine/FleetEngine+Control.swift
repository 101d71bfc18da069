/// Stops, prewarming and autoscaling.
extension FleetEngine {
  /// Does the first thing due strictly before `limit` that is not an event. False when nothing can
  /// be done: idle instances that are kept in spite of their age.
  @inline(never)
  mutating func act(before limit: Double) -> Bool {
    if control.isDraining, dropsErrand() { return true }
    var stopTime = pool.idle.since + control.keepAlive
    let isHeld = !mayStop
    if isHeld { stopTime = .infinity }
    let time = min(stopTime, control.nextControl)
    if time >= limit {
      // Only the age of instances that are kept brought us here.
      if !isHeld || control.hasStopped { return false }
      return endHeld(limit)
    }
    if control.hasStopped { return false }
    advance(to: max(time, clock.now))
    if time == control.nextTick {
      autoscale()
    } else if time == control.nextPrewarm {
      control.nextPrewarm = .infinity
      if pool.alive == 0, mayStart { start() }
    } else if time == control.nextErrand {
      runErrand()
    } else {
      stop(pool.idle.longest)
    }
    return true
  }

  /// Goes on to an event at `limit` past instances that are kept, if there is one.
  private mutating func endHeld(_ limit: Double) -> Bool {
    guard clock.events.firstTime == limit else { return false }
    advance(to: limit)
    if settings.concurrency == 1 { endSingle() } else { endBatched() }
    return true
  }

  /// Whether an idle instance may stop. What is guaranteed to be ready is counted among the ready:
  /// an instance being started guarantees nothing yet.
  @inline(__always)
  var mayStop: Bool {
    if readyElastic <= settings.minWarm || countsFor(lasting) { return false }
    return settings.buffer == 0 || inSystem == 0 || idleElastic > settings.buffer
  }

  /// After the number of requests in the system changed.
  @inline(never)
  mutating func afterChange() {
    if settings.buffer > 0 { fillBuffer() }
    if countsFor(lasting + 1) { startByCount() }
    if settings.tick < .infinity {
      control.lastChange = clock.now
      if control.nextTick == .infinity { wake() }
    }
    if control.idleTimes != nil, inSystem == 0 { beginEmptiness() }
  }

  /// Starts what is missing in the buffer.
  mutating func fillBuffer() {
    if inSystem == 0 { return }
    while spares < settings.buffer, mayStart { start() }
    if spares < settings.buffer { awaitRefill() }
  }

  /// Instances that are idle, or will be when they have started, as far as one can tell now. One
  /// that starts for a request is no spare, even if it has room for more.
  @inline(__always)
  private var spares: Int {
    let line = (queue.line.count + settings.concurrency - 1) / settings.concurrency
    return idleElastic + pool.spareStarts - line
  }

  // MARK: Autoscalers

  private mutating func autoscale() {
    control.ticks += 1
    if control.ticks & 0x3FFF == 0, control.isStopped() { control.hasStopped = true }
    let (load, ready) = (summedLoad, readyElastic)
    let (requests, current) = (inSystem, lasting)
    let counted = countedArrivals
    let decision =
      control.knative?.decide(at: clock.now, load: counted ?? load, ready: ready)
      ?? control.horizontal?.decide(at: clock.now, requests: requests, current: current)
      ?? decideByRay(load: load, running: ready)
    control.wanted = min(max(decision, settings.minWarm), settings.maxElastic)
    if decision > settings.maxElastic, settings.isLimitedByUs { tallies.isSaturated = true }
    while lasting < control.wanted, mayStart { start() }
    if lasting > control.wanted { letGo() }
    // By then both averages are constant, and a panic has ended unless they keep it up.
    if clock.now - control.lastChange > settling, levels.starting == 0, lasting >= control.wanted,
      control.ray?.isSteady ?? true
    {
      control.sleptLoad = inSystem
      control.sleptArrivals = counted ?? 0
      control.nextTick = .infinity
    } else {
      control.nextTick = clock.now + settings.tick
    }
  }

  private mutating func decideByRay(load: Double, running: Int) -> Int {
    let (requests, wanted) = (inSystem, control.wanted)
    return control.ray?.decide(
      at: clock.now, load: load, requests: requests, running: min(running, wanted), target: wanted,
      least: settings.minWarm, most: settings.maxElastic) ?? wanted
  }

  /// Lets go of what is more than wanted, as platforms do: first what is not ready yet, then what
  /// has been idle longest.
  @inline(never)
  mutating func letGo() {
    abandonStarts()
    while lasting > control.wanted, pool.idle.longest >= 0, mayStop {
      stop(pool.idle.longest)
    }
  }

  /// Gives up starts that no request was promised, the latest first, but for those of the buffer
  /// and the last instance that those in line could have.
  private mutating func abandonStarts() {
    var count = min(lasting - control.wanted, pool.spareStarts)
    if queue.line.count > 0 { count = min(count, pool.alive - 1) }
    if settings.buffer > 0, inSystem > 0 { count = min(count, spares - settings.buffer) }
    if count <= 0 { return }
    var slot = pool.top - 1
    while count > 0, slot >= settings.reserved {
      if isSpareStart(slot) {
        abandon(slot)
        count -= 1
      }
      slot -= 1
    }
    clock.events.removeGone(pool.instances)
  }

  /// Requests that came so far, first tries and others, where an autoscaler counts them; nil where
  /// none does.
  @inline(__always)
  private var countedArrivals: Double? {
    guard control.knative?.countsArrivals ?? false else { return nil }
    return Double(tallies.totals.arrivals + tallies.totals.retries)
  }

  /// Seconds without a change after which every further look finds the same.
  @inline(__always)
  private var settling: Double { control.knative?.settling ?? settings.settling }

  /// Ticks go on after a time in which nothing would have changed.
  private mutating func wake() {
    let load = summedLoad
    if countedArrivals != nil {
      control.knative?.wake(at: clock.now, load: control.sleptArrivals, constant: 0)
    } else {
      control.knative?.wake(at: clock.now, load: load, constant: control.sleptLoad)
    }
    let there = lasting
    control.horizontal?.wake(at: clock.now, wanted: there)
    control.ray?.wake(load: load, constant: control.sleptLoad)
    control.nextTick = (clock.now / settings.tick).rounded(.down) * settings.tick + settings.tick
  }

  // MARK: The histogram of idle times

  /// The last request has gone.
  private mutating func beginEmptiness() {
    guard let windows = control.idleTimes?.windows() else { return }
    control.emptySince = clock.now
    control.keepAlive = windows.keepAlive
    if windows.prewarm > 0 {
      while pool.idle.longest >= 0, mayStop { stop(pool.idle.longest) }
      control.nextPrewarm = clock.now + windows.prewarm
    }
  }

  /// A request comes; if it is the first after a gap, that is counted.
  @inline(never)
  mutating func endEmptiness() {
    if control.emptySince == .infinity { return }
    control.idleTimes?.observe(clock.now - control.emptySince)
    control.emptySince = .infinity
    control.nextPrewarm = .infinity
  }
}
