import Diagnostics
import Language
import NativeFunctions
import Synchronization
import Testing
import Workbook

/// Work is looked at as often as it takes long, whatever does it: so a learner stops it, and an answer of a
/// stranger has no more than its share.
@Suite struct LookTests {
  /// How often is looked at least, at one look for 1,000 steps or 5,000 events.
  @Test(arguments: [
    ("erlang_b(1000000, 999999)", 200), ("erlang_c(1000000, 999999.5)", 200),
    ("erlang_c(100000, 99999)", 20), ("mean(1 to 3)", 1), ("mean(beta(2, 3))", 1),
    ("p95((1 to 3) + (2 to 4) + normal(3, 1))", 3),
    ("serverless(100/s, 1 s, horizon: 200k requests).served", 5),
    ("dedicated(100/s, 1 s, gpus: 120, horizon: 200k requests).served", 5),
  ])
  func isAsOftenAsItTakesLong(_ line: String, _ least: Int) throws {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    let looks = Looks()
    workbook.isInterrupted = {
      looks.count.withLock { $0 += 1 }
      return false
    }
    _ = try workbook.run(Source(line))
    #expect(looks.count.withLock { $0 } >= least)
    // Who is told to stop does so. What was simulated just now is not simulated again.
    guard !line.contains("horizon") else { return }
    workbook.isInterrupted = { true }
    #expect(throws: Diagnostic.self) { try workbook.run(Source(line + " + 0")) }
  }

  private final class Looks: Sendable {
    let count = Mutex(0)
  }
}
