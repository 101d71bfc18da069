import Testing

@testable import Language

/// Work is counted, never timed, and its sums stay within what can be counted.
@Suite struct EffortTests {
  @Test func kindsOfWork() {
    #expect(Effort.steps(2).units == 30 && Effort.events(7).units == 21)
    #expect(Effort.bytes(9).units == 4 && Effort.tokens(100, weights: 1_000).units == 2_000)
    #expect(Effort.steps(-1).units == 0 && Effort.events(0).units == 0)
  }

  @Test func sumsAndDifferences() {
    #expect((Effort.steps(1) + Effort.steps(2)).units == 45)
    #expect((Effort.steps(3) - Effort.steps(1)).units == 30)
    #expect((Effort.steps(1) - Effort.steps(3)) == Effort.none)
    let most = Effort.tokens(.max, weights: .max)
    #expect((most + most).units == most.units && (most + .steps(1)).units == most.units)
    #expect(Effort.events(.max).units <= most.units && Effort.bytes(.max).units <= most.units)
  }
}
