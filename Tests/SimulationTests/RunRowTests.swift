import Foundation
import Testing

@testable import Simulation

/// A run played again for its tables is the run: every request, and all that was counted. Failures
/// print the seed that makes them again.
@Suite struct RunRows {
  private func check(_ fleet: Fleet, _ run: Run, _ name: Comment) throws {
    let outcome = try simulate(fleet, run)
    var (served, rejected, gaveUp, longest, latency) = (0, 0, 0, 0.0, 0.0)
    var waited = 0.0
    var (arrivals, turnedAway, cost, time) = (0, 0, 0.0, 0.0)
    var (busy, waiting) = (0.0, 0.0)
    try outcome.rows(of: fleet, step: 7) { row in
      guard let begin = row.begin, let end = row.end else {
        if row.gaveUp { gaveUp += 1 } else { rejected += 1 }
        return
      }
      if row.gaveUp {
        gaveUp += 1
        return
      }
      served += 1
      waited += begin - row.arrival
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
    #expect(served == outcome.served && gaveUp == outcome.gaveUp, name)
    let wait = outcome.wait.mean.value * Double(served)
    #expect(abs(waited - wait) <= 1e-6 * (1 + waited), "\(name): \(waited), \(wait)")
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

  /// Files that end, among mishaps, and servers that decode many requests together.
  @Test func ofFilesMishapsAndServers() throws {
    for seed in 0..<UInt64(60) {
      var random = Xoshiro(seed: seed, stream: 96)
      var time = 0.0
      let requests = (0..<150).map { _ in
        time += -2 * log(1 - random.uniform())
        return TracedRequest(
          time: time, duration: -3 * log(1 - random.uniform()),
          promptTokens: Double(1 + random.index(below: 900)),
          outputTokens: Double(1 + random.index(below: 200)))
      }
      var fleet = Fleet.serverless(
        arrivals: .list(requests), service: .exponential(mean: 2), coldStart: .time(.fixed(9)),
        keepAlive: 25, prices: .perGPUSecond(0.001))
      if seed % 2 == 0 {
        fleet.mishaps.interruptions = .init(every: 120, notice: seed % 4 == 0 ? 0 : 8)
        fleet.mishaps.failedStarts = seed % 3 == 0 ? 0.2 : 0
      } else {
        let law = StepLaw(
          fixed: 0.04, perSequence: 1e-3, perContextToken: 1e-6, prefillRate: 2000)
        var server = GPUServer(law: law, room: 4000)
        (server.sequences, server.budget) = (12, 512)
        if seed % 5 == 0 { server.readers = [server] }
        fleet.service = .batched(prompt: .fixed(1), output: .fixed(1), server: server)
        fleet.concurrency = server.sequences
        fleet.maxInstances = 1 + Int(seed) % 3
      }
      try check(fleet, Run(), "seed \(seed)")
    }
  }

  @Test func aSeriesOfTooManyRowsIsRefused() throws {
    let fleet = listed([0, 1e11], service: 1)
    let outcome = try simulate(fleet)
    #expect(throws: SimulationError.self) { try outcome.rows(of: fleet, step: 1, series: { _ in }) }
  }
}
