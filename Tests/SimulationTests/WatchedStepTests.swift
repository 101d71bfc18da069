import Basics
import Testing

@testable import Simulation

/// Laws found by watching steps, and requests played through one server.
@Suite struct WatchedStepTests {
  private func law(_ seed: UInt64) -> StepLaw {
    var random = SplitMix64(seed: seed)
    var law = StepLaw(
      fixed: 1e-3 * random.uniform(), perSequence: 1e-4 * random.uniform(),
      perContextToken: 1e-6 * random.uniform(), prefillRate: 1000 + 50_000 * random.uniform())
    // So quick that the tokens of these steps hide behind the weights.
    if seed % 2 == 0 { (law.weights, law.prefillRate) = (0.02 * random.uniform(), 1e6) }
    return law
  }

  @Test(arguments: UInt64(1)...40)
  func stepsTellTheirLaw(seed: UInt64) throws {
    let law = law(seed)
    var steps: [StepLaw.Watched] = []
    for sequences in [1, 2, 4, 8] {
      for context in [20, 70, 200] {
        steps.append(
          StepLaw.Watched(
            sequences: Double(sequences), context: Double(sequences * context),
            seconds: law.seconds(sequences: sequences, context: sequences * context)))
      }
    }
    let found = try #require(
      StepLaw.ofSteps(steps, weights: law.weights, prefillRate: law.prefillRate))
    for step in steps {
      let seconds = found.seconds(
        sequences: Int(step.sequences), context: Int(step.context))
      #expect(abs(seconds / step.seconds - 1) < 1e-6, "seed \(seed)")
    }
  }

  @Test func noStepsTellNothing() {
    #expect(StepLaw.ofSteps([], weights: 0, prefillRate: 1) == nil)
    let odd = StepLaw.Watched(sequences: 1, context: 1, seconds: .nan)
    #expect(StepLaw.ofSteps([odd], weights: 0, prefillRate: 1) == nil)
  }

  /// A server alone is a fleet of one.
  @Test(arguments: UInt64(1)...30)
  func aServerAnswersAsAFleetOfOneDoes(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &* 977)
    var server = GPUServer(law: law(seed), room: 2000)
    server.sequences = 4
    server.budget = 5 + Int(random.next() % 60)
    var time = 0.0
    var requests: [TracedRequest] = []
    for _ in 0..<40 {
      time += 0.2 * random.uniform()
      requests.append(
        TracedRequest(
          time: time, promptTokens: Double(1 + random.next() % 100),
          outputTokens: Double(1 + random.next() % 40)))
    }
    let answers = try server.answers(to: requests)
    var fleet = Fleet.dedicated(
      arrivals: .list(requests),
      service: .batched(prompt: .fixed(1), output: .fixed(1), server: server), servers: 1)
    fleet.concurrency = 4
    let outcome = try simulate(fleet)
    let (first, whole) = (outcome.timeToFirstToken?.histogram, outcome.latency.histogram)
    for share in [0.1, 0.5, 0.9, 0.99] {
      for (values, histogram) in [
        (answers.map { $0.firstToken }, first), (answers.map { $0.latency }, whole),
      ] {
        let sorted = values.sorted()
        let value = sorted[max(0, Int((share * 40).rounded(.up)) - 1)]
        let other = try #require(histogram).quantile(share)
        #expect(abs(other / value - 1) < 0.01, "seed \(seed), \(share)")
      }
    }
  }

  @Test func whatDoesNotFitIsSaid() {
    let server = GPUServer(law: law(1), room: 64)
    #expect(throws: SimulationError.self) {
      try server.answers(to: [TracedRequest(time: 0, promptTokens: 60, outputTokens: 10)])
    }
  }
}
