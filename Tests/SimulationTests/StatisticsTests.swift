import Foundation
import Testing

@testable import Simulation

@Suite struct Histograms {
  @Test(arguments: [0.0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1])
  func quantilesAreWithinTheStatedError(_ q: Double) {
    var random = Xoshiro(seed: 1)
    var histogram = LogHistogram()
    var values: [Double] = []
    for index in 0..<5000 {
      let value =
        index % 50 == 0 ? 0 : random.exponential(.exponential) * (index % 3 == 0 ? 1e-3 : 100)
      values.append(value)
      histogram.add(value)
    }
    values.sort()
    let exact = values[min(max(Int((q * 5000).rounded(.up)), 1), 5000) - 1]
    #expect(abs(histogram.quantile(q) - exact) <= LogHistogram.relativeError * exact)
    #expect(histogram.max == values.last)
    #expect(histogram.count == 5000)
    #expect(histogram.zeros == 100)
  }

  @Test(arguments: [0.0, 0.01, 0.5, 0.9, 0.95, 0.99, 1])
  func equalValuesComeOutAsThemselves(_ q: Double) {
    var (one, two, three) = (LogHistogram(), LogHistogram(), LogHistogram())
    for index in 0..<700 {
      one.add(10)
      // What the difference of two late times leaves of ten seconds.
      two.add(10 * (1 + 1e-12 * Double(index % 3)))
      three.add(10)
    }
    for index in 0..<300 {
      two.add(30.1)
      three.add(10 + 0.05 * Double(index + 1) / 300)
    }
    #expect(one.quantile(q) == 10)
    #expect(abs(two.quantile(q) - (q <= 0.7 ? 10 : 30.1)) < 1e-9)
    #expect(abs(three.quantile(q) - (10 + 0.05 * max(0, q - 0.7) / 0.3)) < 1e-9, "spread above")
  }

  @Test func quantilesRiseFromTheLeastToTheLargest() {
    for seed in 1...20 {
      var random = Xoshiro(seed: UInt64(seed))
      let values = (0..<50).map { _ in 5 + random.exponential(.exponential) * 0.05 }
      var histogram = LogHistogram()
      for value in values { histogram.add(value) }
      let quantiles = stride(from: 0, through: 1, by: 0.01).map(histogram.quantile)
      #expect(quantiles == quantiles.sorted(), "seed \(seed)")
      #expect(quantiles.first == values.min(), "seed \(seed)")
      #expect(quantiles.last == values.max(), "seed \(seed)")
    }
  }

  @Test func mergingIsAddingAll() {
    var random = Xoshiro(seed: 2)
    var (a, b, all) = (LogHistogram(), LogHistogram(), LogHistogram())
    for index in 0..<2000 {
      let value = random.exponential(.exponential) * (index % 2 == 0 ? 1 : 1000)
      if index % 2 == 0 { a.add(value) } else { b.add(value) }
      all.add(value)
    }
    a.merge(b)
    #expect(a == all)
    a.merge(LogHistogram())
    #expect(a == all)
  }

  @Test func extremes() {
    var histogram = LogHistogram()
    #expect(histogram.quantile(0.5) == 0)
    for value in [-1, 0, .nan, 1e-300, 1e300, .infinity, 5.0] { histogram.add(value) }
    #expect(histogram.count == 7)
    #expect(histogram.zeros == 3)
    #expect(histogram.buckets().reduce(0) { $0 + $1.count } == 7)
  }

