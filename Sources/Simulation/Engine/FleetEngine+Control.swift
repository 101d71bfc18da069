/// Stops, prewarming and autoscaling.
extension FleetEngine {
  /// Does the first thing due strictly before `limit` that is not an event. False when nothing can
  /// be done: idle instances that are kept in spite of their age.
  @inline(never)
  mutating func act(before limit: Double) -> Bool {
    var stopTime = pool.oldestIdleSince + control.keepAlive
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
    } else {
      stop(Int(pool.longestIdle))
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

  /// Whether an idle instance that is past its keep-alive may stop.
  private var mayStop: Bool {
    if pool.alive <= settings.minWarm { return false }
    return settings.buffer == 0 || inSystem == 0 || idleElastic > settings.buffer
  }

  /// After the number of requests in the system changed.
  @inline(never)
  mutating func afterChange() {
    if settings.buffer > 0, inSystem > 0 {
      while idleElastic + Int(levels.starting) - promisedStarts < settings.buffer, mayStart {
        start()
      }
    }
    if control.knative != nil {
      control.lastChange = clock.now
      if control.nextTick == .infinity { wake() }
    }
    if control.idleTimes != nil, inSystem == 0 { beginEmptiness() }
  }

  /// Instances being started that requests wait for.
  private var promisedStarts: Int {
    settings.bindsRequests
      ? Int(levels.starting) - pool.openStarts
      : (queue.line.count + settings.concurrency - 1) / settings.concurrency
  }

  // MARK: Knative

  private mutating func autoscale() {
    control.ticks += 1
    if control.ticks & 0x3FFF == 0, control.isStopped() { control.hasStopped = true }
    let (load, ready) = (summedLoad, pool.alive - Int(levels.starting))
    let decision =
      control.knative?.decide(at: clock.now, load: load, ready: ready) ?? control.wanted
    control.wanted = min(max(decision, settings.minWarm), settings.maxElastic)
    if decision > settings.maxElastic, settings.isLimitedByUs { tallies.isSaturated = true }
    while pool.alive < control.wanted { start() }
    while pool.alive > control.wanted, pool.longestIdle >= 0 { stop(Int(pool.longestIdle)) }
    // By then both averages are constant, and a panic has ended unless they keep it up.
    if clock.now - control.lastChange > (control.knative?.settling ?? 0), levels.starting == 0 {
      control.sleptLoad = inSystem
      control.nextTick = .infinity
    } else {
      control.nextTick = clock.now + settings.tick
    }
  }

  /// Ticks go on after a time in which nothing would have changed.
  private mutating func wake() {
    let load = summedLoad
    control.knative?.wake(at: clock.now, load: load, constant: control.sleptLoad)
    control.nextTick = (clock.now / settings.tick).rounded(.down) * settings.tick + settings.tick
  }

  // MARK: The histogram of idle times

  /// The last request has gone.
  private mutating func beginEmptiness() {
    guard let windows = control.idleTimes?.windows() else { return }
    control.emptySince = clock.now
    control.keepAlive = windows.keepAlive
    if windows.prewarm > 0 {
      while pool.longestIdle >= 0, pool.alive > settings.minWarm { stop(Int(pool.longestIdle)) }
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
