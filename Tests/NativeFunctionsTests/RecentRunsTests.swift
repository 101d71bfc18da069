import Simulation
import Synchronization
import Testing

@testable import NativeFunctions

/// What was simulated is not simulated again, and nothing else is taken for it.
@Suite struct RecentRunsTests {
  private let runs = RecentRuns()

  private func fleet(_ servers: Int) -> Fleet {
    .dedicated(arrivals: .poisson(rate: 1), service: .exponential(mean: 0.5), servers: servers)
  }

  /// The mean latency, and whether anything was simulated for it.
  private func latency(_ fleet: Fleet, _ seed: UInt64 = 1) throws -> (Double, isNew: Bool) {
    let calls = Mutex(0)
    let outcome = try runs.outcome(of: fleet, .requests(20_000, seed: seed)) { _ in
      calls.withLock { $0 += 1 }
      return true
    }
    return (outcome.latency.mean.value, calls.withLock { $0 } > 0)
  }

  @Test func theSameIsKnown() throws {
    let first = try latency(fleet(1))
    let other = try latency(fleet(2))
    let again = try latency(fleet(1))
    #expect(first.isNew && other.isNew && !again.isNew)
    #expect(first.0 == again.0 && first.0 != other.0)
    #expect(try latency(fleet(1), 2).isNew, "another seed")
  }

  /// Beyond so many, what was asked for longest ago is forgotten.
  @Test func oldOnesAreForgotten() throws {
    _ = try latency(fleet(1))
    for seed in 2...UInt64(130) {
      _ = try runs.outcome(of: fleet(1), .requests(10, seed: seed)) { _ in true }
    }
    #expect(try latency(fleet(1)).isNew)
  }

  /// What was stopped is no outcome.
  @Test func stoppedRunsAreNotKept() throws {
    #expect(throws: SimulationError.self) {
      try runs.outcome(of: fleet(1), .requests(2_000_000)) { _ in false }
    }
    let outcome = try runs.outcome(of: fleet(1), .requests(2_000)) { _ in true }
    #expect(outcome.requests == 2_000)
  }
}
