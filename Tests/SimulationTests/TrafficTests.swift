import Testing

@testable import Simulation

/// Traffic of weeks and months, several streams at once, and parts of a trace.
@Suite struct Traffic {
  private static let day = 86_400.0

  /// The mean is exact, the peak nearly so, and the weekend has its share.
  @Test(arguments: [(2.0, 2.6, 0.3), (1, 4, 0), (0.5, 0.5, 1), (3, 20, 0.05), (1, 2, 2)])
  func weeks(_ mean: Double, _ peak: Double, _ weekend: Double) throws {
    try Arrivals.weekly(mean: mean, peak: peak, weekend: weekend).validate()
    let rates = WeekProfile.weekly(mean: mean, peak: peak, weekend: weekend)
    #expect(rates.count == 7 * 96)
    #expect(abs(rates.reduce(0, +) / 672 / mean - 1) < 1e-12)
    #expect(abs((rates.prefix(96).max() ?? 0) / peak - 1) < 0.01)
    let days = (0..<7).map { rates[$0 * 96..<($0 + 1) * 96].reduce(0, +) }
    for day in days.prefix(5) { #expect(abs(day - days[0]) < 1e-9) }
    for day in days.suffix(2) { #expect(abs(day - days[0] * weekend) < 1e-9) }
  }

  @Test func aPeakBelowTheWorkingDaysMeanIsRefused() {
    #expect(throws: SimulationError.self) {
      try Arrivals.weekly(mean: 2, peak: 2.1, weekend: 0.3).validate()
    }
  }

  /// Requests fall where the rates say, each hour of the week within five deviations.
  @Test func arrivalsFollowTheWeek() throws {
    let week = Arrivals.weekly(mean: 0.1, peak: 0.3, weekend: 0.2)
    let rates = WeekProfile.weekly(mean: 0.1, peak: 0.3, weekend: 0.2)
    var counts = [Int](repeating: 0, count: 168)
    for time in try ArrivalProcesses.times(week, 65_000) where time < 7 * Self.day {
      counts[Int(time / 3600)] += 1
    }
    for hour in 0..<168 {
      let expected = rates[hour * 4..<hour * 4 + 4].reduce(0, +) * 900
      #expect(abs(Double(counts[hour]) - expected) < 5 * expected.squareRoot() + 3, "hour \(hour)")
    }
  }

  /// From half past nine until ten to five on working days, and a trickle otherwise.
  @Test func officeHours() throws {
    let (from, until) = (9.5 * 3600, 16 * 3600 + 3000.0)
    let only = Arrivals.officeHours(rate: 0.2, otherwise: 0, from: from, until: until)
    let times = try ArrivalProcesses.times(only, 30_000)
    for time in times {
      let clock = time.truncatingRemainder(dividingBy: Self.day)
      #expect(clock >= from && clock <= until)
      #expect(Int(time / Self.day) % 7 < 5)
    }
    let expected = (only.meanRate ?? 0) * WeekProfile.length
    let found = Double(times.count { $0 < WeekProfile.length })
    #expect(abs(found - expected) < 5 * expected.squareRoot())
    let minutes = WeekProfile.officeHours(rate: 3, otherwise: 1, from: 30, until: 105)
    #expect(Array(minutes.prefix(3)) == [2, 2.5, 1])
    let mean = minutes.reduce(0, +) / Double(minutes.count)
    let told = Arrivals.officeHours(rate: 3, otherwise: 1, from: 30, until: 105).meanRate ?? 0
    #expect(abs(mean - told) < 1e-12)
  }

  /// Each month has so many times as many as the one before; it begins anew when it is over.
  @Test(arguments: [0.5, -0.4, 0])
  func months(_ share: Double) throws {
    let growing = Arrivals.growing(.poisson(rate: 0.01), perMonth: share, months: 4)
    let rate = try #require(growing.meanRate)
    let times = try ArrivalProcesses.times(growing, Int(rate * 4.4 * Growth.month))
    var counts = [Double](repeating: 0, count: 4)
    for time in times where time < 4 * Growth.month { counts[Int(time / Growth.month)] += 1 }
    var expected = 0.01 * Growth.month * Growth(perMonth: share, months: 1).mean
    for month in 0..<4 {
      #expect(abs(counts[month] - expected) < 5 * expected.squareRoot(), "month \(month)")
      expected *= 1 + share
    }
    let growth = Growth(perMonth: share, months: 4)
    #expect(growth.factor(at: -5) == 1)
    #expect(growth.factor(at: 5 * Growth.month) == growth.factor(at: Growth.month))
  }

  /// Only what comes at random and without end can grow, and only what has no end be merged.
  @Test(arguments: [
    Arrivals.growing(.fixedRate(2), perMonth: 0.1, months: 2),
    .growing(.list([TracedRequest(time: 0)]), perMonth: 0.1, months: 2),
    .growing(.merged([.poisson(rate: 1), .fixedRate(1)]), perMonth: 0.1, months: 2),
    .growing(.poisson(rate: 1), perMonth: 20, months: 12), .merged([]),
    .merged([.poisson(rate: 1), .list([TracedRequest(time: 0)])]),
    .officeHours(rate: 1, otherwise: 0, from: 7200, until: 3600),
  ])
  func refused(_ arrivals: Arrivals) {
    #expect(throws: SimulationError.self) { try arrivals.validate() }
  }

  /// Streams at equal distances, merged: exactly the requests of each.
  @Test func mergedStreamsAreTheirUnion() throws {
    let times = try ArrivalProcesses.times(.merged([.fixedRate(2), .fixedRate(0.3)]), 230)
    var union = [Double]()
    for count in 1...200 { union.append(Double(count) * 0.5) }
    for count in 1...30 { union.append(Double(count) * (1 / 0.3)) }
    #expect(times == union.sorted())
  }

  /// Streams at random are one at the sum of their rates: what M/M/c says of it holds.
  @Test func mergedRandomStreamsAreOne() throws {
    let streams = Arrivals.merged([
      .poisson(rate: 0.5), .merged([.poisson(rate: 1), .poisson(rate: 0.7)]),
    ])
    let whole = Fleet.dedicated(
      arrivals: .poisson(rate: 2.2), service: .exponential(mean: 1), servers: 3)
    var fleet = whole
    fleet.arrivals = streams
    #expect(abs((streams.meanRate ?? 0) - 2.2) < 1e-12)
    let wait = try #require(whole.exactValues().first { $0.measure == .waitMean }).value
    #expect(try simulate(fleet, .requests(60_000)).wait.mean.agrees(with: wait))
  }

  /// A part of a trace: each request kept is one of the file's with its own time and work, and as
  /// many as asked, within five deviations.
  @Test(arguments: [(0.1, UInt64(1)), (0.5, 2), (0.9, 3)])
  func partOfATrace(_ share: Double, _ seed: UInt64) throws {
    let rows = (0..<4000).map { "\($0 * 3),\(Double($0 % 7) + 0.5)" }
    let text = "time,duration\n" + rows.joined(separator: "\n") + "\n"
    var file = TraceFile("trace.csv", content: Array(text.utf8))
    file.share = share
    var fleet = Fleet.serverless(arrivals: .trace(file), service: .fixed(1))
    fleet.scaling = .keepAlive(0)
    var run = recordedRun()
    run.seed = seed
    let found = try simulate(fleet, run)
    let expected = 4000 * share
    let deviation = (4000 * share * (1 - share)).squareRoot()
    #expect(abs(Double(found.requests) - expected) < 5 * deviation, "seed \(seed)")
    for request in try #require(found.recording).requests {
      let row = Int((request.arrival / 3).rounded())
      #expect(request.arrival == Double(row * 3))
      #expect(abs(request.end - request.begin - Double(row % 7) - 0.5) < 1e-9)
    }
    #expect(try simulate(fleet, run).measures == found.measures)
    file.share = 1
    fleet.arrivals = .trace(file)
    #expect(try simulate(fleet, run).requests == 4000)
  }

  /// A fleet under each kind of traffic, to a precision: whole cycles are measured.
  @Test(arguments: [
    Arrivals.weekly(mean: 0.01, peak: 0.03, weekend: 0.2),
    .officeHours(rate: 0.03, otherwise: 0, from: 8 * 3600, until: 18 * 3600),
    .growing(.daily(mean: 0.005, peak: 0.01), perMonth: 0.3, months: 1),
  ])
  func wholeCycles(_ arrivals: Arrivals) throws {
    var run = Run()
    run.budget = 20_000
    let found = try simulate(
      Fleet.serverless(arrivals: arrivals, service: .fixed(2)), run)
    let cycle = try #require(arrivals.cycle)
    let cycles = found.seconds / cycle
    #expect(abs(cycles - cycles.rounded()) < 1e-6 && cycles >= 1)
    #expect(found.requests == found.served)
    let rate = Double(found.requests) / found.seconds
    #expect(abs(rate / (arrivals.meanRate ?? 0) - 1) < 0.1)
  }
}
