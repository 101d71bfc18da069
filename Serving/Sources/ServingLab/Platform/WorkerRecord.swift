import Simulation

/// A worker as the dispatcher sees it. Times are on one clock that only goes forward, in seconds.
public struct WorkerRecord: Sendable {
  /// What it is doing.
  public enum State: Sendable, Equatable { case starting, ready, leaving }

  /// Counted from 1 in the order in which they were started.
  public let number: Int
  /// What it is doing.
  public internal(set) var state = State.starting
  /// The jobs that it has.
  public internal(set) var jobs: Set<Int> = []
  /// When it was started, when its model was there, and when it last got or lost a job.
  public let started: Double
  public internal(set) var ready: Double?
  public internal(set) var changed: Double
  /// When it last said anything.
  var heard: Double
  /// Seconds that its load took, and those of them that were made up.
  public internal(set) var load = 0.0
  public internal(set) var madeUp = 0.0
  /// The share of the model's file that was in memory before it was loaded, where that is known.
  public internal(set) var resident: Double?
  /// Seconds with a job, up to `changed`.
  var busy = 0.0
  /// Seconds that were billed for stretches of work that are over.
  var billed = 0.0
  /// Why it failed, in its own words.
  var failure: String?
  var isKilled = false

  init(_ number: Int, at now: Double) {
    self.number = number
    (started, changed, heard) = (now, now, now)
  }

  var isBusy: Bool { !jobs.isEmpty }

  /// Takes or loses a job.
  mutating func change(at now: Double, prices: Prices, _ body: (inout Set<Int>) -> Void) {
    let wasBusy = isBusy
    if wasBusy { busy += now - changed }
    body(&jobs)
    if wasBusy, !isBusy { billed += prices.billed(now - (busyFrom ?? changed)) }
    if !wasBusy, isBusy { busyFrom = now }
    changed = now
  }
  private var busyFrom: Double?

  /// Seconds with a job so far.
  func busySeconds(at now: Double) -> Double { busy + (isBusy ? now - changed : 0) }

  /// Seconds that are billed so far: its life as a whole, from its start or from its model on; or,
  /// where idle time is free, each stretch of work, and the start.
  func billedSeconds(at now: Double, _ prices: Prices) -> Double {
    if prices.billsIdle {
      guard let from = prices.billsStarting ? started : ready else { return 0 }
      return prices.billed(now - from)
    }
    let start = prices.billsStarting ? (ready ?? now) - started : 0
    return start + billed + (isBusy ? prices.billed(now - (busyFrom ?? changed)) : 0)
  }
}
