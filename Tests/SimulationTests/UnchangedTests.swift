import Testing

@testable import Simulation

/// What fleets gave before there was routing by load, impatience and the like, which are off here:
/// the same to the last bit, but that where nothing was served in time there is no cost of a request. A
/// fingerprint is over every figure of the fleets of one kind.
@Suite struct UnchangedFigures {
  private static let known: [UInt64] = [
    17_848_586_104_034_937_716, 13_092_071_020_315_161_916, 1_739_468_897_503_584_203,
    5_414_845_466_406_380_670, 16_813_206_286_690_349_860, 11_900_205_040_469_082_886,
  ]

  @Test(arguments: zip(0..<6, known))
  func toTheLastBit(_ part: Int, _ known: UInt64) throws {
    var print = Fingerprint()
    for index in 0..<60 {
      let seed = UInt64(part * 60 + index)
      var random = Xoshiro(seed: seed, stream: 91)
      let fleet = RandomFleet.make(&random)
      var run = RandomFleet.run(&random)
      run.seed = seed
      print.add(try simulate(fleet, run))
    }
    #expect(print.value == known)
  }

  @Test func toAPrecision() throws {
    var print = Fingerprint()
    var run = Run()
    run.budget = 20_000
    print.add(
      try simulate(
        Fleet.serverless(
          arrivals: .daily(mean: 1, peak: 3, period: 5000), service: .exponential(mean: 2),
          coldStart: .time(.fixed(20))), run))
    print.add(
      try simulate(
        Fleet.dedicated(arrivals: .poisson(rate: 2), service: .exponential(mean: 1), servers: 3),
        run)
    )
    #expect(print.value == 4_920_588_158_953_935_509)
  }
}

/// FNV-1a over the bits of all figures.
private struct Fingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ outcome: Outcome) {
    // Those that came later are not in it.
    let others: Set<Measure> = [
      .cost, .gaveUpShare, .betweenTokensMean, .betweenTokensP50, .betweenTokensP95,
      .betweenTokensP99, .paidUtilization, .busyTime, .idleTime, .startingTime, .paidTime, .starts,
      .interruptions, .retries, .outputRate, .promptRate, .costPerToken,
    ]
    for measure in Measure.allCases where !others.contains(measure) {
      add(outcome[measure].value)
      // An open interval was none.
      add(outcome[measure].isOpen ? -1 : outcome[measure].halfWidth ?? -1)
    }
    let seconds = outcome.gpuSeconds
    for figure in [seconds.starting, seconds.busy, seconds.idle, seconds.billed, seconds.reserved] {
      add(figure)
    }
    for count in [outcome.requests, outcome.rejected, outcome.inFlight, outcome.cold] {
      add(Double(count))
    }
    add(outcome.costs.total)
    for request in outcome.recording?.requests ?? [] {
      add(request.begin)
      add(request.end)
    }
  }

  private mutating func add(_ figure: Double) {
    var bits = figure.bitPattern
    for _ in 0..<8 {
      value = (value ^ (bits & 0xFF)) &* 0x100_0000_01B3
      bits >>= 8
    }
  }
}
