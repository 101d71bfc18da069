import Diagnostics
import Language
import Testing

@testable import Presentation
@testable import Workbook

@Suite struct UndoTests {
  @Test func stepsAreTakenBackAndMadeAgain() {
    var workbook = Workbook.holding(("waste", waste))
    #expect(workbook.undo() == nil && workbook.redo() == nil)
    _ = workbook.says("utilization = 40%")
    _ = workbook.says("utilization = 50%")
    #expect(workbook.undo()?.list.first == "utilization 50% → 40%")
    #expect(workbook.undo()?.list.first == "utilization 40% → 15%")
    #expect(workbook.undo() == nil && workbook.canRedo)
    #expect(workbook.redo()?.list.contains("wasted $10,200/month → $7,200/month") == true)
    #expect(workbook.says("utilization") == "40%")
    _ = workbook.says("gpus = 2")
    #expect(!workbook.canRedo, "a new step ends what could be made again")
  }

  @Test func ownNamesComeAndGo() {
    var workbook = Workbook()
    _ = workbook.says("x = 3 h")
    _ = workbook.says("y = x * 2")
    let changes = workbook.undo()
    #expect(changes?.forgotten == ["y"] && changes?.list == [])
    #expect(changes?.display().plain == "forgotten: y")
    #expect(workbook.code("y") == .unknownName)
    #expect(workbook.redo()?.list == ["y none → 6 h"])
    #expect(workbook.says("y") == "6 h")
  }

  @Test func functionsComeAndGo() {
    var workbook = Workbook()
    _ = workbook.says("f(x) = 2 * x")
    _ = workbook.says("a = f(3)")
    _ = workbook.says("f(x) = 3 * x")
    let changes = workbook.undo()
    #expect(changes?.list == ["a 9 → 6"] && changes?.functions.map(\.body.text) == ["2 * x"])
    _ = workbook.undo()
    let gone = workbook.undo()
    #expect(gone?.forgotten == ["f"] && gone?.display().plain == "forgotten: f")
    #expect(workbook.code("f(1)") == .unknownFunction)
    #expect(workbook.redo()?.display().plain == "f(x) = 2 * x")
  }

  /// Undo does not take a model away again.
  @Test func modelsAreNoSteps() {
    var workbook = Workbook.holding(("waste", waste))
    _ = workbook.says("gpus = 8")
    _ = workbook.add("late", "param a = 3")
    #expect(workbook.undo() == nil)
    #expect(workbook.says("gpus") == "8 gpu" && workbook.says("late.a") == "3")
  }

  @Test func whatAFunctionReadsIsNotForgotten() {
    var workbook = Workbook()
    _ = workbook.says("k = 2")
    _ = workbook.says("f(a) = a * k")
    #expect(throws: Diagnostic.self) { try workbook.forget(CellID("my", "k")) }
    #expect(workbook.says("f(3)") == "6")
  }

  @Test func failedLinesAreNoSteps() {
    var workbook = Workbook.holding(("waste", waste))
    _ = workbook.says("gpus = 8")
    _ = workbook.says("gpus = 800")
    _ = workbook.says("max(x) = x")
    _ = workbook.says("plot used over gpus")
    #expect(workbook.undo()?.list.first == "gpus 8 gpu → 4 gpu")
  }

  @Test func resetGivesTheAuthorsValuesBack() throws {
    var workbook = Workbook.holding(("waste", waste))
    _ = workbook.says("gpus = 8")
    _ = workbook.says("rent = gpus / (1 gpu) * $1,000/month")
    _ = workbook.says("x = rent")
    let ids = workbook.cells(of: "waste").map(\.id)
    let changes = try workbook.reset([ids[1]])
    #expect(
      changes.list == [
        "rent $8,000/month → $12,000/month", "effective $9.26/gpu·h → $13.89/gpu·h",
        "wasted $6,800/month → $10,200/month", "x $8,000/month → $12,000/month",
      ])
    #expect(workbook.changes("gpus = 6").contains { $0.hasPrefix("rent") } == false)
    #expect(try workbook.reset(ids).isEmpty == false)
    #expect(try workbook.reset(ids).isEmpty)
    #expect(workbook.undo() != nil)
    #expect(workbook.cell(named: "gpus")?.isSet == true)
  }

  /// What is set elsewhere may by now read what the author's formula is read by.
  @Test func resettingIntoARingIsRefused() throws {
    var workbook = Workbook.holding(
      ("m", "param a = 1 in 0..100\nparam b = a * 2\nresult c = a + b"))
    _ = workbook.says("b = 5")
    _ = workbook.says("a = b + 1")
    let id = CellID("m", "b")
    let error = #expect(throws: Diagnostic.self) { try workbook.reset([id]) }
    #expect(error?.code == .ring && error?.message.contains("b → a → b") == true)
    #expect(workbook.says("c") == "11")
    #expect(try workbook.reset([id, CellID("m", "a")]).list == ["a 6 → 1", "b 5 → 2", "c 11 → 3"])
  }

  @Test func resetAllForgetsEverythingOwn() throws {
    var workbook = Workbook.holding(("waste", waste))
    for line in ["f(x) = 2 * x", "x = 8", "gpus = f(x)", "y = used"] { _ = workbook.says(line) }
    let changes = try workbook.resetAll()
    #expect(
      changes.list == [
        "gpus 16 gpu → 4 gpu", "used 1,728 gpu·h/month → 432 gpu·h/month",
        "effective $6.94/gpu·h → $27.78/gpu·h",
      ])
    #expect(changes.forgotten == ["x", "y", "f"])
    #expect(workbook.settings.isEmpty)
    _ = workbook.undo()
    #expect(workbook.says("y") == "1,728 gpu·h/month" && workbook.says("f(1)") == "2")
  }

  /// Forgetting one's only name touches nothing else.
  @Test func forget() throws {
    var workbook = Workbook.holding(("waste", waste))
    for line in ["gpus = 8", "x = 3", "y = x"] { _ = workbook.says(line) }
    #expect(throws: Diagnostic.self) { try workbook.forget(CellID("my", "x")) }
    #expect(try workbook.forget(CellID("my", "y")).forgotten == ["y"])
    #expect(try workbook.forget(CellID("my", "x")).list == [])
    #expect(workbook.ownCells.isEmpty && workbook.says("gpus") == "8 gpu")
    _ = workbook.undo()
    #expect(workbook.says("x") == "3")
  }

  @Test func onlySoManyStepsAreKept() {
    var workbook = Workbook()
    for number in 0..<300 { _ = workbook.says("x = \(number)") }
    var steps = 0
    while workbook.undo() != nil { steps += 1 }
    #expect(steps == Workbook.mostUndo)
    #expect(workbook.says("x") == "99")
  }
}