  @Test(arguments: [1, 8, 128])
  func bucketsForDrawing(_ perDoubling: Int) {
    var histogram = LogHistogram()
    for value in [0, 1, 1.5, 3, 3, 10.0] { histogram.add(value) }
    let buckets = histogram.buckets(perDoubling: perDoubling)
    #expect(buckets.reduce(0) { $0 + $1.count } == 6)
    #expect(buckets.first == HistogramBucket(low: 0, high: 0, count: 1))
    for (a, b) in zip(buckets.dropFirst(), buckets.dropFirst(2)) { #expect(a.high == b.low) }
    if perDoubling == 1 { #expect(buckets.map(\.count) == [1, 2, 2, 0, 1]) }
  }
}

@Suite struct Estimates {
  /// Two-sided 95% points, from tables.
  @Test(arguments: [
    (1, 12.7062), (2, 4.30265), (10, 2.22814), (11, 2.20099), (19, 2.09302), (30, 2.04227),
    (100, 1.98397), (1000, 1.96234),
  ])
  func student(_ degrees: Int, _ value: Double) {
    #expect(abs(StudentT.interval95(degreesOfFreedom: degrees) - value) < 2e-5)
  }

  /// Student's density, added up between the two ends, leaves out one part in twenty.
  @Test(arguments: 1...40) func studentsInterval(_ degrees: Int) {
    let end = StudentT.interval95(degreesOfFreedom: degrees)
    let n = Double(degrees)
    let scale = exp(lgamma((n + 1) / 2) - lgamma(n / 2)) / (n * .pi).squareRoot()
    func density(_ t: Double) -> Double { scale * pow(1 + t * t / n, -(n + 1) / 2) }
    // Simpson's rule.
    let steps = 2_000
    let width = end / Double(steps)
    let sum = (0...steps).reduce(0.0) { sum, step in
      let weight = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4 : 2
      return sum + weight * density(Double(step) * width)
    }
    #expect(abs(2 * sum * width / 3 - 0.95) < 1e-5)
  }

  @Test func meansAndRatios() {
    let mean = Estimate.mean(of: [1, 2, 3, 4])
    #expect(mean.value == 2.5)
    // s = 1.29099, s/√4 = 0.645497, t = 3.18245.
    #expect(abs((mean.halfWidth ?? 0) - 2.05426) < 1e-4)
    func ratio(_ pairs: [(y: Double, x: Double)]) -> Estimate {
      let batches = pairs.map { pair in
        var batch = Batch()
        (batch.totals.latency, batch.totals.time) = pair
        return batch
      }
      return .ratio(Series([batches]), y: { $0.totals.latency }, x: { $0.totals.time })
    }
    #expect(ratio([(2, 1), (4, 2), (8, 4)]).value == 2)
    #expect(ratio([(2, 1), (4, 2), (8, 4)]).halfWidth == 0)
    #expect(ratio([(0, 0)]).value == 0)
    #expect(ratio([(1, 2)]).halfWidth == nil)
    #expect(Estimate(1, halfWidth: 0.25).interval == 0.75...1.25)
    #expect(Estimate(1).interval == nil)
  }

  /// Of starts that come together, a run may hold too few to bound its p99 from above. It is told how
  /// far the longest time lies off, and that it may be more.
  @Test func quantilesThatAreOpenAbove() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 2), service: .fixed(3), coldStart: .time(.fixed(20)), keepAlive: 60)
    fleet.concurrency = 8
    let found = try (1...6).map { seed -> Estimate in
      var run = Run.requests(5_000)
      run.seed = UInt64(seed)
      return try simulate(fleet, run)[.latencyP99]
    }
    let middle = found.map { $0.value }.sorted()[3]
    for estimate in found where estimate.isOpen {
      #expect(abs(estimate.value - middle) <= estimate.halfWidth ?? 0, "\(estimate)")
    }
    #expect(found.contains { $0.isOpen })
  }

  @Test func everyMeasureHasAnInterval() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 2),
      service: .tokens(
        prompt: .exponential(mean: 500), output: .exponential(mean: 100), prefillRate: 5000,
        decodeRate: 100), coldStart: .time(.fixed(3)), keepAlive: 1,
      prices: .perGPUSecond(0.001))
    fleet.maxInstances = 4
    fleet.queue = .bounded(3)
    for replications in [1, 5] {
      var run = Run.requests(20_000)
      run.replications = replications
      let outcome = try simulate(fleet, run)
      let others: Set<Measure> = [
        .gaveUpShare, .betweenTokensMean, .betweenTokensP50, .betweenTokensP95, .betweenTokensP99,
        .interruptions, .retries, .outputRate, .promptRate, .costPerToken,
      ]
      for measure in Measure.allCases where !others.contains(measure) {
        let estimate = outcome[measure]
        #expect(estimate.halfWidth != nil, "\(measure)")
        #expect(estimate.value > 0 || measure == .waitP50, "\(measure)")
        #expect((estimate.halfWidth ?? 1) <= 0.2 * estimate.value + 0.05, "\(measure) \(estimate)")
      }
    }
  }

  /// Batches and replications agree.
  @Test func twoWaysToAnInterval() throws {
    let fleet = Fleet.dedicated(
      arrivals: .poisson(rate: 2), service: .exponential(mean: 1), servers: 3)
    var run = Run.requests(10_000)
    run.replications = 10
    let a = try simulate(fleet, .requests(100_000, seed: 5))
    let b = try simulate(fleet, run)
    let (x, y) = (try #require(a.wait.mean.interval), try #require(b.wait.mean.interval))
    #expect(x.overlaps(y))
    #expect(b.requests == 100_000)
    #expect(b.replications == 10)
  }
}

