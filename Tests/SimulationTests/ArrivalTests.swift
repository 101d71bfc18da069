import Basics
import Testing

@testable import Simulation

@Suite struct ArrivalProcesses {
  /// The first `count` arrivals of a process.
  static func times(_ arrivals: Arrivals, _ count: Int, seed: UInt64 = 1, phase: Double = 0) throws
    -> [Double]
  {
    var sampler = try ArrivalSampler(arrivals, random: Xoshiro(seed: seed, stream: 1), phase: phase)
    return (0..<count).map { _ in sampler.next() }
  }

  static let kinds: [Arrivals] = [
    .poisson(rate: 3), .fixedRate(3), .bursts(on: 4, off: 12, rateOn: 10, rateOff: 2 / 3.0),
    .bursts(on: 4, off: 12, rateOn: 12, rateOff: 0), .daily(mean: 3, peak: 9, period: 50),
    .profile(rates: [0, 1, 8], period: 30),
  ]

  @Test(arguments: kinds)
  func meanRateAndOrder(_ arrivals: Arrivals) throws {
    let times = try Self.times(arrivals, 60_000)
    #expect(!times.indices.dropFirst().contains { times[$0] < times[$0 - 1] })
    let rate = 60_000 / (times.last ?? 1)
    #expect(abs(rate / (arrivals.meanRate ?? 0) - 1) < 0.04, "\(rate)")
  }

  @Test func fixedRateDoesNotDrift() throws {
    let times = try Self.times(.fixedRate(3), 300_000)
    #expect(times[299_999] == 300_000 * (1 / 3.0))
  }

  /// Counts in windows of 1 s: variance over mean is 1 for Poisson, far more for bursts.
  @Test func burstsAreBursty() throws {
    func dispersion(_ arrivals: Arrivals) throws -> Double {
      let times = try Self.times(arrivals, 40_000)
      var counts = Array(repeating: 0.0, count: Int(times.last ?? 0))
      for time in times where Int(time) < counts.count { counts[Int(time)] += 1 }
      let mean = counts.reduce(0, +) / Double(counts.count)
      return counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count) / mean
    }
    #expect(abs(try dispersion(.poisson(rate: 3)) - 1) < 0.05)
    #expect(try dispersion(.bursts(on: 4, off: 12, rateOn: 12, rateOff: 0)) > 5)
    #expect(try dispersion(.fixedRate(3)) < 0.1)
  }

  /// The cycle's arrivals fall where its rate says, and its mean and peak are those asked for.
  @Test(arguments: [1.0, 1.5, 3, 10, 60])
  func dailyCycle(_ ratio: Double) throws {
    let cycle = DailyCycle(mean: 2, peak: 2 * ratio, period: 86_400)
    let steps = 20_000
    let rates = (0..<steps).map { cycle.rate(at: 86_400 * (Double($0) + 0.5) / Double(steps)) }
    #expect(abs(rates.reduce(0, +) / Double(steps) / 2 - 1) < 1e-9)
    #expect(abs((rates.max() ?? 0) / (2 * ratio) - 1) < 1e-3)
    #expect(abs(cycle.rate(at: 43_200) / (2 * ratio) - 1) < 1e-12)
    #expect(rates.allSatisfy { $0 >= 0 })
    #expect(abs(cycle.rate(at: 86_400 * 12.3) - cycle.rate(at: 86_400 * 0.3)) < 1e-6)
  }

  @Test func dailyArrivalsFollowTheRate() throws {
    let cycle = DailyCycle(mean: 3, peak: 9, period: 50)
    let times = try Self.times(.daily(mean: 3, peak: 9, period: 50), 60_000)
    var counts = Array(repeating: 0.0, count: 10)
    for time in times { counts[Int(time.truncatingRemainder(dividingBy: 50) / 5)] += 1 }
    for part in 0..<10 {
      let rates = (0..<100).map { cycle.rate(at: Double(part * 5) + (Double($0) + 0.5) / 20) }
      let expected: Double = rates.reduce(0, +) / 100 / 30 * 60_000
      #expect(abs(counts[part] - expected) < 5 * expected.squareRoot() + 60, "part \(part)")
    }
  }

  /// The lead-in shifts the cycle, so that the measured part begins a day.
  @Test func theMeasuredPartBeginsAPeriod() throws {
    var fleet = Fleet.serverless(
      arrivals: .profile(rates: [10, 0], period: 100), service: .fixed(0.01))
    fleet.scaling = .keepAlive(0)
    var run = Run.seconds(100, seed: 4)
    run.warmUp = 0.3
    run.recorded = 10_000
    let recording = try #require(try simulate(fleet, run).recording)
    #expect(recording.arrivals.count > 350)
    #expect(recording.arrivals.allSatisfy { $0 < 50.001 })
  }
}

@Suite struct Laws {
  static let laws: [Law] = [
    .fixed(2), .exponential(mean: 2), .exponential(mean: 0), .lognormal(median: 1.5, p95: 4),
    .lognormal(median: 2, p95: 2), .empirical([1, 2, 6]), .empirical([0]),
  ]

  @Test(arguments: laws)
  func momentsAreThoseStated(_ law: Law) {
    var random = Xoshiro(seed: 3)
    let sampler = LawSampler(law)
    let count = 200_000
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<count {
      let value = sampler.draw(&random)
      #expect(value >= 0)
      sum += value
      squares += value * value
    }
    let mean = sum / Double(count)
    #expect(abs(mean - law.mean) <= 5 * (law.variance / Double(count)).squareRoot() + 1e-9)
    #expect(abs(squares / Double(count) - law.secondMoment) <= 0.05 * law.secondMoment)
  }

  @Test func lognormalByMedianAndP95() {
    var random = Xoshiro(seed: 5)
    let sampler = LawSampler(.lognormal(median: 1.5, p95: 4))
    let values = (0..<100_000).map { _ in sampler.draw(&random) }.sorted()
    #expect(abs(values[50_000] / 1.5 - 1) < 0.02)
    #expect(abs(values[95_000] / 4 - 1) < 0.03)
  }

  /// The largest distance of the drawn from the true distribution, against its 99.9% point.
  @Test(arguments: [true, false])
  func zigguratDistributions(_ isNormal: Bool) {
    var random = Xoshiro(seed: 7)
    let count = 100_000
    let values = (0..<count).map { _ in
      isNormal ? random.normal(.normal) : random.exponential(.exponential)
    }.sorted()
    var distance = 0.0
    for (index, value) in values.enumerated() where index % 10 == 0 {
      let exact = isNormal ? Self.normalShare(value) : 1 - PortableMath.exp(-value)
      distance = max(distance, abs(exact - Double(index) / Double(count)))
    }
    #expect(distance < 1.95 / Double(count).squareRoot(), "\(distance)")
    // The tail beyond the last layer is drawn too.
    #expect((values.last ?? 0) > (isNormal ? 3.66 : 7.7))
  }

  /// The normal distribution function by the trapezoid rule.
  static func normalShare(_ x: Double) -> Double {
    let steps = 400
    let width = (x + 9) / Double(steps)
    if width <= 0 { return 0 }
    var sum = 0.0
    for step in 0...steps {
      let t = -9 + width * Double(step)
      sum += PortableMath.exp(-t * t / 2) * (step == 0 || step == steps ? 0.5 : 1)
    }
    return sum * width / (2 * Double.pi).squareRoot()
  }
}
