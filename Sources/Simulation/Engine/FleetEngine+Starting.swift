/// Instances that start late: when requests have waited, when they are many, or when a limit lets them.
extension FleetEngine {
  /// Whether requests are counted, and those that there are ask for so many instances.
  @inline(__always)
  func countsFor(_ instances: Int) -> Bool {
    settings.requestsPerInstance < .infinity
      && inSystem > Double(instances + settings.reserved - 1) * settings.requestsPerInstance
  }

  /// Starts as many as the count of requests asks for.
  @inline(never)
  mutating func startByCount() {
    while countsFor(lasting + 1), mayStart { start() }
    if countsFor(lasting + 1) { awaitRefill() }
  }

  /// A request has waited as long as it takes to have an instance started for it.
  mutating func startFor(_ ticket: Int) {
    guard queue.line.holds(ticket), isShort else { return }
    if mayStart {
      countCold(ticket)
      start()
    } else {
      awaitRefill()
    }
  }

  /// A request in line has an instance started for it. One that comes again is counted once.
  mutating func countCold(_ ticket: Int) {
    if settings.isTroubled, !queue.line.markCold(from: ticket) { return }
    tallies.totals.cold += 1
  }

  /// Whether more wait than instances that start will take.
  @inline(__always)
  private var isShort: Bool {
    queue.line.count > Int(levels.starting) * settings.concurrency
  }

  /// Whether the first in line has waited long enough to have an instance started for it.
  @inline(__always)
  private var isOverdue: Bool {
    guard let delay = settings.startDelay else { return false }
    return queue.line.count > 0 && clock.now - queue.line.firstWaited >= delay - 1e-9
  }

  /// Whether those in line are to have one more instance started now.
  @inline(__always)
  var wantsStart: Bool {
    if settings.requestsPerInstance < .infinity { return countsFor(lasting + 1) }
    return isShort && (startsForRequests || isOverdue)
  }

  /// Looks again when the limit lets another instance start, if that is what is waited for.
  mutating func awaitRefill() {
    guard let bucket = control.bucket, !control.awaitsRefill, lasting < settings.maxElastic,
      !bucket.allows(at: clock.now)
    else { return }
    control.awaitsRefill = true
    plan(bucket.next(after: clock.now).nextUp, .refill, 0)
  }

  /// The limit lets another instance start.
  mutating func refill() {
    control.awaitsRefill = false
    while wantsStart || lasting < settings.minWarm, mayStart {
      if isShort {
        countCold(queue.line.ticket(behind: Int(levels.starting) * settings.concurrency))
      }
      start()
    }
    if settings.buffer > 0 { fillBuffer() }
    if wantsStart || lasting < settings.minWarm { awaitRefill() }
  }
}
