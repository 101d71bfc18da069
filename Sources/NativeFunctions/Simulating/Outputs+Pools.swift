import Basics
import Language
import Quantities
import Simulation

extension Outputs {
  /// What a fleet of several pools gives beside the rest.
  static let ofPools: [RecordForm<Found>.Entry] = [
    .record("pools", pools, "each pool, in the order given") { $0.outcome },
    .record("kinds", kinds, "each kind of requests", when: "where there are several") {
      $0.outcome.kindFigures.isEmpty ? nil : $0.outcome
    },
  ]

  private static let pools = RecordForm<Outcome>(
    Reading.places.enumerated().map { index, place in
      .record(place, pool, "a pool", when: index == 0 ? nil : "where there are so many") {
        outcome in
        outcome.poolFigures.indices.contains(index)
          ? Part(outcome.poolFigures[index], outcome) : nil
      }
    })

  private static let kinds = RecordForm<Outcome>(
    Reading.places.enumerated().map { index, place in
      .record(place, kind, "a kind", when: index == 0 ? nil : "where there are so many") {
        outcome in
        outcome.kindFigures.indices.contains(index)
          ? Part(outcome.kindFigures[index], outcome) : nil
      }
    })

  /// Figures of a part of a run, and whether its times are those of a steady state.
  fileprivate struct Part<Figures: Sendable>: Sendable {
    let figures: Figures
    let isSteady: Bool

    init(_ figures: Figures, _ outcome: Outcome) {
      (self.figures, isSteady) = (figures, !outcome.isSaturated)
    }
  }

  private static let pool = RecordForm<Part<PoolFigures>>([
    .text("name", "what it is called") { $0.figures.name },
    .figure("share", .share, "share of the requests served that it served") {
      $0.figures.share.value
    },
    .figure("served", .requests, "requests that it served") { Double($0.figures.served) },
    .record("latency", times, "arrival to end, of these", when: "where it serves and can keep up") {
      $0.times($0.figures.latency)
    },
    .figure("instances", .number, "alive at once, on average") { $0.figures.instances.value },
    .figure("utilization", .share, "busy share of the time that its instances were alive") {
      $0.figures.utilization.value
    },
    .figure("starts", .number, "instances started") { $0.figures.starts.value },
    .figure("swaps", .number, "times that another model was loaded", when: "where any was") {
      $0.swaps?.value
    },
    .figure("swapping", .share, "share of its instances' time that took", when: "where any was") {
      $0.swaps == nil ? nil : $0.figures.swapShare.value
    },
    .figure(
      "cost_per_month", .perMonth, "cost of a 30-day month like it", when: "where a price is known",
      absence: { _ in "No price of this pool is known, so it has no cost: price: was not given." },
      read: { $0.figures.costPerHour.map { $0.value * 720 } }),
    .record("margins", poolMargins, Outputs.marginsSentence) { $0 },
  ])

  private static let poolMargins = RecordForm<Part<PoolFigures>>(
    [
      margin("share", .share, "of its share") { $0.figures.share },
      margin("instances", .number, "of its instances") { $0.figures.instances },
      margin("utilization", .share, "of its utilization") { $0.figures.utilization },
      margin("starts", .number, "of its starts") { $0.figures.starts },
      margin("swaps", .number, "of its swaps") { $0.swaps },
      margin("swapping", .share, "of the time that these took") { part in
        part.swaps.map { _ in part.figures.swapShare }
      },
      margin("cost_per_month", .perMonth, "of its cost") { part in
        part.figures.costPerHour.map { $0.scaled(by: 720) }
      },
    ] + latencyMargins { $0.times($0.figures.latency) })

  private static let kind = RecordForm<Part<KindFigures>>([
    .text("name", "what it is called") { $0.figures.name },
    .figure("served", .requests, "requests of it that were served") { Double($0.figures.served) },
    .record(
      "latency", times, "arrival to end", when: "where it is served and the fleet can keep up"
    ) { $0.times($0.figures.latency) },
    .record("margins", kindMargins, Outputs.marginsSentence) { $0 },
  ])

  private static let kindMargins = RecordForm<Part<KindFigures>>(
    latencyMargins { $0.times($0.figures.latency) })

  private static func latencyMargins<Found>(
    _ read: @escaping @Sendable (Found) -> Quantiles?
  ) -> [RecordForm<Found>.Entry] {
    quantiles.map { name, share, figure in
      margin("latency_\(name)", .seconds, "of what \(Value.share(share).text) are not above") {
        read($0).map(figure)
      }
    }
  }

  private static func margin<Found>(
    _ name: String, _ scale: Scale, _ sentence: String,
    _ read: @escaping @Sendable (Found) -> Estimate?
  ) -> RecordForm<Found>.Entry {
    .figure(name, scale, sentence, when: "where it can be told") { found in
      read(found).flatMap { estimate in
        estimate.halfWidth?.unlessNoise(beside: estimate.value)
      }
    }
  }

  private static let quantiles: [(String, Double, @Sendable (Quantiles) -> Estimate)] = [
    ("p50", 0.5, { $0.p50 }), ("p95", 0.95, { $0.p95 }), ("p99", 0.99, { $0.p99 }),
  ]

  private static let times = RecordForm<Quantiles>(
    quantiles.map { name, share, figure in
      .figure(name, .seconds, "\(Value.share(share).text) are not above") { figure($0).value }
    }
  ) { times, _ in
    RecordForm.Extras(spread: Spread(times.histogram, times.doubt))
  }
}

extension Outputs.Part {
  /// Times of a steady state; nil where there is none, or nothing was served.
  fileprivate func times(_ found: Quantiles) -> Quantiles? {
    isSteady && found.histogram.count > 0 ? found : nil
  }
}

extension Outputs.Part where Figures == PoolFigures {
  /// How often another model was loaded; nil where it never was.
  fileprivate var swaps: Estimate? { figures.swaps.value > 0 ? figures.swaps : nil }
}

extension Spread {
  /// What `quantile` and `share_within` read of the times of a run.
  init(_ histogram: LogHistogram, _ doubt: ShareDoubt?) {
    self.init(
      unit: Units.second, quantile: { histogram.quantile($0) },
      share: { histogram.share(atMost: $0) },
      quantileMargin: { doubt?.margin(ofQuantile: $0) ?? 0 },
      shareMargin: { doubt?.margin(ofShare: $0) ?? 0 })
  }
}
