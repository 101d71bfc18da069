import Diagnostics
import Language
import Synchronization
import Testing

@testable import Presentation
@testable import Workbook

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Cells that took much work are marked stale and computed on demand.
@Suite struct SlowCellTests {
  /// `slow(x)` says that it did much and gives x + 1. It asks whether it is interrupted.
  private func slow(_ calls: Counter) -> Function {
    Function("slow", "x + 1", [Function.Parameter("x", .anyQuantity, "any")]) {
      (arguments, budget) throws(Diagnostic) -> Value in
      budget.spend(.events(2_000_000))
      try budget.checkInterrupt()
      let value = arguments.quantity("x")
      _ = try calls.function.body(arguments, &budget)
      return .quantity(.init(value.magnitude + 1, value.unit))
    }
  }

  private func workbook() -> (Workbook, Counter) {
    let counter = Counter()
    let workbook = Workbook.holding(
      (
        "m",
        """
        param a = 1 in 0..100
        result quick = a * 2
        result long = slow(a)
        result next = long * 10
        """
      ), functions: [slow(counter)])
    _ = counter.take()
    return (workbook, counter)
  }

  @Test func typingMarksThemStale() throws {
    var (workbook, counter) = workbook()
    #expect(!workbook.hasStaleCells && workbook.says("next") == "20")
    #expect(
      workbook.changes("a = 2") == ["a 1 → 2", "quick 2 → 4", "long 2 → stale", "next 20 → stale"])
    #expect(counter.take().isEmpty && workbook.hasStaleCells)
    #expect(
      workbook.lastChanges?.display().plain.contains("▸ | long | not computed yet: run") == true)
    #expect(workbook.changes("a = 3") == ["a 2 → 3", "quick 4 → 6"])
    let changes = try workbook.run()
    #expect(changes.list == ["long 2 → 4", "next 20 → 40"])
    #expect(!workbook.hasStaleCells)
    #expect(try workbook.run().isEmpty)
  }

  /// However long the clock says that it took: what counts is what was done.
  @Test func aSlowMachineMakesNoCellSlow() {
    func answers(_ microseconds: UInt32, events: Int64) -> [String] {
      let function = Function("f", "x", [Function.Parameter("x", .anyQuantity, "any")]) {
        (arguments, budget) throws(Diagnostic) -> Value in
        usleep(microseconds)
        budget.spend(.events(events))
        return .quantity(arguments.quantity("x"))
      }
      var workbook = Workbook.holding(
        ("m", "param a = 1 in 0..9\nresult b = f(a)\nresult c = b + 1"), functions: [function])
      return workbook.changes("a = 2")
    }
    for events: Int64 in [0, 1_400_000, 1_600_000] {
      let answer = answers(0, events: events)
      #expect(answer == answers(120_000, events: events))
      #expect(answer.contains("b 1 → stale") == (events > 1_500_000))
    }
  }

  /// The samples of an uncertain value count by themselves, and what functions do in each of them.
  @Test func samplesAddUp() {
    let function = Function(
      "f", "x", [Function.Parameter("x", .anyQuantity, "any")], uncertainty: .eachSample
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      budget.spend(.events(500))
      return .quantity(arguments.quantity("x"))
    }
    var workbook = Workbook.holding(
      ("m", "param a = 1 in 0..9\nresult one = f(a)\nresult all = f(a * (1 to 2))"),
      functions: [function])
    let changes = workbook.changes("a = 2")
    #expect(changes.contains("one 1 → 2"))
    #expect(changes.contains { $0.hasPrefix("all") && $0.hasSuffix("→ stale") })
  }

  @Test func automaticallyTheyAreComputedAtOnce() {
    var (workbook, _) = workbook()
    workbook.isAutomatic = true
    #expect(workbook.changes("a = 2").contains("next 20 → 30"))
    #expect(!workbook.hasStaleCells)
  }

  /// A new name is computed from the old values, and is as stale as they are.
  @Test func aNewNameOnAStaleCell() throws {
    var (workbook, _) = workbook()
    _ = workbook.says("a = 2")
    #expect(workbook.changes("x = next + 1") == ["x none → stale"])
    #expect(workbook.code("y = next + 1 h") == .unitMismatch)
    #expect(try workbook.run().list == ["long 2 → 3", "next 20 → 30", "x 21 → 31"])
  }

  /// Nothing is answered from old values: what a line reads is computed first, and nothing else.
  @Test(arguments: [
    ("long", "3", true), ("next * 2", "60", false), ("quick", "4", true),
    ("table long", "long | 3", true), ("why long", "long = slow(a) = 3", true),
  ])
  func whatIsReadIsComputed(_ line: String, _ answer: String, _ leavesSome: Bool) {
    var (workbook, _) = workbook()
    _ = workbook.says("a = 2")
    #expect(workbook.says(line).hasPrefix(answer))
    #expect(workbook.hasStaleCells == leavesSome)
  }

  @Test func longWorkTellsHowFarItIs() {
    var (workbook, _) = workbook()
    let told = Mutex<[Double]>([])
    workbook.onProgress = { progress in told.withLock { $0.append(progress.share ?? -1) } }
    _ = workbook.says("sweep quick over a from 1 to 5 step 1")
    #expect(told.withLock { $0 } == [0, 0.2, 0.4, 0.6, 0.8])
  }

  @Test func undoBringsStalenessBack() throws {
    var (workbook, _) = workbook()
    _ = workbook.says("a = 2")
    #expect(workbook.undo()?.list.contains("long none → stale") == false)
    #expect(!workbook.hasStaleCells && workbook.says("next") == "20")
    _ = workbook.redo()
    #expect(workbook.hasStaleCells)
    _ = try workbook.run()
    #expect(workbook.says("next") == "30")
  }

  @Test func whatIfComputesThem() {
    var (workbook, _) = workbook()
    #expect(workbook.says("compare next with a = 5").contains("next | 20 | 60"))
    #expect(workbook.says("sweep next over a from 1 to 3 step 1").hasSuffix("3 | 40"))
    #expect(!workbook.hasStaleCells && workbook.says("next") == "20")
  }

  /// Ctrl-C leaves every value as it was.
  @Test func interruption() throws {
    var (workbook, _) = workbook()
    _ = workbook.says("a = 2")
    let isStopped = Mutex(true)
    workbook.isInterrupted = { isStopped.withLock { $0 } }
    #expect(throws: Diagnostic.self) { try workbook.run() }
    #expect(workbook.hasStaleCells && workbook.says("a") == "2")
    workbook.isAutomatic = true
    #expect(workbook.code("a = 3") == .interrupted)
    #expect(workbook.code("x = slow(1)") == .interrupted)
    #expect(workbook.code("sweep next over a from 1 to 3") == .interrupted)
    #expect(workbook.code("plot quick over a") == .interrupted)
    #expect(workbook.code("solve a for next = 30") == .interrupted)
    #expect(workbook.code("compare next with a = 5") == .interrupted)
    isStopped.withLock { $0 = false }
    #expect(workbook.says("a") == "2" && workbook.ownCells.isEmpty)
    #expect(try workbook.run().list.last == "next 20 → 30")
  }
}
