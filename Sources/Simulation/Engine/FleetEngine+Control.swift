/// Stops, prewarming and autoscaling.
extension FleetEngine {
  /// Does the first thing due strictly before `limit` that is not an event. False when nothing can
  /// be done: idle instances that are kept in spite of their age.
  @inline(never)
  mutating func control(before limit: Double) -> Bool {
    var stopTime = oldestIdleSince + keepAlive
    let isHeld = !mayStop
    if isHeld { stopTime = .infinity }
    let time = min(stopTime, nextControl)
    if time >= limit {
      // Only the age of instances that are kept brought us here.
      if !isHeld || hasStopped { return false }
      return endHeld(limit)
    }
    if hasStopped { return false }
    advance(to: max(time, now))
    if time == nextTick {
      autoscale()
    } else if time == nextPrewarm {
      nextPrewarm = .infinity
      if alive == 0, mayStart { start() }
    } else {
      stop(Int(longestIdle))
    }
    return true
  }

  /// Goes on to an event at `limit` past instances that are kept, if there is one.
  private mutating func endHeld(_ limit: Double) -> Bool {
    guard events.firstTime == limit else { return false }
    advance(to: limit)
    if concurrency == 1 { endSingle() } else { endBatched() }
    return true
  }

  /// Whether an idle instance that is past its keep-alive may stop.
  private var mayStop: Bool {
    if alive <= minWarm { return false }
    return buffer == 0 || inSystem == 0 || idleElastic > buffer
  }

  /// After the number of requests in the system changed.
  @inline(never)
  mutating func afterChange() {
    if buffer > 0, inSystem > 0 {
      while idleElastic + Int(startingNow) - promisedStarts < buffer, mayStart { start() }
    }
    if knative != nil {
      lastChange = now
      if nextTick == .infinity { wake() }
    }
    if idleTimes != nil, inSystem == 0 { beginEmptiness() }
  }

  /// Instances being started that requests wait for.
  private var promisedStarts: Int {
    bindsRequests
      ? Int(startingNow) - openStarts
      : (line.count + concurrency - 1) / concurrency
  }

  // MARK: Knative

  private mutating func autoscale() {
    ticks += 1
    if ticks & 0x3FFF == 0, isStopped() { hasStopped = true }
    let (load, ready) = (summedLoad, alive - Int(startingNow))
    let decision = knative?.decide(at: now, load: load, ready: ready) ?? wanted
    wanted = min(max(decision, minWarm), maxElastic)
    if decision > maxElastic, isLimitedByUs { isSaturated = true }
    while alive < wanted { start() }
    while alive > wanted, longestIdle >= 0 { stop(Int(longestIdle)) }
    // By then both averages are constant, and a panic has ended unless they keep it up.
    if now - lastChange > (knative?.settling ?? 0), startingNow == 0 {
      sleptLoad = inSystem
      nextTick = .infinity
    } else {
      nextTick = now + tick
    }
  }

  /// Ticks go on after a time in which nothing would have changed.
  private mutating func wake() {
    let load = summedLoad
    knative?.wake(at: now, load: load, constant: sleptLoad)
    nextTick = (now / tick).rounded(.down) * tick + tick
  }

  // MARK: The histogram of idle times

  /// The last request has gone.
  private mutating func beginEmptiness() {
    guard let windows = idleTimes?.windows() else { return }
    emptySince = now
    keepAlive = windows.keepAlive
    if windows.prewarm > 0 {
      while longestIdle >= 0, alive > minWarm { stop(Int(longestIdle)) }
      nextPrewarm = now + windows.prewarm
    }
  }

  /// A request comes; if it is the first after a gap, that is counted.
  @inline(never)
  mutating func endEmptiness() {
    if emptySince == .infinity { return }
    idleTimes?.observe(now - emptySince)
    emptySince = .infinity
    nextPrewarm = .infinity
  }
}
