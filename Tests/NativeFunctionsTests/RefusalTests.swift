import Diagnostics
import Language
import NativeFunctions
import Testing
import Workbook

/// What is said of arguments that do not fit.
@Suite struct RefusalTests {
  /// The whole line is offered with a value that would do, and runs.
  @Test(arguments: [
    ("serverless(\"x\", 2 s)", "“x”", "serverless(2/s, 2 s)"),
    ("serverless(2/s, \"fast\")", "“fast”", "serverless(2/s, 2 s)"),
    (
      "serverless(2/s, 2 s, queue: \"foo\").served", "“foo”",
      "serverless(2/s, 2 s, queue: \"reject\").served"
    ),
    ("serverless(2/s, 2 s, routing: \"any\")", "“any”", nil),
    ("serverless(3 h, 2 s)", "a quantity in h", "serverless(2/s, 2 s)"),
    ("dedicated(2/s, $3)", "a quantity in $", "dedicated(2/s, 2 s)"),
  ])
  func offersWhatWouldDo(_ line: String, _ found: String, _ offered: String?) throws {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    do throws(Diagnostic) {
      _ = try workbook.run(Source(line))
      Issue.record("\(line) runs")
    } catch {
      #expect(error.found == found)
      if let offered { #expect(error.suggestion == offered) }
      let suggestion = try #require(error.suggestion)
      #expect(throws: Never.self) { try workbook.run(Source(suggestion)) }
    }
  }
}
