/// A part of a run, or a whole replication: what was counted, and the quantiles in it.
struct Batch: Sendable {
  var totals: Totals
  var latency: LogHistogram
  var wait: LogHistogram
  var firstToken: LogHistogram
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
  /// Requests in the system when the measured part began, and when it ended.
  var inSystemBefore = 0
  var inSystemAfter = 0
  /// The most instances at once.
  var instancesMost = 0
  /// Seconds in each paid phase of starting.
  var phases: [Double] = []
  var isSaturated = false
  /// What happened in all, the lead-in with it, and the bytes of a trace that were read for it.
  var events: Int64 = 0
  var bytesRead: Int64 = 0
  var recording: Recording?
  var trace: TraceSummary?

  mutating func append(_ batch: Batch) {
    batches.append(batch)
    latency.merge(batch.latency)
    wait.merge(batch.wait)
    firstToken.merge(batch.firstToken)
  }

  var asBatch: Batch {
    Batch(totals: total, latency: latency, wait: wait, firstToken: firstToken)
  }
}
