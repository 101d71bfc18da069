/// A figure that every simulation gives, with a confidence interval.
public enum Measure: String, Sendable, CaseIterable {
  /// Share of the requests served for which an instance had to start.
  case coldShare
  /// Share of the requests that were turned away.
  case rejectedShare
  /// Share of the requests that left without an answer.
  case gaveUpShare
  /// Share of the requests that waited at all; whose wait ended when a start did; and whose wait
  /// ended because an instance became free.
  case waitedShare, startWaitShare, queuedShare
  /// Seconds from arrival to the end of service.
  case latencyMean, latencyP50, latencyP95, latencyP99
  /// Seconds from arrival to the beginning of service.
  case waitMean, waitP50, waitP95, waitP99
  /// Seconds from arrival to the first token; 0 unless work is counted in tokens.
  case firstTokenMean, firstTokenP50, firstTokenP95, firstTokenP99
  /// Seconds between the tokens of an answer, its mean; 0 unless many are decoded together.
  case betweenTokensMean, betweenTokensP50, betweenTokensP95, betweenTokensP99
  /// Instances alive, reserved ones with them: mean over time.
  case instances
  /// Requests waiting or in service: mean over time.
  case inSystem
  /// Busy share of the time that instances were alive (allocation utilization).
  case utilization
  /// Busy share of the GPU time that was paid for.
  case paidUtilization
  /// GPU-seconds at work, ready without work, starting and paid for.
  case busyTime, idleTime, startingTime, paidTime
  /// Instances started, and those that were told to go.
  case starts, interruptions
  /// Tries after the first, for each request.
  case retries
  /// Tokens of answers and of prompts a second; 0 unless many are decoded together.
  case outputRate, promptRate
  /// Dollars over the measured part, for an hour like it, for each request served, and for each token
  /// of answers.
  case cost, costPerHour, costPerRequest, costPerToken

  /// The figures whose precision a run to a precision sees to.
  static let precise: [Measure] = [
    .latencyMean, .latencyP50, .latencyP95, .latencyP99, .costPerHour, .instances,
  ]

  /// Whether it is a share of the requests that came.
  public var isOfRequests: Bool {
    switch self {
    case .coldShare, .rejectedShare, .gaveUpShare, .retries: true
    default: isOfServed
    }
  }

  /// Whether it tells something of the requests that were served.
  public var isOfServed: Bool {
    switch self {
    case .coldShare, .rejectedShare, .gaveUpShare, .instances, .inSystem, .utilization,
      .paidUtilization, .busyTime, .idleTime, .startingTime, .paidTime, .starts, .interruptions,
      .retries, .outputRate, .promptRate, .cost, .costPerHour:
      false
    default: true
    }
  }

  /// Whether there is such a figure of two fleets, to be compared.
  func isTold(_ first: Fleet, _ second: Fleet) -> Bool {
    switch self {
    case .cost, .costPerHour, .costPerRequest, .costPerToken: first.knowsCost && second.knowsCost
    default: true
    }
  }

  private enum Kind {
    case ratio((Batch, Fleet) -> (y: Double, x: Double))
    /// For each second: corrected where the arrivals' own rate is known.
    case rate((Totals, Fleet) -> Double)
    case quantile((Batch) -> LogHistogram, Double)
  }

