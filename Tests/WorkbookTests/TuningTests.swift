import Diagnostics
import Display
import Foundation
import Language
import Quantities
import Synchronization
import Testing

@testable import Presentation
@testable import Workbook

/// The slider as a value: what it moves, what it computes and what it leaves.
@Suite struct TuningTests {
  private func tuning(_ line: String, in workbook: Workbook) throws -> Tuning {
    let statement = try Statement.parse(Source(line), in: workbook.parsingScope())
    guard case .question(.tune(let target, let expression)) = statement else {
      throw Diagnostic(.unexpectedToken, "This is no tune.")
    }
    return try workbook.tuning(target, for: expression)
  }

  private func settle(_ tuning: inout Tuning) {
    for _ in 0..<10_000 { if !tuning.work(isStopped: { false }) { return } }
  }

  private var fresh: Workbook { .holding(("waste", waste), important: ["wasted"]) }

  @Test func itMovesThroughItsRange() throws {
    var tuning = try tuning("tune utilization", in: fresh)
    #expect(tuning.value.text == "15%" && tuning.line == nil)
    tuning.move(by: 1)
    #expect(tuning.line == "utilization = 16%")
    tuning.move(by: 10)
    #expect(tuning.line == "utilization = 26%")
    tuning.move(by: -11)
    #expect(tuning.line == nil && !tuning.isMoved)
    tuning.moveToEnd(isUpper: true)
    tuning.move(by: 10)
    #expect(tuning.line == "utilization = 100%")
    tuning.moveToEnd(isUpper: false)
    tuning.move(by: .min / 2)
    #expect(tuning.line == "utilization = 1%")
  }

  /// Wherever it stands, what it shows is what the line that it stands for changes.
  @Test(arguments: ["utilization", "gpus", "rent"])
  func itShowsWhatTheLineWouldChange(_ name: String) throws {
    let workbook = fresh
    var tuning = try tuning("tune \(name)", in: workbook)
    tuning.moveToEnd(isUpper: false)
    var lines = 0
    while true {
      settle(&tuning)
      if let line = tuning.line {
        lines += 1
        var other = workbook
        guard case .changed(let changes) = try other.run(Source(line)) else {
          Issue.record("\(line) changes nothing")
          return
        }
        let rows = changes.display().plain.split(separator: "\n")
        let shown = tuning.displays[0].plain.split(separator: "\n")
        #expect(rows.allSatisfy(shown.contains), "\(line)\n\(tuning.displays[0].plain)")
        #expect(changes.settings.first?.after == .quantity(tuning.value))
      }
      let value = tuning.value
      tuning.move(by: 1)
      if tuning.value == value { break }
    }
    #expect(lines >= 50)
  }

  @Test func importantResultsStandFirstAndManyAreFolded() throws {
    var workbook = fresh
    for number in 1...6 { _ = workbook.says("own_\(number) = used * \(number)") }
    var tuning = try tuning("tune utilization", in: workbook)
    tuning.move(by: 5)
    settle(&tuning)
    let lines = tuning.displays[0].plain.split(separator: "\n").map(String.init)
    let rows = lines.filter { $0.contains(" → ") }
    #expect(rows.count == 6 && rows[0].contains("| wasted |"))
    #expect(lines.last == "… and 3 more")
  }

  /// A name of another model that is set with its model in front.
  @Test func theLineNamesTheCellThatIsMeant() throws {
    var workbook = fresh
    _ = workbook.add("hotel", "param price: $/day = $80/day in $1..$900/day")
    workbook.background = ["hotel"]
    var tuning = try tuning("tune price", in: workbook)
    tuning.move(by: 1)
    let line = try #require(tuning.line)
    #expect(line == "hotel.price = $90/day")
    // Not a name of the learner's own that hides it.
    #expect(workbook.changes(line) == ["price $80/day → $90/day"])
  }

