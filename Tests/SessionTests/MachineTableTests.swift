import Basics
import Course
import Foundation
import Presentation
import SampleCourse
import TestSupport
import Testing

/// The lists of GPUs and models, as tables and as JSON.
@Suite struct MachineTableTests {
  private static let catalog = Result { try Course(folder: projectFolder).machines.catalog }

  @Test func gpusByTheirMemory() throws {
    let table = MachineTable(try Self.catalog.get(), .gpus, matching: "A100 sxm")
    #expect(table.gpus.map { $0.id } == ["a100-40gb", "a100-80gb"])
    let shown = table.display.drawnForTest
    #expect(shown.contains("a100-80gb  "))
    #expect(shown.contains("gpu_server(\"qwen3-8b\", \"a100-40gb\")"))
    let text = JSON(table).text
    #expect(text.contains("\"memory\":{\"value\":40, \"unit\":\"GB\", \"text\":\"40 GB\"}"))
    #expect(text.contains("\"fp8\":null"))
  }

  @Test func modelsByTheirSize() throws {
    let table = MachineTable(try Self.catalog.get(), .models, matching: "qwen3")
    #expect(table.models.map { $0.parameters } == table.models.map { $0.parameters }.sorted())
    #expect(table.models.contains { $0.id == "qwen3-30b-a3b" && $0.active != nil })
    #expect(table.gpus.isEmpty && table.problems.isEmpty)
  }

  @Test func nothingIsSaid() throws {
    let table = MachineTable(try Self.catalog.get(), .gpus, matching: "h1000")
    #expect(table.display.drawnForTest.contains("Nothing has “h1000” in it."))
    #expect(table.isEmpty)
    let far = MachineTable(try Self.catalog.get(), .models, matching: "nosuchthing")
    #expect(far.isEmpty && far.display.drawnForTest.contains("gpulearn models"))
    let none = MachineTable(MachineCatalog(), .models, matching: "")
    #expect(none.display.drawnForTest.contains("There is no list"))
  }

  /// A list of which no row can be read is there all the same.
  @Test func unreadableRows() throws {
    let stage = try Stage(sampleChapter)
    for (name, text) in [("gpus", "gpus:\n  - id: ours\n"), ("prices", "offers:\n  - id: ours\n")] {
      try text.write(
        toFile: "\(stage.folder)/Chapters/\(name).yaml", atomically: true, encoding: .utf8)
    }
    let course = try Course(folder: stage.folder)
    let gpus = MachineTable(course.machines.catalog, .gpus, matching: "")
    #expect(gpus.display.drawnForTest.contains("No row of Chapters/gpus.yaml can be used."))
    let models = MachineTable(course.machines.catalog, .models, matching: "")
    #expect(models.display.drawnForTest.contains("There is no list"))
    let prices = PriceTable(course.prices, matching: "", now: 0)
    #expect(prices.display.drawnForTest.contains("No offer of the price list can be used."))
  }
}
