import Testing

@testable import Simulation

/// A run played again for its tables is the run: every request, and all that was counted. Failures
/// print the seed that makes them again.
@Suite struct RunRows {
  private func check(_ fleet: Fleet, _ run: Run, _ name: Comment) throws {
    let outcome = try simulate(fleet, run)
    var (served, rejected, longest, latency) = (0, 0, 0.0, 0.0)
    var (arrivals, turnedAway, cost, time) = (0, 0, 0.0, 0.0)
    var (busy, waiting) = (0.0, 0.0)
    try outcome.rows(of: fleet, step: 7) { row in
      guard let begin = row.begin, let end = row.end else {
        rejected += 1
        return
      }
      served += 1
      #expect(begin >= row.arrival - 1e-9 && end >= begin && row.instance ?? 0 > 0, name)
      longest = max(longest, end - row.arrival)
      latency += end - row.arrival
    } series: { row in
      arrivals += row.arrivals
      turnedAway += row.rejected
      cost += row.cost ?? .nan
      time += row.length
      busy += row.busy * row.length
      waiting += row.queue * row.length
      #expect(row.length <= 7 + 1e-6 && row.idle >= 0 && row.starting >= 0, name)
    }
    #expect(arrivals == outcome.requests && turnedAway == outcome.rejected, name)
    #expect(rejected == outcome.rejected, name)
    #expect(abs(time - outcome.seconds) <= 1e-9 * (1 + time), name)
    #expect(abs(cost - outcome.costs.total) <= 1e-6 * (1e-6 + cost), name)
    let gpus = Double(fleet.gpusPerInstance)
    let worked = (outcome.gpuSeconds.busy + outcome.gpuSeconds.reservedBusy) / gpus
    #expect(abs(busy - worked) <= 1e-6 * (1 + busy), name)
    if outcome.isSaturated { return }
    #expect(served == outcome.served, name)
    #expect(abs(longest - outcome.latency.max) <= 1e-6 * (1 + longest), name)
    let summed = outcome.latency.mean.value * Double(served)
    #expect(abs(latency - summed) <= 1e-6 * (1 + latency), name)
  }

  @Test func ofAnyFleet() throws {
    for seed in 0..<UInt64(120) {
      var random = Xoshiro(seed: seed, stream: 95)
      let fleet = RandomFleet.make(&random)
      var run = RandomFleet.run(&random)
      run.seed = seed
      try check(fleet, run, "seed \(seed)")
    }
  }

  @Test func ofRunsToAPrecision() throws {
    var run = Run()
    run.budget = 20_000
    try check(
      .serverless(
        arrivals: .daily(mean: 1, peak: 3, period: 2000), service: .exponential(mean: 1),
        coldStart: .time(.fixed(9))), run, "daily")
    try check(
      .dedicated(arrivals: .poisson(rate: 2), service: .exponential(mean: 1), servers: 4), run,
      "servers")
  }

  @Test func aSeriesOfTooManyRowsIsRefused() throws {
    let fleet = listed([0, 1e11], service: 1)
    let outcome = try simulate(fleet)
    #expect(throws: SimulationError.self) { try outcome.rows(of: fleet, step: 1, series: { _ in }) }
  }
}
