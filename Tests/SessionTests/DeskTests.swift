import Answers
import Basics
import Diagnostics
import Language
import SampleExercises
import Synchronization
import Testing
import Workbook

@testable import Session

/// Which workbook lines go to, while exercises are opened and closed.
@Suite struct DeskTests {
  private func desk() -> Desk { Desk(isInterrupted: { false }, onProgress: { _ in }) }

  private func set(_ desk: inout Desk, _ line: String) throws {
    _ = try desk.workbook.run(Source(line))
  }

  private func value(_ desk: Desk, _ name: String) throws -> String {
    try #require(desk.workbook.cell(CellID("waste", name))?.value?.text)
  }

  @Test func aLessonsSettingsWaitForTheExercise() throws {
    var desk = desk()
    desk.open(wasteWorkbook)
    try set(&desk, "waste.gpus = 8")
    try desk.open(posed(named: "price-of-work"))
    #expect(try value(desk, "gpus") != "8 gpu")
    try set(&desk, "waste.utilization = 90%")
    // Another exercise on it: the lesson's is still the one that comes back.
    try desk.open(posed(named: "cheap-enough"))
    #expect(try value(desk, "utilization") == "15%")
    desk.closeExercise()
    #expect(try value(desk, "gpus") == "8 gpu" && value(desk, "utilization") == "15%")
    // There is nothing to close any more.
    try set(&desk, "waste.gpus = 16")
    desk.closeExercise()
    #expect(try value(desk, "gpus") == "16 gpu")
  }

  @Test func anotherChapterTakesThePlaceOfAll() throws {
    var desk = desk()
    desk.open(wasteWorkbook)
    try set(&desk, "waste.gpus = 8")
    try desk.open(posed(named: "price-of-work"))
    desk.open(wasteWorkbook)
    desk.closeExercise()
    #expect(try value(desk, "gpus") == "4 gpu")
  }

  /// A goal is computed at once; all else as the learner has it.
  @Test func whatIsComputedAtOnce() throws {
    var desk = desk()
    desk.open(wasteWorkbook)
    #expect(!desk.workbook.isAutomatic)
    try desk.open(posed(named: "price-of-work"))
    #expect(!desk.workbook.isAutomatic)
    try desk.open(posed(named: "cheap-enough"))
    #expect(desk.workbook.isAutomatic)
    desk.closeExercise()
    #expect(!desk.workbook.isAutomatic)
    desk.computesAtOnce = true
    #expect(desk.workbook.isAutomatic)
    try desk.open(posed(named: "price-of-work"))
    #expect(desk.workbook.isAutomatic)
    desk.open(wasteWorkbook)
    #expect(desk.workbook.isAutomatic)
  }

  /// What is chosen while an exercise is open holds for the lesson too.
  @Test(arguments: [true, false]) func aChoiceOutlastsTheExercise(_ choice: Bool) throws {
    var desk = desk()
    desk.computesAtOnce = !choice
    desk.open(wasteWorkbook)
    try desk.open(posed(named: "price-of-work"))
    desk.computesAtOnce = choice
    desk.closeExercise()
    #expect(desk.workbook.isAutomatic == choice)
  }

  /// Ctrl-C and what is said of long work reach each workbook.
  @Test func everyWorkbookCanBeInterrupted() throws {
    let said = Mutex<[String]>([])
    var desk = Desk(
      isInterrupted: { true },
      onProgress: { progress in said.withLock { $0.append(progress.words) } })
    func check(_ name: String) {
      #expect(desk.workbook.isInterrupted())
      desk.workbook.onProgress(WorkProgress(name))
    }
    desk.open(wasteWorkbook)
    check("lesson")
    try desk.open(posed(named: "price-of-work"))
    check("exercise")
    desk.closeExercise()
    check("lesson again")
    #expect(said.withLock { $0 } == ["lesson", "exercise", "lesson again"])
  }
}
