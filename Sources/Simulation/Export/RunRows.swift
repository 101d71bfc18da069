/// A request of a run: when it came, and what became of it. Times are seconds from the beginning of
/// the measured part.
public struct RequestRow: Sendable, Equatable {
  /// The run from a seed of its own, from 1.
  public var run: Int
  /// When it came.
  public var arrival: Double
  /// When its service began; nil where it was turned away.
  public var begin: Double?
  /// When its service ended.
  public var end: Double?
  /// The number of the instance that served it, from 1 in order of creation.
  public var instance: Int?
  /// Whether it left without an answer.
  public var gaveUp = false
}

/// A stretch of a run: means over it of what there was, and what happened in it.
public struct SeriesRow: Sendable, Equatable {
  /// The run from a seed of its own, from 1.
  public var run: Int
  /// When it began, in seconds from the beginning of the measured part.
  public var time: Double
  /// How long it was, in seconds.
  public var length: Double
  /// Instances that were being started.
  public var starting: Double
  /// Instances at work, reserved ones with them.
  public var busy: Double
  /// Instances without work, reserved ones with them.
  public var idle: Double
  /// Requests that waited.
  public var queue: Double
  /// Requests that came.
  public var arrivals: Int
  /// Requests that were turned away.
  public var rejected: Int
  /// Dollars spent; nil where no price is known.
  public var cost: Double?

  init(run: Int, time: Double, _ totals: Totals, _ fleet: Fleet) {
    let span = totals.time > 0 ? totals.time : 1
    (self.run, self.time, length) = (run, time, totals.time)
    starting = (totals.starting - totals.pending) / span
    busy = totals.busy / span
    let alive = (totals.alive - totals.pending) / span + Double(fleet.alwaysThere)
    idle = max(0, alive - starting - busy)
    queue = totals.waiting / span
    (arrivals, rejected) = (totals.arrivals, totals.rejected)
    cost = fleet.knowsCost ? Bill(totals, fleet).cost.total : nil
  }
}

/// Where a run began and ended, so that it can be played again.
struct Stretch: Sendable, Equatable {
  var seed: UInt64 = 0
  /// Seconds by which cycles are put off, so that the measured part begins one.
  var phase = 0.0
  /// Requests that came in the lead-in and in the measured part.
  var before = 0
  var measured = 0
  /// The clock where the measured part begins and ends.
  var begin = 0.0
  var end = 0.0
  /// Whether what was due at these instants came before them.
  var beginsSettled = false
  var endsSettled = false
  /// Whether the clock ran on until all was done.
  var isDrained = false
  /// Whether what came is followed to its end.
  var follows = true
  /// Whether the measured part begins at a time, however many requests came before.
  var beginsByClock = false

  /// Puts the measured part off, or lets it begin earlier; it is as long as before.
  mutating func move(to leadIn: Double) {
    (end, measured) = (end - begin + leadIn, .max)
    (phase, begin, beginsByClock) = (leadIn, leadIn, true)
  }
}
