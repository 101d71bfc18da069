/// What is due at a time besides starts, requests and stops.
extension FleetEngine {
  /// Adds an errand.
  mutating func plan(_ time: Double, _ errand: Errand, _ number: Int) {
    if time == .infinity { return }
    agenda.insert(time, errand, number)
    if agenda.count > agenda.roomy { dropPointless() }
    control.nextErrand = agenda.firstTime
  }

  /// Runs the first errand, whose time it is.
  @inline(never)
  mutating func runErrand() {
    control.ticks += 1
    if control.ticks & 0x3FFF == 0, control.isStopped() { control.hasStopped = true }
    let time = control.nextErrand
    let (errand, number) = takeErrand()
    switch errand {
    case .leaveLine:
      guard let request = queue.line.remove(number) else { return }
      levels.waiting -= 1
      leave(request, at: clock.now)
      if settings.hasHooks { afterChange() }
    case .timeOut: timeOut(at: number)
    case .comeAgain: comeAgain(number)
    case .notice:
      if isAt(number, notice: time) { takeNotice(number) }
    case .interruption:
      if isAt(number, interruption: time) { interrupt(number) }
    case .capacity: levels.pending = 0
    case .shift: changeShift()
    case .startFor: startFor(number)
    case .refill: refill()
    }
  }

  private mutating func takeErrand() -> (errand: Errand, number: Int) {
    let first = agenda.first
    agenda.removeFirst()
    control.nextErrand = agenda.firstTime
    return first
  }

  /// While the clock runs on to the end and no request is left, nothing is taken away any more, and
  /// the clock changes the number of instances only until it is at its least.
  mutating func dropsErrand() -> Bool {
    guard control.nextErrand < .infinity, inSystem == 0, queue.away.count == 0 else {
      return false
    }
    switch agenda.first.errand {
    case .capacity: return false
    case .shift where pool.alive > control.schedule?.least ?? 0: return false
    default:
      // Whatever it is, nobody is left whom it would concern.
      _ = takeErrand()
      return true
    }
  }

  /// Takes out the errands that have nothing to do any more.
  private mutating func dropPointless() {
    var kept: [Int] = []
    for index in 0..<agenda.count {
      let (time, errand, number) = agenda[index]
      let isPointless =
        switch errand {
        case .leaveLine, .startFor: !queue.line.holds(number)
        case .timeOut: !isServing(number, until: time)
        case .notice: !isAt(number, notice: time)
        case .interruption: !isAt(number, interruption: time)
        case .comeAgain, .capacity, .shift, .refill: false
        }
      if !isPointless { kept.append(index) }
    }
    agenda.keep(kept)
  }
}

/// Starts in times in which there is no room for them.
extension FleetEngine {
  /// An instance is asked for; returns how long it takes until there is room for it.
  @inline(never)
  mutating func pend(_ slot: Int) -> Double {
    guard let end = clock.outages?.end(at: clock.now) else { return 0 }
    // Nothing is billed before.
    pool.instances[slot].startedAt = end
    pool.instances[slot].meteredSince = end
    levels.pending += 1
    if levels.pending == 1 { plan(end, .capacity, 0) }
    return end - clock.now
  }

  /// An instance is not asked for any more that there was no room for yet.
  mutating func forgetPending(_ slot: Int) {
    levels.pending -= 1
    pool.instances[slot].meteredSince = clock.now
    pool.instances[slot].startedAt = clock.now
  }
}

/// Instances by the clock.
extension FleetEngine {
  mutating func beginSchedule() {
    control.wanted = control.schedule?.first ?? 0
    guard let schedule = control.schedule, schedule.changes else { return }
    plan(schedule.nextTime, .shift, 0)
  }

  mutating func changeShift() {
    guard let count = control.schedule?.step() else { return }
    control.wanted = count
    while lasting < count { start() }
    if lasting > count { sendHome() }
    plan(control.schedule?.nextTime ?? .infinity, .shift, 0)
  }

  /// Lets go of what is more than wanted: first what has nothing to do, then what is not ready yet,
  /// and what is at work when it has done it.
  private mutating func sendHome() {
    while lasting > control.wanted, pool.idle.longest >= 0 { stop(pool.idle.longest) }
    var slot = pool.top - 1
    var gaveUp = false
    while lasting > control.wanted, slot >= settings.reserved {
      if isSpareStart(slot) {
        abandon(slot)
        gaveUp = true
      }
      slot -= 1
    }
    if gaveUp { clock.events.removeGone(pool.instances) }
    slot = pool.top - 1
    while lasting > control.wanted, slot >= settings.reserved {
      let state = pool.instances[slot].state
      if state == .busy || state == .leaving, !pool.instances[slot].isDismissed { dismiss(slot) }
      slot -= 1
    }
  }
}
