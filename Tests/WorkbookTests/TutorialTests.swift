import Diagnostics
import TestSupport
import Testing
import Workbook

/// The tutorial of the library, Workbook.docc/ComputingWithCells.md, whose code this is.
@Suite struct TutorialTests {
  @Test func computesWithCells() throws {
    let print = Printed()

    var workbook = Workbook()
    func run(_ lines: String...) throws(Diagnostic) {
      for line in lines { _ = try workbook.run(Source(line)) }
    }
    func show(_ name: String) {
      print("\(name) = \(workbook.cell(named: name)?.value?.text ?? "no value")")
    }

    try run("rent = $12,000/month", "used = 432 gpu·h/month", "effective = rent / used")
    show("effective")

    try run("used = 1,152 gpu·h/month")
    show("effective")

    try run("requests = 200k to 5M", "bill = requests * $0.001")
    show("bill")

    do {
      try run("rent + used")
    } catch {
      print(error.message)
    }

    try Article("Workbook/Workbook.docc/ComputingWithCells.md").check(printed: print.lines)
  }
}
