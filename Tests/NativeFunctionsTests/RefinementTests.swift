import Diagnostics
import Language
import NativeFunctions
import Quantities
import Testing

@testable import Workbook

/// Estimates that are told after few runs and again after more.
@Suite struct RefinementTests {
  private static let run =
    "run = dedicated(0.5/s, exponential(uniform(0.5 s, 1 s)), horizon: 60k requests)"

  private func workbook() throws -> Workbook {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    _ = try workbook.run(Source("spare = 3"))
    return workbook
  }

  private func statement(_ line: String, _ workbook: Workbook) throws -> Statement {
    try Statement.parse(Source(line), in: workbook.parsingScope())
  }

  private func latency(_ workbook: Workbook) -> Value? {
    guard case .record(let run)? = workbook.cell(named: "run")?.value,
      case .record(let latency)? = run["latency"]
    else { return nil }
    return latency["mean"]
  }

  /// After the last round all is as if the line had been run at once, the work that counts included;
  /// and every round is the same each time.
  @Test func endsWhereItWouldHave() throws {
    var whole = try workbook()
    _ = try whole.run(Source(Self.run))
    var rounds: [[Value?]] = []
    for _ in 0..<2 {
      var other = try workbook()
      var refinement = try #require(Refinement(of: try statement(Self.run, other), in: other))
      var found: [Value?] = []
      while !refinement.isOver {
        _ = try refinement.next(in: &other)
        found.append(latency(other))
        guard case .record(let run)? = other.cell(named: "run")?.value else { break }
        #expect(run.remarks.contains { $0.contains("so far") } == !refinement.isOver)
      }
      #expect(other.cell(named: "run")?.value == whole.cell(named: "run")?.value)
      #expect(other.cell(named: "run")?.effort == whole.cell(named: "run")?.effort)
      #expect(other.undo() != nil && other.cell(named: "run") == nil)
      rounds.append(found)
    }
    #expect(rounds[0].count > 1 && rounds[0] == rounds[1])
    #expect(rounds[0].first != rounds[0].last)
  }

  /// Where it is stopped, the workbook stays, and what is left is done later.
  @Test func goesOnWhereItWasStopped() throws {
    var other = try workbook()
    var refinement = try #require(Refinement(of: try statement(Self.run, other), in: other))
    _ = try refinement.next(in: &other)
    let early = latency(other)
    #expect(throws: Diagnostic.self) { try refinement.next(in: &other, isStopped: { true }) }
    #expect(latency(other) == early && !refinement.isOver)
    while !refinement.isOver { _ = try refinement.next(in: &other) }
    var whole = try workbook()
    _ = try whole.run(Source(Self.run))
    #expect(latency(other) == latency(whole))
  }

  /// What is over soon is not told twice, and questions are answered once.
  @Test func quickOnesAreOver() throws {
    var other = try workbook()
    var refinement = try #require(
      Refinement(
        of: try statement("dedicated(1/s, 200 ms to 400 ms, horizon: 1k requests)", other),
        in: other))
    _ = try refinement.next(in: &other)
    #expect(refinement.isOver)
    #expect(Refinement(of: try statement("why spare", other), in: other) == nil)
  }

  /// Requests that differ from one another, and what is not known once for all of them: by the formula
  /// of Pollaczek and Khinchine.
  @Test func eachRequest() throws {
    var other = try workbook()
    _ = try other.run(
      Source(
        "run = dedicated(0.05/s, each(choose(1 s: 70%, 20 s: 30%)), horizon: 200k requests)"))
    let found = try #require(latency(other)?.quantity?.base)
    let wanted = 6.7 + 0.05 * 120.7 / (2 * (1 - 0.05 * 6.7))
    #expect(abs(found - wanted) < 0.03 * wanted, "\(found), not \(wanted)")
    _ = try other.run(Source("run = dedicated(0.1/s, each([2 s, 4 s]), horizon: 100k requests)"))
    let listed = try #require(latency(other)?.quantity?.base)
    #expect(abs(listed - (3 + 0.1 * 10 / (2 * 0.7))) < 0.1, "\(listed)")
    #expect(throws: Diagnostic.self) {
      _ = try other.run(Source("dedicated(1/s, each([2 GB]), horizon: 1k requests)"))
    }
  }
}