  @Test func theWorkbookStaysAsItIs() throws {
    let workbook = fresh
    var tuning = try tuning("tune utilization for effective", in: workbook)
    tuning.moveToEnd(isUpper: true)
    settle(&tuning)
    #expect(workbook.settings.isEmpty && !workbook.canUndo)
    #expect(workbook.cell(named: "effective")?.value?.text == "$27.78/gpu·h")
  }

  // MARK: The curve

  /// The points of the curve that are worked out, and where the mark stands.
  private func curve(_ tuning: Tuning) -> (points: [Plot.Point], mark: Plot.Mark?) {
    for block in tuning.displays[0].blocks {
      if case .plot(let plot) = block {
        return (plot.series[0].points.filter { $0.y != nil }, plot.marks.first)
      }
    }
    return ([], nil)
  }

  @Test func theCurveIsComputedOnceAndTheMarkMoves() throws {
    let counter = Counter()
    let workbook = Workbook.holding(
      ("m", "param a = 3 in 1..10\nresult b = counted(a) * 2"), functions: [counter.function])
    _ = counter.take()
    var tuning = try tuning("tune a for b", in: workbook)
    settle(&tuning)
    #expect(curve(tuning).points.map(\.y) == (1...10).map { Double($0) * 2 })
    #expect(curve(tuning).mark?.x == 3 && curve(tuning).mark?.y == 6)
    // The present value is known.
    #expect(
      counter.take()
        == Dictionary(uniqueKeysWithValues: (1...10).filter { $0 != 3 }.map { ("\($0)", 1) }))
    tuning.move(by: 2)
    settle(&tuning)
    #expect(counter.take() == ["5": 1])
    #expect(curve(tuning).mark?.x == 5 && curve(tuning).mark?.y == 10)
    #expect(curve(tuning).points.count == 10)
  }

  @Test func whereThereIsNoValueItSaysSo() throws {
    let workbook = Workbook.holding(
      ("m", "param a = 2 in 0..4\nresult b = 12 / a\nresult c = b + 1"))
    var tuning = try tuning("tune a for b", in: workbook)
    tuning.moveToEnd(isUpper: false)
    settle(&tuning)
    #expect(curve(tuning).points.map(\.y) == [12, 6, 4, 3])
    #expect(curve(tuning).mark == nil)
    #expect(tuning.displays[0].plain.contains("b | no value: Nothing can be divided by zero."))
    #expect(tuning.displays[0].plain.contains("c | no value: "))
    tuning.move(by: 1)
    settle(&tuning)
    #expect(tuning.displays[0].plain.contains("b | 6 → 12"))
  }

  // MARK: What is not computed while it moves

  private func slow(_ calls: Counter) -> Function {
    Function(
      "slow", "x", [Function.Parameter("x", .anyQuantity, "any")], example: "slow(1)",
      gives: .anyQuantity
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      budget.spend(.events(2_000_000))
      try budget.checkInterrupt()
      _ = try calls.function.body(arguments, &budget)
      return .quantity(arguments.quantity("x"))
    }
  }

  @Test func whatTakesLongIsLeftAndSaidToBe() throws {
    let counter = Counter()
    let workbook = Workbook.holding(
      (
        "m",
        "param a = 1 in 0..9\nresult quick = a * 2\nresult long = slow(a)\nresult next = long + 1"
      ),
      functions: [slow(counter)])
    _ = counter.take()
    var tuning = try tuning("tune a for next", in: workbook)
    settle(&tuning)
    #expect(curve(tuning).points.isEmpty)
    #expect(
      tuning.displays[0].plain.contains(
        "next takes long, so it is not drawn here: plot next over a"))
    tuning.move(by: 3)
    settle(&tuning)
    let shown = tuning.displays[0].plain
    #expect(shown.contains("quick | 2 → 8"))
    #expect(shown.contains("long | 1  takes long, so not while it moves"))
    #expect(shown.contains("next | 2  takes long, so not while it moves"))
    // Back where it started, everything is known.
    tuning.move(by: -3)
    settle(&tuning)
    #expect(tuning.displays[0].plain.contains("long | 1\n"))
    #expect(counter.take().isEmpty)
  }

  /// Cells that turn out slow on the way are left from then on, and the curve ends.
  @Test func whatTurnsOutSlowIsLeft() throws {
    let counter = Counter()
    let workbook = Workbook.holding(
      ("m", "param a = 1 in 1..40\nresult b = if a > 5 then slow(a) else a"),
      functions: [slow(counter)])
    var tuning = try tuning("tune a for b", in: workbook)
    settle(&tuning)
    #expect(counter.take().count < 5)
    #expect(curve(tuning).points.count < 10)
    #expect(
      tuning.displays[0].plain.contains("It takes long, so the curve ends here: plot b over a"))
  }

  @Test func nothingIsMeasured() throws {
    let counter = Counter()
    let measure = Function(
      "measure", "x", [Function.Parameter("x", .anyQuantity, "any")], example: "measure(1)",
      gives: .anyQuantity, isMeasurement: true
    ) {
      (arguments, budget) throws(Diagnostic) -> Value in
      _ = try counter.function.body(arguments, &budget)
      return .quantity(arguments.quantity("x"))
    }
    var workbook = Workbook.holding(
      (
        "m",
        "param a = 1 in 0..9\nresult speed = measure(a)\nresult twice = speed * 2\nresult plain = a + 1"
      ),
      functions: [measure])
    func look(_ line: String) throws -> String {
      var tuning = try tuning(line, in: workbook)
      settle(&tuning)
      tuning.move(by: 4)
      settle(&tuning)
      return tuning.displays[0].plain
    }
    let before = try look("tune a for twice + plain")
    #expect(before.contains("plain | 2 → 6"))
    #expect(before.contains("speed | measured, so not while it moves"))
    #expect(before.contains("twice + plain is measured, so it is not drawn here"))
    _ = try workbook.run()
    #expect(counter.take() == ["1": 1])
    // Measured once, it still is not measured again.
    #expect(try look("tune a").contains("twice | 2  measured, so not while it moves"))
    #expect(
      try look("tune a for measure(a)").contains("measure(a) is measured, so it is not drawn"))
    #expect(counter.take().isEmpty)
  }

  /// A key that comes while something is computed stops it; the newest value wins.
  @Test func theNewestValueWins() throws {
    let counter = Counter()
    let careful = Function(
      "careful", "x", [Function.Parameter("x", .anyQuantity, "any")], example: "careful(1)",
      gives: .anyQuantity
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      try budget.checkInterrupt()
      return try counter.function.body(arguments, &budget)
    }
    let workbook = Workbook.holding(
      ("m", "param a = 1 in 0..9\nresult b = careful(a) + 1\nresult c = a * 3"),
      functions: [careful])
    _ = counter.take()
    var tuning = try tuning("tune a for careful(a)", in: workbook)
    settle(&tuning)
    _ = counter.take()
    for _ in 0..<3 {
      tuning.move(by: 1)
      #expect(tuning.work { true })
    }
    #expect(counter.take().isEmpty)
    #expect(tuning.displays[0].plain.contains("computing… (this is for 1)"))
    tuning.move(by: 3)
    settle(&tuning)
    #expect(tuning.displays[0].plain.contains("b | 2 → 8"))
    #expect(tuning.displays[0].plain.contains("c | 3 → 21"))
    // The cell, and the expression that is followed.
    #expect(counter.take() == ["7": 2])
  }

  /// While a value is worked out, what stands there is said to be another's.
  @Test func whatIsOlderIsSaidToBe() throws {
    let workbook = fresh
    var tuning = try tuning("tune utilization for effective", in: workbook)
    settle(&tuning)
    tuning.move(by: 1)
    let shown = tuning.displays[0].plain
    #expect(shown.contains("utilization  16%  was 15%"))
    #expect(shown.contains("computing… (this is for 15%)"))
    settle(&tuning)
    #expect(!tuning.displays[0].plain.contains("computing"))
  }
}
