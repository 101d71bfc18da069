import Diagnostics
import Testing

@testable import Language

/// A unit that stands in front of its number is offered behind it, wherever on the line.
@Suite struct UnitBeforeNumberTests {
  @Test(arguments: [
    ("USD 156000", "$156000"), ("GB 5", "5 GB"), ("2 + GB 5", "2 + 5 GB"),
    ("rent + USD 100", "rent + $100"), ("x * (GB 5)", "x * (5 GB)"), ("max(1, h 3)", "max(1, 3 h)"),
  ]) func offered(_ line: String, _ wanted: String) {
    do throws(Diagnostic) {
      _ = try Expression.parse(Source(line), in: TestScope().parsing)
      Issue.record("\(line) was read")
    } catch {
      #expect(error.code == .missingOperator && error.suggestion == wanted)
    }
  }
}
