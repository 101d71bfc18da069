/// A part of a run, or a whole replication: what was counted, and the quantiles in it.
struct Batch: Sendable {
  var totals = Totals()
  var latency = LogHistogram()
  var wait = LogHistogram()
  var firstToken = LogHistogram()
  var betweenTokens = LogHistogram()
  /// Latency at each pool, and of each kind of requests, where there are any.
  var pools: [LogHistogram] = []
  var kinds: [LogHistogram] = []

  /// Adds another part.
  mutating func add(_ other: Batch) {
    totals.add(other.totals)
    latency.merge(other.latency)
    wait.merge(other.wait)
    firstToken.merge(other.firstToken)
    betweenTokens.merge(other.betweenTokens)
    pools.merge(other.pools)
    kinds.merge(other.kinds)
  }
}

extension [LogHistogram] {
  /// Merges each with the one of the same place.
  mutating func merge(_ others: [LogHistogram]) {
    if isEmpty {
      self = others
    } else {
      for (index, other) in others.enumerated() { self[index].merge(other) }
    }
  }
}

/// A run from one seed.
struct Replication: Sendable {
  /// The measured part, cut in batches.
  var batches: [Batch] = []
  /// The measured part as a whole.
  var total = Totals()
  var latency = LogHistogram()
  var wait = LogHistogram()
  var firstToken = LogHistogram()
  var betweenTokens = LogHistogram()
  var pools: [LogHistogram] = []
  var kinds: [LogHistogram] = []
  /// Requests that came in the measured part and did not end.
  var inFlight = 0
  /// The most instances at once.
  var instancesMost = 0
  /// Seconds in each paid phase of starting.
  var phases: [Double] = []
  var failedStarts = 0
  /// Starts by the warmth that they began from, where what is left behind grows cold.
  var startsFrom: [Int] = []
  /// Whether the limits of what is simulated were reached.
  var isBeyondLimits = false
  /// What happened in all, the lead-in with it, and the bytes of a trace that were read for it.
  var events: Int64 = 0
  var bytesRead: Int64 = 0
  var recording: Recording?
  var stretch = Stretch()
  var trace: TraceSummary?

  mutating func add(_ batch: Batch) {
    total.add(batch.totals)
    latency.merge(batch.latency)
    wait.merge(batch.wait)
    firstToken.merge(batch.firstToken)
    betweenTokens.merge(batch.betweenTokens)
    pools.merge(batch.pools)
    kinds.merge(batch.kinds)
  }

  var asBatch: Batch {
    Batch(
      totals: total, latency: latency, wait: wait, firstToken: firstToken,
      betweenTokens: betweenTokens, pools: pools, kinds: kinds)
  }
}
