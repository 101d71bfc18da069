import Diagnostics
import Language
import Quantities
import Testing

@testable import Workbook

/// What an uncertain value may be where its parameter has bounds.
@Suite struct UncertainBoundsTests {
  private func samples(_ line: String) throws -> [Double] {
    var workbook = Workbook.holding(("m", "param x: h = 5 h in 1..10\nresult twice = 2 * x"))
    #expect(workbook.code(line) == nil)
    let amount = try #require(workbook.cell(named: "x")?.value?.amount)
    #expect(!amount.isCertain)
    return (0..<UncertainQuantity.count).map { amount.number(at: $0) }
  }

  /// Nine in ten lie within what is written; those that lie outside of the bounds are moved onto
  /// them, so that no result sees a value that the parameter cannot have.
  @Test func samplesStayWithinTheBounds() throws {
    let found = try samples("x = 1 h to 10 h")
    #expect(found.min() == 1 && found.max() == 10)
    let outside = found.count { $0 == 1 || $0 == 10 }
    #expect((0.08...0.12).contains(Double(outside) / Double(found.count)))
  }

  /// In whatever unit it is written.
  @Test func boundsAreInTheirOwnUnit() throws {
    let found = try samples("x = 60 min to 600 min")
    #expect(found.min() == 1 && found.max() == 10)
  }

  @Test func samplesWellInsideStayAsTheyAre() throws {
    let found = try samples("x = 4 h to 5 h")
    #expect(found.count { $0 < 4 } > 0 && found.count { $0 > 5 } > 0)
    #expect(Set(found).count > 1000)
  }

  @Test(arguments: ["x = 0.9 h to 9 h", "x = 2 h to 11 h"]) func rangesOutsideAreRefused(
    _ line: String
  ) {
    var workbook = Workbook.holding(("m", "param x: h = 5 h in 1..10"))
    #expect(workbook.code(line) == .outOfRange)
  }

  /// What a range does that reaches to the bounds can be asked, although what is drawn for that lies a
  /// little elsewhere.
  @Test(arguments: ["x = 1 h to 10 h", "x = uniform(1 h, 10 h)", "x = 1 h to 9 h"])
  func influencesOfWholeRanges(_ line: String) throws {
    var workbook = Workbook.holding(("m", "param x: h = 5 h in 1..10\nresult y = max(x, 2 h)"))
    _ = try workbook.run(Source(line))
    guard case .tornado(let found) = try workbook.run(Source("tornado y * (1 to 2)")) else {
      Issue.record("no tornado")
      return
    }
    #expect(found.inputs.map(\.name).contains("x"))
  }
}
