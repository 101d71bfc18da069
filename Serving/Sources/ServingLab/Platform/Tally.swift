import Simulation

/// What was counted since the start.
struct Tally {
  var requests = 0
  /// By the reason why they ended.
  var finished: [String: Int] = [:]
  /// By the code of the refusal.
  var refused: [String: Int] = [:]
  var cancelled = 0
  var retries = 0
  /// Answered requests that had waited for a load.
  var cold = 0
  var starts = 0
  var failedStarts = 0
  var lostWorkers = 0
  var mostWorkers = 0
  var promptTokens = 0
  var tokens = 0
  /// Tokens of prompts that were looked up among those kept, and that were found.
  var prefixQueries = 0
  var prefixHits = 0
  /// Starts that came to their end, and the seconds of all of them, from the process on.
  var finishedStarts = 0
  var startSeconds = 0.0
  var meanStart: Double? {
    finishedStarts > 0 ? startSeconds / Double(finishedStarts) : nil
  }
  /// Passes through the network, and those that took longer than the stated pace has it.
  var passes = 0
  var latePasses = 0
  /// The last answers.
  private(set) var recent: [Answered] = []
  /// Seconds of workers that have gone: alive, starting, with a job, and billed.
  var alive = 0.0
  var starting = 0.0
  var busy = 0.0
  var billed = 0.0

  var waits = TimeHistogram.waits
  var firstToken = TimeHistogram.firstToken
  var between = TimeHistogram.between
  var latency = TimeHistogram.waits

  /// Requests that were answered whole.
  var answered: Int { finished.values.reduce(0, +) }

  mutating func finish(
    _ job: WaitingJob, _ token: Report.Token, _ reason: String, at now: Double
  ) {
    finished[reason, default: 0] += 1
    promptTokens += token.promptTokens
    tokens += token.count
    if let reused = token.reusedTokens {
      prefixQueries += token.promptTokens
      prefixHits += reused
    }
    latency.add(now - job.arrived)
    if recent.count == Self.remembered { recent.removeFirst() }
    recent.append(
      Answered(
        firstToken: (job.firstToken ?? now) - job.arrived, latency: now - job.arrived,
        isCold: job.isCold))
  }

  /// A request that is told why it has no answer before it waits for one.
  mutating func count(refused code: String) {
    requests += 1
    refused[code, default: 0] += 1
  }

  /// An answer: seconds to its first token and to its last, and whether it waited for a load.
  struct Answered {
    var firstToken: Double
    var latency: Double
    var isCold: Bool
  }
  private static let remembered = 500

  /// A worker has gone.
  mutating func book(_ worker: WorkerRecord, at now: Double, _ prices: Prices) {
    alive += now - worker.started
    starting += (worker.ready ?? now) - worker.started
    busy += worker.busySeconds(at: now)
    billed += worker.billedSeconds(at: now, prices)
  }
}

/// How many times were how long, in vLLM's own classes.
struct TimeHistogram {
  /// The upper ends of the classes, in seconds.
  let bounds: [Double]
  /// How many fall into each, and beyond the last one.
  private(set) var counts: [Int]
  private(set) var sum = 0.0

  init(_ bounds: [Double]) {
    self.bounds = bounds
    counts = [Int](repeating: 0, count: bounds.count + 1)
  }

  mutating func add(_ seconds: Double) {
    sum += seconds
    counts[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
  }

  var count: Int { counts.reduce(0, +) }
  var mean: Double { count > 0 ? sum / Double(count) : 0 }

  static let firstToken = TimeHistogram([
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40,
    80, 160, 640, 2560,
  ])
  static let between = TimeHistogram([
    0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
  ])
  static let waits = TimeHistogram([
    0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680,
  ])
}
