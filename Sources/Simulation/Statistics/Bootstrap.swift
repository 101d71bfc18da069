/// How far the difference of two fleets may be off that met one trace: the trace is put together
/// again and again from stretches of itself, the same ones for both.
struct Bootstrap {
  private static let rounds = 200
  /// So many stretches of so many requests there must be at least.
  private static let least = (stretches: 10, requests: 200)

  private let first: (batches: [Batch], whole: Batch, fleet: Fleet)
  private let second: (batches: [Batch], whole: Batch, fleet: Fleet)

  init(_ a: Replication, _ first: Fleet, _ b: Replication, _ second: Fleet) {
    self.first = (a.batches, a.asBatch, first)
    self.second = (b.batches, b.asBatch, second)
  }

  /// Every figure of both, and their difference; without an interval for a trace too short for one.
  var differences: [Measure: Comparison.Difference] {
    let resampled = resampled
    var differences: [Measure: Comparison.Difference] = [:]
    for measure in Measure.allCases where measure.isTold(first.fleet, second.fleet) {
      let a = measure.value(first.whole, first.fleet)
      let b = measure.value(second.whole, second.fleet)
      let others = resampled.map {
        measure.value($0.second, second.fleet) - measure.value($0.first, first.fleet)
      }.sorted()
      differences[measure] = Comparison.Difference(
        first: a, second: b, difference: Estimate(b - a, halfWidth: halfWidth(others)))
    }
    return differences
  }

  private func halfWidth(_ sorted: [Double]) -> Double? {
    guard sorted.count == Self.rounds else { return nil }
    return (sorted[Self.rounds * 39 / 40] - sorted[Self.rounds / 40]) / 2
  }

  private var resampled: [(first: Batch, second: Batch)] {
    let count = min(first.batches.count, second.batches.count)
    guard count >= Self.least.stretches, first.whole.totals.arrivals >= Self.least.requests else {
      return []
    }
    var random = Xoshiro(seed: 1, stream: Stream.replications)
    return (0..<Self.rounds).map { _ in
      var (a, b) = (Batch(), Batch())
      for _ in 0..<count {
        let index = random.index(below: count)
        a.add(first.batches[index])
        b.add(second.batches[index])
      }
      return (a, b)
    }
  }
}