@Suite struct Comparisons {
  static let fleet = Fleet.serverless(
    arrivals: .poisson(rate: 1), service: .exponential(mean: 2),
    coldStart: .time(.exponential(mean: 4)), keepAlive: 30)

  @Test func afleetAgainstItself() throws {
    let comparison = try compare(Self.fleet, Self.fleet, .requests(2000))
    for measure in Measure.allCases {
      #expect(comparison[measure].difference.value == 0, "\(measure)")
      #expect(comparison[measure].first == comparison[measure].second, "\(measure)")
    }
    #expect(comparison.pairs == 10)
  }

  /// Both fleets meet the same requests, so a small difference is clear where the separate
  /// intervals would overlap.
  @Test func commonRandomNumbers() throws {
    var other = Self.fleet
    other.scaling = .keepAlive(33)
    let comparison = try compare(Self.fleet, other, .requests(4000))
    #expect(comparison[.coldShare].isClear)
    #expect(comparison[.coldShare].difference.value < 0)
    #expect(comparison[.instances].isClear)
    #expect(comparison[.instances].difference.value > 0)
    var run = Run.requests(4000)
    run.replications = 10
    let apart = try simulate(Self.fleet, run).coldShare.halfWidth ?? 0
    #expect((comparison[.coldShare].difference.halfWidth ?? 1) < apart / 1.5)
  }

  /// Whatever the policy, the same seed brings the same arrivals and the same work.
  @Test func theSameRequests() throws {
    var run = Run.requests(3000, seed: 8)
    run.recorded = 100_000
    run.warmUp = 0
    var other = Self.fleet
    other.scaling = .keepAlive(0)
    other.coldStart = .time(.fixed(1))
    other.routing = .oldest
    let (a, b) = (try simulate(Self.fleet, run), try simulate(other, run))
    #expect(a.recording?.arrivals == b.recording?.arrivals)
    let work = [a, b].map { outcome in
      (outcome.recording?.requests ?? []).sorted { $0.arrival < $1.arrival }.prefix(2900)
        .map { (($0.end - $0.begin) * 1e6).rounded() }
    }
    #expect(work[0] == work[1])
  }

  @Test func theFrontier() throws {
    var fleet = Self.fleet
    fleet.prices = .perGPUSecond(0.001)
    let points = try keepAliveSweep(
      fleet, .requests(20_000), seconds: [0, 1, 5, 20, 60, 300], latency: .latencyMean)
    #expect(points.map(\.value) == [0, 1, 5, 20, 60, 300])
    #expect(points.contains { $0.isOnFrontier })
    for point in points {
      let isBeaten = points.contains {
        $0.outcome.costPerRequest.value < point.outcome.costPerRequest.value
          && $0.outcome[.latencyMean].value < point.outcome[.latencyMean].value
      }
      if isBeaten { #expect(!point.isOnFrontier) }
    }
    // The longest has the fewest cold starts, so none is faster.
    #expect(points.last?.isOnFrontier == true)
  }

  @Test func anySetting() throws {
    var shares: [Double] = []
    func progress(_ share: Double) -> Bool {
      shares.append(share)
      return true
    }
    let points = try sweep(
      Self.fleet, .requests(1000), over: [1, 2, 4], progress: progress,
      set: { $0.maxInstances = Int($1) })
    #expect(points.map(\.outcome.instancesMax) == [1, 2, 4])
    #expect(shares == shares.sorted())
  }
}
