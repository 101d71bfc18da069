import Diagnostics
import Display
import Language
import Testing

@testable import Presentation
@testable import Workbook

/// Sliders where only the odds are known.
@Suite struct UncertainTuningTests {
  private func shown(_ workbook: Workbook, _ line: String, by steps: Int) throws -> Tuning {
    let statement = try Statement.parse(Source(line), in: workbook.parsingScope())
    guard case .question(.tune(let target, let expression)) = statement else {
      throw Diagnostic(.unexpectedToken, "This is no tune.")
    }
    var tuning = try workbook.tuning(target, for: expression)
    tuning.move(by: steps)
    while tuning.work(isStopped: { false }) {}
    return tuning
  }

  private var workbook: Workbook {
    .holding(
      (
        "m",
        """
        param requests = 200k to 5M in 1..1B "how many come"
        param price: $ = $0.001 in $0.0001..$0.1
        result cost: $ = requests * price
        """
      ))
  }

  /// Where it started, an uncertain value is what it is, and not the middle of it.
  @Test func anUncertainParameterStartsAsItIs() throws {
    let still = try shown(workbook, "tune requests for cost", by: 0)
    let value = workbook.cell(named: "requests")?.value?.text ?? "none"
    let cost = workbook.cell(named: "cost")?.value?.text ?? "none"
    #expect(still.text == value && value.contains("90%"))
    #expect(still.displays[0].plain.contains("▸ | cost | \(cost)"))
    let moved = try shown(workbook, "tune requests for cost", by: 3)
    #expect(moved.line?.hasPrefix("requests = ") == true && moved.line?.contains("90%") == false)
    #expect(moved.displays[0].plain.contains("was \(value)"))
  }

  /// What is uncertain is drawn as a band, as plot draws it.
  @Test func anUncertainResultHasABand() throws {
    let tuning = try shown(workbook, "tune price for cost", by: 2)
    var names: [String] = []
    for case .plot(let plot) in tuning.displays[0].blocks {
      names = plot.series.map(\.name)
      #expect(plot.series.allSatisfy { $0.points.allSatisfy { $0.y != nil } })
      #expect(plot.marks.count == 1)
    }
    #expect(names == ["cost", "cost, 5% lie below", "cost, 5% lie above"])
    var other = workbook
    let rows = other.says(tuning.line ?? "").split(separator: "\n")
    #expect(!rows.isEmpty && rows.allSatisfy { tuning.displays[0].plain.contains($0) })
  }
}