  private var kind: Kind {
    switch self {
    case .coldShare:
      .ratio { b, _ in (Double(b.totals.cold), Double(b.totals.arrivals - b.totals.rejected)) }
    case .rejectedShare:
      .ratio { b, _ in (Double(b.totals.rejected), Double(b.totals.arrivals)) }
    case .gaveUpShare:
      .ratio { b, _ in (Double(b.totals.gaveUp), Double(b.totals.arrivals)) }
    case .waitedShare: .ratio { b, _ in (Double(b.totals.waited), Double(b.wait.count)) }
    case .startWaitShare:
      .ratio { b, _ in (Double(b.totals.waitedForStart), Double(b.wait.count)) }
    case .queuedShare:
      .ratio { b, _ in
        (Double(b.totals.waited - b.totals.waitedForStart), Double(b.wait.count))
      }
    case .latencyMean: .ratio { b, _ in (b.totals.latency, Double(b.latency.count)) }
    case .latencyP50: .quantile({ $0.latency }, 0.5)
    case .latencyP95: .quantile({ $0.latency }, 0.95)
    case .latencyP99: .quantile({ $0.latency }, 0.99)
    case .waitMean: .ratio { b, _ in (b.totals.wait, Double(b.wait.count)) }
    case .waitP50: .quantile({ $0.wait }, 0.5)
    case .waitP95: .quantile({ $0.wait }, 0.95)
    case .waitP99: .quantile({ $0.wait }, 0.99)
    case .firstTokenMean: .ratio { b, _ in (b.totals.firstToken, Double(b.firstToken.count)) }
    case .firstTokenP50: .quantile({ $0.firstToken }, 0.5)
    case .firstTokenP95: .quantile({ $0.firstToken }, 0.95)
    case .firstTokenP99: .quantile({ $0.firstToken }, 0.99)
    case .betweenTokensMean:
      .ratio { b, _ in (b.totals.betweenTokens, Double(b.betweenTokens.count)) }
    case .betweenTokensP50: .quantile({ $0.betweenTokens }, 0.5)
    case .betweenTokensP95: .quantile({ $0.betweenTokens }, 0.95)
    case .betweenTokensP99: .quantile({ $0.betweenTokens }, 0.99)
    case .instances: .rate { t, f in t.alive - t.pending + Double(f.alwaysThere) * t.time }
    case .inSystem:
      .rate { t, f in f.inSystem(t) }
    case .utilization:
      .ratio { b, f in
        (
          b.totals.busy, b.totals.alive - b.totals.pending + Double(f.alwaysThere) * b.totals.time
        )
      }
    case .paidUtilization:
      .ratio { b, f in
        let seconds = Bill(b.totals, f).seconds
        return (seconds.billedBusy + seconds.reservedBusy, seconds.billed + seconds.reserved)
      }
    case .busyTime: .rate { t, f in Bill(t, f).seconds.allBusy }
    case .idleTime: .rate { t, f in Bill(t, f).seconds.allIdle }
    case .startingTime: .rate { t, f in Bill(t, f).seconds.starting }
    case .paidTime: .rate { t, f in Bill(t, f).seconds.paid }
    case .starts: .rate { t, _ in Double(t.starts) }
    case .interruptions: .rate { t, _ in Double(t.interruptions) }
    case .retries: .ratio { b, _ in (Double(b.totals.retries), Double(b.totals.arrivals)) }
    case .outputRate: .rate { t, _ in t.outputTokens }
    case .promptRate: .rate { t, _ in t.promptTokens }
    case .cost, .costPerHour: .rate { t, f in Bill(t, f).cost.total }
    case .costPerToken: .ratio { b, f in (Bill(b.totals, f).cost.total, b.totals.outputTokens) }
    case .costPerRequest:
      .ratio { b, f in
        (
          Bill(b.totals, f).cost.total,
          Double(f.losesAnswers ? b.latency.count : b.totals.served)
        )
      }
    }
  }

  /// Whether it is of what would be in the long run, and not of what was in the measured part.
  private var isOfALongRun: Bool {
    switch self {
    case .cost, .busyTime, .idleTime, .startingTime, .paidTime, .starts, .interruptions,
      .outputRate,
      .promptRate:
      false
    default: true
    }
  }

  /// What a figure per second is multiplied by.
  private func factor(_ seconds: Double) -> Double {
    switch self {
    case .cost, .busyTime, .idleTime, .startingTime, .paidTime, .starts, .interruptions: seconds
    case .costPerHour: 3600
    default: 1
    }
  }

  /// Whether it is a time between tokens, which no wait is a part of.
  private var isOfTokens: Bool {
    switch self {
    case .betweenTokensMean, .betweenTokensP50, .betweenTokensP95, .betweenTokensP99: true
    default: false
    }
  }

  /// Whether it is a share of the requests.
  private var isShare: Bool {
    switch self {
    case .coldShare, .rejectedShare, .gaveUpShare, .waitedShare, .startWaitShare, .queuedShare: true
    default: false
    }
  }

  /// The figure of one stretch.
  func value(_ batch: Batch, _ fleet: Fleet) -> Double {
    switch kind {
    case .ratio(let parts):
      let (y, x) = parts(batch, fleet)
      return x > 0 ? y / x : 0
    case .rate(let sum):
      let time = batch.totals.time
      return time > 0 ? sum(batch.totals, fleet) / time * factor(time) : 0
    case .quantile(let histogram, let share): return histogram(batch).quantile(share)
    }
  }

  /// The figure of the whole, with the interval that its stretches give.
  func estimate(_ series: Series, whole: Batch, _ fleet: Fleet) -> Estimate {
    switch kind {
    case .ratio(let pair): return ratio(series, whole, pair, fleet)
    case .rate(let sum):
      return Estimate.rate(series, sum: { sum($0.totals, fleet) }, isCorrected: isOfALongRun)
        .scaled(by: factor(whole.totals.time))
    case .quantile(let histogram, let share):
      let series = isOfTokens ? series.withoutLine : series
      return Estimate.quantile(share, series, whole: histogram(whole), of: histogram)
    }
  }

  private func ratio(
    _ series: Series, _ whole: Batch, _ pair: (Batch, Fleet) -> (y: Double, x: Double),
    _ fleet: Fleet
  ) -> Estimate {
    let (y, x) = pair(whole, fleet)
    var estimate = Estimate.ratio(series, y: { pair($0, fleet).y }, x: { pair($0, fleet).x })
    // What never happened in so many requests happens to one in a third of them at most.
    if isShare, estimate.halfWidth != nil, y == 0 || y == x, x > 0, canVary(fleet) {
      estimate.halfWidth = 3 / x
    }
    return estimate
  }

  /// Whether a share can be another than 0 or all.
  private func canVary(_ fleet: Fleet) -> Bool {
    switch self {
    case .coldShare, .startWaitShare: fleet.isElastic
    case .rejectedShare: fleet.queue != .unbounded
    case .gaveUpShare: fleet.losesAnswers
    default: fleet.isElastic || fleet.queue != .reject
    }
  }
}
