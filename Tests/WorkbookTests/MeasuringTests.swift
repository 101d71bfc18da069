import Diagnostics
import Language
import Quantities
import Synchronization
import Testing

@testable import Workbook

/// Cells that measure are computed when somebody asks, and again only when somebody asks again.
@Suite struct MeasuringTests {
  /// A measurement that comes out as 1, 2, 3 …, and keeps what it measured as the runner does.
  private final class Gauge: Sendable {
    private let state = Mutex((count: 0, kept: [Double: (Double, MeasuringRound?)]()))
    var count: Int { state.withLock { $0.count } }

    func read(_ x: Double, in round: MeasuringRound?) -> Double {
      state.withLock { state in
        if let (value, kept) = state.kept[x], round == nil || kept === round { return value }
        state.count += 1
        state.kept[x] = (Double(state.count), round)
        return Double(state.count)
      }
    }

    var function: Function {
      Function(
        "gauge", "a figure that differs",
        [Function.Parameter("x", .anyQuantity, default: .quantity(Quantity(1)), "any")],
        isMeasurement: true
      ) { (arguments, budget) throws(Diagnostic) -> Value in
        try budget.checkInterrupt()
        budget.onProgress("measuring")
        let x = arguments.quantity("x").base
        return .quantity(Quantity(self.read(x, in: budget.measuringRound)))
      }
    }
  }

  private func workbook() -> (Workbook, Gauge) {
    let gauge = Gauge()
    let workbook = Workbook.holding(
      (
        "m",
        """
        param a = 1 in 0..100
        result plain = a * 2
        result found = gauge(a)
        result tenfold = found * 10
        """
      ),
      (
        "other",
        """
        result far = gauge(50)
        result both = far + m.plain
        """
      ), functions: [gauge.function])
    return (workbook, gauge)
  }

  @Test func nothingIsMeasuredUnasked() {
    var (workbook, gauge) = workbook()
    #expect(gauge.count == 0)
    #expect(workbook.says("plain") == "2")
    #expect(workbook.code("found") == .notMeasured)
    #expect(workbook.code("tenfold + 1") == .notMeasured)
    #expect(workbook.code("mine = tenfold") == .notMeasured)
    #expect(workbook.ownCells.isEmpty)
    #expect(!workbook.hasStaleCells)
    #expect(workbook.changes("a = 2") == ["a 1 → 2", "plain 2 → 4"])
    #expect(gauge.count == 0)
  }

  @Test func runMeasuresWhatIsInView() throws {
    var (workbook, gauge) = workbook()
    #expect(workbook.hasOpenCells(in: ["m"]))
    #expect(try workbook.run(in: ["m"]).list == ["found none → 1", "tenfold none → 10"])
    #expect(gauge.count == 1)
    #expect(!workbook.hasOpenCells(in: ["m"]) && workbook.hasOpenCells(in: ["other"]))
    #expect(workbook.says("tenfold") == "10")
    // What waits elsewhere still waits.
    #expect(workbook.cell(CellID("other", "far"))?.isPending == true)
    _ = try workbook.run()
    #expect(workbook.says("other.both") == "4")
  }

  /// Once it has been measured it follows like any other cell.
  @Test func aMeasuredCellFollows() throws {
    var (workbook, gauge) = workbook()
    _ = try workbook.run(in: ["m"])
    #expect(
      workbook.changes("a = 2") == ["a 1 → 2", "plain 2 → 4", "found 1 → 2", "tenfold 10 → 20"])
    // The first call is known already.
    #expect(workbook.changes("a = 1").contains("found 2 → 1"))
    #expect(gauge.count == 2)
  }

  @Test func measuringAgainIsAskedFor() throws {
    var (workbook, gauge) = workbook()
    _ = try workbook.run(in: ["m"])
    _ = try workbook.run(in: ["m"])
    #expect(gauge.count == 1)
    let changes = try workbook.measureAgain(in: ["m"])
    #expect(changes?.list == ["found 1 → 2", "tenfold 10 → 20"])
    #expect(workbook.undo() == nil, "there was no setting to undo")
    #expect(try workbook.measureAgain(in: []) == nil)
  }

  /// Two cells that measure the same share one measurement of each run.
  @Test func oneRunMeasuresOnce() throws {
    let gauge = Gauge()
    var workbook = Workbook.holding(
      ("m", "result a = gauge(1)\nresult b = gauge(1)"), functions: [gauge.function])
    _ = try workbook.run()
    #expect(gauge.count == 1)
    _ = try workbook.measureAgain(in: ["m"])
    #expect(gauge.count == 2)
    #expect(workbook.says("a") == workbook.says("b"))
  }

  /// A function of the language's own that measures, and what reads it.
  @Test func measuringThroughFunctions() throws {
    let gauge = Gauge()
    var workbook = Workbook.holding(
      ("m", "twice(x) = 2 * gauge(x)\nresult a = twice(3)"), functions: [gauge.function])
    #expect(workbook.code("a") == .notMeasured && gauge.count == 0)
    #expect(try workbook.run().list == ["a none → 2"])
  }

  @Test func whatIfMeasures() throws {
    var (workbook, gauge) = workbook()
    #expect(workbook.says("sweep tenfold over a from 1 to 3 step 1").hasSuffix("3 | 30"))
    #expect(workbook.says("compare tenfold with a = 7").contains("10 | 40"))
    #expect(gauge.count == 4)
    #expect(workbook.code("found") == .notMeasured, "a question changes nothing")
    #expect(workbook.cell(CellID("other", "far"))?.isPending == true)
  }

  @Test func automaticallyItIsMeasuredWhenRead() {
    var (workbook, gauge) = workbook()
    workbook.isAutomatic = true
    #expect(workbook.says("tenfold") == "10")
    #expect(workbook.says("mine = other.both") != "")
    #expect(gauge.count == 2)
  }

  /// Settings that are made again on the next day do not measure by themselves.
  @Test func restoringDoesNotMeasure() throws {
    var (first, _) = workbook()
    _ = first.says("mine = gauge(9)")
    _ = first.says("ten = mine * 10")
    let lines = first.settings.map(\.line)
    var (second, gauge) = workbook()
    #expect(second.restore(lines) == [])
    #expect(gauge.count == 0)
    #expect(second.code("ten") == .notMeasured)
    #expect(second.settings.map(\.line) == lines)
    _ = try second.run(in: [])
    #expect(second.says("ten") == "10")
  }

  @Test func interruptionLeavesItUnmeasured() {
    var (workbook, gauge) = workbook()
    workbook.isInterrupted = { true }
    #expect(throws: Diagnostic.self) { try workbook.run(in: ["m"]) }
    workbook.isInterrupted = { false }
    #expect(workbook.code("found") == .notMeasured && gauge.count == 0)
  }

  @Test func progressIsTold() throws {
    var (workbook, _) = workbook()
    let words = Mutex([String]())
    workbook.onProgress = { work in words.withLock { $0.append(work.words) } }
    _ = try workbook.run(in: ["m"])
    #expect(words.withLock { $0 } == ["measuring"])
  }

  /// The hint names the command in a way that works.
  @Test func theHintAvoidsACellOfThatName() {
    let gauge = Gauge()
    let plain = Workbook.holding(("m", "result a = gauge(1)"), functions: [gauge.function])
    #expect(plain.runLine == "run")
    let taken = Workbook.holding(("m", "result run = gauge(1)"), functions: [gauge.function])
    #expect(taken.runLine == ":run")
  }
}
