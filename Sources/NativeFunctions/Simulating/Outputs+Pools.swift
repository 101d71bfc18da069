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
  private struct Part<Figures: Sendable>: Sendable {
    let figures: Figures
    let isSteady: Bool

    init(_ figures: Figures, _ outcome: Outcome) {
      (self.figures, isSteady) = (figures, !outcome.isSaturated)
    }
  }

  private static let pool = RecordForm<Part<PoolFigures>>([
    .text("name", "what it is called") { $0.figures.name },
    .figure("share", .share, "share of the requests served that it served") { $0.figures.share },
    .figure("served", .requests, "requests that it served") { Double($0.figures.served) },
    .record("latency", times, "arrival to end, of these", when: "where it serves and can keep up") {
      $0.isSteady && $0.figures.latencies.count > 0 ? $0.figures.latencies : nil
    },
    .figure("instances", .number, "alive at once, on average") { $0.figures.instances },
    .figure("utilization", .share, "busy share of the time that its instances were alive") {
      $0.figures.utilization
    },
    .figure("starts", .number, "instances started") { Double($0.figures.starts) },
    .figure("swaps", .number, "times that another model was loaded", when: "where any was") {
      $0.figures.swaps > 0 ? Double($0.figures.swaps) : nil
    },
    .figure("swapping", .share, "share of its instances' time that took", when: "where any was") {
      $0.figures.swaps > 0 ? $0.figures.swapShare : nil
    },
    .figure(
      "cost_per_month", .perMonth, "cost of a 30-day month like it", when: "where a price is known",
      absence: { _ in "No price of this pool is known, so it has no cost: price: was not given." },
      read: { $0.figures.costPerHour.map { $0 * 720 } }),
  ])

  private static let kind = RecordForm<Part<KindFigures>>([
    .text("name", "what it is called") { $0.figures.name },
    .figure("served", .requests, "requests of it that were served") { Double($0.figures.served) },
    .record(
      "latency", times, "arrival to end", when: "where it is served and the fleet can keep up"
    ) {
      $0.isSteady && $0.figures.latencies.count > 0 ? $0.figures.latencies : nil
    },
  ])

  private static let times = RecordForm<LogHistogram>(
    [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, share in
      .figure(name, .seconds, "\(Value.share(share).text) are not above") { $0.quantile(share) }
    }
  ) { histogram, _ in
    RecordForm.Extras(
      spread: Spread(
        unit: Units.second, quantile: { histogram.quantile($0) },
        share: { histogram.share(atMost: $0) }))
  }
}
