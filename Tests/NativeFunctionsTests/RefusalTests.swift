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

  /// What is offered is a line that can be typed, and not an argument alone: where one is out of its
  /// bounds, and where one was left out.
  @Test(arguments: [
    ("erlang_b(2.5, 2)", "erlang_b(1, 2)"),
    ("dedicated(0.5/s, 1 s, gpus: 2.5 gpu)", "dedicated(0.5/s, 1 s, gpus: 1)"),
    ("dedicated(0.5/s, 1 s, gpus: 2, seed: 1.5)", "dedicated(0.5/s, 1 s, gpus: 2, seed: 1)"),
    ("serverless(1/s, 1 s, retries: -1)", "serverless(1/s, 1 s, retries: 1)"),
    ("mixed(0.1/s, 1 s, pool(\"A\", gpus: 0))", "mixed(0.1/s, 1 s, pool(\"A\", gpus: 1 gpu))"),
    (
      "serverless(1/s, 1 s, notice: 1 s)", "serverless(1/s, 1 s, notice: 1 s, interrupted: 6 h)"
    ),
    ("memory_bandwidth(1 kB)", nil), ("dedicated(1/s, 1 s, gpus: 0)", nil),
    ("dedicated(1/s, 1 s, gpus: 3, horizon: 0 request)", nil),
  ])
  func offersWholeLines(_ line: String, _ offered: String?) throws {
    let course =
      FunctionCatalog.standard
      + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil))
    var workbook = Workbook(functions: course)
    let error = #expect(throws: Diagnostic.self, "\(line)") { try workbook.run(Source(line)) }
    let suggestion = try #require(error?.suggestion)
    if let offered { #expect(suggestion == offered) }
    #expect(suggestion.contains("(") && suggestion.hasSuffix(")"), "\(suggestion)")
    // It is read, and what was wrong is not wrong any more.
    do throws(Diagnostic) {
      _ = try workbook.run(Source(suggestion))
    } catch {
      #expect(error.code == .unknownName || error.code == .unreadable, "\(suggestion): \(error)")
    }
  }
}
