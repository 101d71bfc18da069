/// What a simulation found. Figures are of the measured part, after the lead-in.
public struct Outcome: Sendable {
  /// Seconds measured, of all replications together.
  public var seconds = 0.0
  /// The seed that the requests were drawn from.
  public var seed: UInt64 = 0
  /// How many independent runs there were.
  public var replications = 1

  /// Requests that came in the measured part. Each is followed to its end, however long after:
  /// `requests = served + rejected + gaveUp + inFlight`.
  public var requests = 0
  /// How many of them were served.
  public var served = 0
  /// How many of them were turned away.
  public var rejected = 0
  /// How many of them got no answer in time: their patience, their time-out or their last try was
  /// over, or they were cut off too often.
  public var gaveUp = 0
  /// Tries after the first one, in the measured part.
  public var retries = 0
  /// Instances that were told to go, and starts that failed and began anew.
  public var interruptions = 0, failedStarts = 0
  /// How many of them had not ended when the run did: none, but where a fleet cannot keep up.
  public var inFlight = 0
  /// Requests for which an instance had to start; where requests wait for their own instance, all
  /// that it was promised to while it started.
  public var cold = 0
  /// Instances started, for whatever reason.
  public var starts = 0

  /// What was done, of all replications, with their lead-ins.
  public var work = RunWork()

  /// Every figure that has a confidence interval.
  public var measures: [Measure: Estimate] = [:]
  /// The estimate of a figure; 0 where the run has none of it.
  public subscript(measure: Measure) -> Estimate { measures[measure] ?? Estimate(0) }

  /// The share of requests for which an instance had to start.
  public var coldShare: Estimate { self[.coldShare] }
  /// The share of requests that were turned away.
  public var rejectedShare: Estimate { self[.rejectedShare] }
  /// The share of requests that waited.
  public var waitedShare: Estimate { self[.waitedShare] }
  /// Seconds from arrival to the end of service, of all requests that came in the measured part and
  /// were served.
  public var latency: Distribution {
    Distribution(
      mean: self[.latencyMean], p50: self[.latencyP50], p95: self[.latencyP95],
      p99: self[.latencyP99], histogram: latencies, doubt: doubts?.latency)
  }
  /// Seconds from arrival to the beginning of service.
  public var wait: Distribution {
    Distribution(
      mean: self[.waitMean], p50: self[.waitP50], p95: self[.waitP95], p99: self[.waitP99],
      histogram: waits, doubt: doubts?.wait)
  }
  /// Seconds from arrival to the first token; nil unless work is counted in tokens.
  public var timeToFirstToken: Distribution? {
    firstTokens.count == 0
      ? nil
      : Distribution(
        mean: self[.firstTokenMean], p50: self[.firstTokenP50], p95: self[.firstTokenP95],
        p99: self[.firstTokenP99], histogram: firstTokens, doubt: doubts?.first)
  }
  /// Seconds between the tokens of an answer, on its average; nil unless many are decoded together.
  public var timeBetweenTokens: Distribution? {
    betweenTokens.count == 0
      ? nil
      : Distribution(
        mean: self[.betweenTokensMean], p50: self[.betweenTokensP50],
        p95: self[.betweenTokensP95], p99: self[.betweenTokensP99], histogram: betweenTokens,
        doubt: doubts?.between)
  }
  /// Tokens of answers, and of prompts, per second of the measured part, of the requests that ended in
  /// it; nil unless many are decoded together.
  public internal(set) var outputRate: Double?
  public internal(set) var promptRate: Double?
  var latencies = LogHistogram()
  var waits = LogHistogram()
  var firstTokens = LogHistogram()
  var betweenTokens = LogHistogram()
  /// How far quantiles and shares of each of them may be off; nil where nothing was measured.
  var doubts: (latency: ShareDoubt, wait: ShareDoubt, first: ShareDoubt, between: ShareDoubt)?

  /// The mean number of instances alive, reserved ones included.
  public var instances: Estimate { self[.instances] }
  /// The largest number of instances alive at once, reserved ones included.
  public var instancesMax = 0
  /// The mean number of requests waiting or in service.
  public var inSystem: Estimate { self[.inSystem] }
  /// The busy share of the time that instances were alive, with starting and idling (allocation
  /// utilization). It says nothing of how hard a busy GPU works.
  public var utilization: Estimate { self[.utilization] }
  /// The busy share of the GPU-seconds paid for, reserved ones included; 0 where none is paid for.
  public var paidUtilization = 0.0

  /// What the GPUs did, and what of it was billed.
  public var gpuSeconds = GPUSeconds()
  /// Dollars spent in the measured part, by what they were spent on.
  public var costs = Cost()
  /// Dollars spent in the measured part.
  public var cost: Estimate { self[.cost] }
  /// Dollars spent for each request served.
  public var costPerRequest: Estimate { self[.costPerRequest] }
  /// Dollars for an hour like the measured part.
  public var costPerHour: Double { self[.costPerHour].value }

  /// Mean seconds of each paid phase of a start.
  public var phases: [PhaseTime] = []
  /// Starts by what they found of an instance that had stopped; empty where that does not grow cold.
  public var startsFrom: [Warmth: Int] = [:]
  /// What each pool did, and how each kind of requests was served; empty where there are none.
  public var poolFigures: [PoolFigures] = []
  public var kindFigures: [KindFigures] = []
  /// Exact values for the figures that a formula gives.
  public var theory: [ExactValue] = []
  /// Whether the fleet cannot keep up: more work comes than it can do, or demand outgrew the stated
  /// limits. Latency and wait are then infinite where they would be of a steady state.
  public var isSaturated: Bool { isBeyondLimits || queueGrowth != nil }
  /// Requests per second by which the line grows without end; nil where it does not.
  public var queueGrowth: Double?
  /// Half the width of the 95% interval of that, where the run tells it; nil where a formula does.
  public var queueGrowthMargin: Double?
  /// Whether demand outgrew the stated limits.
  public var isBeyondLimits = false
  /// Whether a run to a precision reached it; nil where the length was given.
  public var converged: Bool?
  var precision = 0.0
  /// Where its runs began and ended, to play them again.
  var stretches: [Stretch] = []
  /// What to know before trusting the figures, in plain words.
  public var notes: [String] = []
  /// What the trace held, when there was one.
  public var trace: TraceSummary?
  /// What to draw a timeline from, when `Run.recorded` asked for it (of the first replication).
  public var recording: Recording?
}

/// How a duration is distributed.
public struct Distribution: Sendable {
  /// The mean, in seconds.
  public var mean: Estimate
  /// The median, in seconds.
  public var p50: Estimate
  /// The time that 95% do not exceed, in seconds.
  public var p95: Estimate
  /// The time that 99% do not exceed, in seconds.
  public var p99: Estimate
  /// Counts by value, with the exact maximum and any other quantile.
  public var histogram: LogHistogram
  /// How far any other quantile, or a share, may be off; nil where that cannot be told.
  public var doubt: ShareDoubt?
  /// The largest value, in seconds.
  public var max: Double { histogram.max }
}

/// How long a phase of starting took on average.
public struct PhaseTime: Sendable, Equatable {
  /// What the phase is called.
  public var name: String
  /// Mean seconds for each start; 0 when nothing was started.
  public var mean: Double
}
