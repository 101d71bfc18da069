/// A figure that every simulation gives, with a confidence interval.
public enum Measure: String, Sendable, CaseIterable {
  /// Share of the requests served for which an instance had to start.
  case coldShare
  /// Share of the requests that were turned away.
  case rejectedShare
  /// Share of the requests that waited at all.
  case waitedShare
  /// Seconds from arrival to the end of service.
  case latencyMean, latencyP50, latencyP95, latencyP99
  /// Seconds from arrival to the beginning of service.
  case waitMean, waitP50, waitP95, waitP99
  /// Seconds from arrival to the first token; 0 unless work is counted in tokens.
  case firstTokenMean, firstTokenP50, firstTokenP95, firstTokenP99
  /// Instances alive, reserved ones with them: mean over time.
  case instances
  /// Requests waiting or in service: mean over time.
  case inSystem
  /// Busy share of the time that instances were alive (allocation utilization).
  case utilization
  /// Dollars over the measured part, and for each request served.
  case cost, costPerRequest

  private enum Kind {
    case ratio((Totals, Fleet) -> (y: Double, x: Double))
    case quantile((Batch) -> LogHistogram, Double)
  }

  private var kind: Kind {
    switch self {
    case .coldShare: .ratio { t, _ in (Double(t.cold), Double(t.arrivals - t.rejected)) }
    case .rejectedShare: .ratio { t, _ in (Double(t.rejected), Double(t.arrivals)) }
    case .waitedShare: .ratio { t, _ in (Double(t.waited), Double(t.begun)) }
    case .latencyMean: .ratio { t, _ in (t.latency, Double(t.measured)) }
    case .latencyP50: .quantile({ $0.latency }, 0.5)
    case .latencyP95: .quantile({ $0.latency }, 0.95)
    case .latencyP99: .quantile({ $0.latency }, 0.99)
    case .waitMean: .ratio { t, _ in (t.wait, Double(t.begun)) }
    case .waitP50: .quantile({ $0.wait }, 0.5)
    case .waitP95: .quantile({ $0.wait }, 0.95)
    case .waitP99: .quantile({ $0.wait }, 0.99)
    case .firstTokenMean: .ratio { t, _ in (t.firstToken, Double(t.answered)) }
    case .firstTokenP50: .quantile({ $0.firstToken }, 0.5)
    case .firstTokenP95: .quantile({ $0.firstToken }, 0.95)
    case .firstTokenP99: .quantile({ $0.firstToken }, 0.99)
    case .instances: .ratio { t, f in (t.alive + Double(f.reserved) * t.time, t.time) }
    case .inSystem:
      .ratio { t, f in (t.waiting + (f.concurrency > 1 ? t.inService : t.busy), t.time) }
    case .utilization: .ratio { t, f in (t.busy, t.alive + Double(f.reserved) * t.time) }
    case .cost: .ratio { t, f in (Bill(t, f).cost.total, t.time) }
    case .costPerRequest: .ratio { t, f in (Bill(t, f).cost.total, Double(t.served)) }
    }
  }

  /// The figure of one stretch.
  func value(_ batch: Batch, _ fleet: Fleet) -> Double {
    switch kind {
    case .ratio(let parts):
      let (y, x) = parts(batch.totals, fleet)
      let ratio = x > 0 ? y / x : 0
      return self == .cost ? ratio * batch.totals.time : ratio
    case .quantile(let histogram, let share): return histogram(batch).quantile(share)
    }
  }

  /// The figure of the whole, with the interval that its parts give.
  func estimate(_ parts: [Batch], whole: Batch, _ fleet: Fleet) -> Estimate {
    switch kind {
    case .ratio(let pair):
      var estimate = Estimate.ratio(parts.map { pair($0.totals, fleet) })
      if self == .cost {
        estimate.value *= whole.totals.time
        estimate.halfWidth = estimate.halfWidth.map { $0 * whole.totals.time }
      }
      return estimate
    case .quantile(let histogram, let share):
      let used = parts.filter { histogram($0).count >= 10 }
      let spread =
        used.count == parts.count
        ? Estimate.spread(of: used.map { histogram($0).quantile(share) }) : nil
      return Estimate(histogram(whole).quantile(share), halfWidth: spread)
    }
  }
}
