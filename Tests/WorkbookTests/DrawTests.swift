import Diagnostics
import Language
import Testing

@testable import Workbook

/// Draws of cells: told apart by where they stand and how they are reached.
@Suite struct DrawTests {
  /// The chance that a cell exceeds a number, in percent.
  private func chance(_ lines: [String], _ condition: String) throws -> Double {
    var workbook = Workbook()
    for line in lines { _ = try workbook.run(Source(line)) }
    guard let value = try workbook.run(Source("chance(\(condition))")).value else {
      return .nan
    }
    return value.quantity?.magnitude ?? .nan
  }

  /// A branch that calls a function, and one that does not: 39% of the left side lies above 1.5.
  @Test func aCallInABranchDrawsApart() throws {
    let found = try chance(
      ["x = 1 to 2", "g(v) = v * (10 to 20)", "q = if x > 1.5 then g(x) else x * (1 to 1.01)"],
      "q > 5")
    #expect(abs(found - 39) < 2.5, "\(found)%")
  }

  /// An outage that comes half of the time.
  @Test func aBranchThatIsDrawnIsTaken() throws {
    let found = try chance(["b = if uniform(0, 1) < 0.5 then 1 to 2 else 100 to 200"], "b > 50")
    #expect(abs(found - 50) < 2.5, "\(found)%")
  }

  /// Shared causes stay shared: the same cell read twice is one value.
  @Test func aCellIsOneValue() throws {
    #expect(try chance(["x = 1 to 2", "y = x + 1"], "y > x") == 100)
    #expect(try chance(["x = 1 to 2", "y = 1 to 2"], "x > y") > 40)
  }
}
