import Diagnostics
import Language
import Quantities
import Testing

@testable import Workbook

/// A chance is what the samples say, with how far that may be off; nothing is rounded before it is
/// compared or goes on in a formula.
@Suite struct ChanceTests {
  /// In percent.
  static let known: [(condition: String, chance: Double)] = [
    ("normal(0, 1) > 0.1", 46.017216), ("normal(0, 1) > 1", 15.865525),
    ("normal(0, 1) > 2", 2.275013), ("normal(0, 1) > 2.21", 1.355258),
    ("normal(0, 1) > 2.7", 0.346697), ("normal(0, 1) > 3.2", 0.068714),
    ("normal(0, 1) > 4", 0.003167), ("(1 to 2) > 2.43", 0.509789),
    ("(1 to 1000) > 12100", 0.231143), ("(1 to 1000) > 5000", 0.794739),
  ]

  private func chance(_ condition: String) throws -> (told: Double, margin: Double) {
    var workbook = Workbook()
    _ = try workbook.run(Source("p = chance(\(condition))"))
    let cell = try #require(workbook.ownCells.first)
    let margin = try #require(workbook.margin(of: cell))
    return (try #require(cell.value?.quantity).magnitude, margin.magnitude)
  }

  @Test(arguments: known) func marginsHoldTheTruth(_ condition: String, _ truth: Double) throws {
    let (told, margin) = try chance(condition)
    #expect(abs(told - truth) <= margin, "\(told) ± \(margin), not \(truth)")
    #expect(margin < 0.05, "\(margin)")
  }

  /// Just beside the truth, further than the samples may be off, comparisons are right.
  @Test(arguments: known) func comparisonsAreRight(_ condition: String, _ truth: Double) throws {
    for (other, holds) in [(truth + 0.03, true), (truth - 0.03, false)] where other > 0 {
      var workbook = Workbook()
      let value = try workbook.run(Source("chance(\(condition)) < \(other)%")).value
      #expect(value == .bool(holds), "\(condition), \(other)%")
    }
  }
}
