/// Everything that is counted or summed while the clock runs. The difference of two is what
/// happened between them.
struct Totals: Sendable {
  var time = 0.0
  /// Requests that came, and were turned away; services that ended, of whichever requests.
  var arrivals = 0
  var rejected = 0
  var served = 0
  /// Of the requests that are followed, those that left without an answer.
  var gaveUp = 0
  /// Tries after the first, and instances that were told to go.
  var retries = 0
  var interruptions = 0
  /// Requests for which an instance was started, requests that waited at all, and those of them
  /// whose wait ended when a start did.
  var cold = 0
  var waited = 0
  var waitedForStart = 0
  /// Starts of any cause.
  var starts = 0

  /// Instance-seconds. `alive` is of instances that come and go, `busy` of all.
  var alive = 0.0
  var starting = 0.0
  /// Of the time starting, that in which there was no room yet.
  var pending = 0.0
  var busy = 0.0
  var busyReserved = 0.0
  /// Request-seconds of waiting, and in service.
  var waiting = 0.0
  var inService = 0.0
  /// Seconds billed beyond those used, by granularity and minimum.
  var rounding = 0.0

  /// Seconds of the requests that are followed, in all.
  var latency = 0.0
  var wait = 0.0
  var firstToken = 0.0
  var betweenTokens = 0.0
  /// Tokens of answers written, and of prompts read, of the requests that ended.
  var outputTokens = 0.0
  var promptTokens = 0.0
  /// Times that an instance loaded another model, and seconds that took.
  var swaps = 0
  var swapping = 0.0
  /// The same of each pool, whose arrivals are the requests that it got.
  var pools: [Totals] = []

  static func - (a: Totals, b: Totals) -> Totals {
    var d = Totals()
    d.time = a.time - b.time
    d.arrivals = a.arrivals - b.arrivals
    d.rejected = a.rejected - b.rejected
    d.served = a.served - b.served
    d.gaveUp = a.gaveUp - b.gaveUp
    d.retries = a.retries - b.retries
    d.interruptions = a.interruptions - b.interruptions
    d.pending = a.pending - b.pending
    d.cold = a.cold - b.cold
    d.waited = a.waited - b.waited
    d.waitedForStart = a.waitedForStart - b.waitedForStart
    d.starts = a.starts - b.starts
    d.alive = a.alive - b.alive
    d.starting = a.starting - b.starting
    d.busy = a.busy - b.busy
    d.busyReserved = a.busyReserved - b.busyReserved
    d.waiting = a.waiting - b.waiting
    d.inService = a.inService - b.inService
    d.rounding = a.rounding - b.rounding
    d.latency = a.latency - b.latency
    d.wait = a.wait - b.wait
    d.firstToken = a.firstToken - b.firstToken
    d.betweenTokens = a.betweenTokens - b.betweenTokens
    d.outputTokens = a.outputTokens - b.outputTokens
    d.promptTokens = a.promptTokens - b.promptTokens
    d.swaps = a.swaps - b.swaps
    d.swapping = a.swapping - b.swapping
    if a.pools.isEmpty { return d }
    d.pools = a.pools.indices.map { b.pools.isEmpty ? a.pools[$0] : a.pools[$0] - b.pools[$0] }
    return d
  }

  /// Adds what happened in another stretch.
  mutating func add(_ other: Totals) {
    time += other.time
    arrivals += other.arrivals
    rejected += other.rejected
    served += other.served
    gaveUp += other.gaveUp
    retries += other.retries
    interruptions += other.interruptions
    pending += other.pending
    cold += other.cold
    waited += other.waited
    waitedForStart += other.waitedForStart
    starts += other.starts
    alive += other.alive
    starting += other.starting
    busy += other.busy
    busyReserved += other.busyReserved
    waiting += other.waiting
    inService += other.inService
    rounding += other.rounding
    latency += other.latency
    wait += other.wait
    firstToken += other.firstToken
    betweenTokens += other.betweenTokens
    outputTokens += other.outputTokens
    promptTokens += other.promptTokens
    swaps += other.swaps
    swapping += other.swapping
    if other.pools.isEmpty { return }
    if pools.isEmpty {
      pools = other.pools
    } else {
      for index in pools.indices { pools[index].add(other.pools[index]) }
    }
  }
}
