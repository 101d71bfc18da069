import Diagnostics
import Language
import Presentation
import Testing

@testable import Workbook

/// Units and currencies that are defined at the prompt.
@Suite struct OwnUnitTests {
  private func says(_ lines: [String]) -> String {
    var workbook = Workbook()
    var said = ""
    for line in lines { said = workbook.says(line) }
    return said
  }

  @Test func currencies() {
    let eur = "unit eur = $1.08 \"as of 2026-11-01\""
    #expect(says([eur]).contains("1 eur = $1.08") && says([eur]).contains("as of 2026-11-01"))
    #expect(says([eur, "100 eur in $"]) == "$108")
    #expect(says([eur, "rent = 10,000 eur/month", "rent / (720 h/month) in $/h"]) == "$15/h")
    #expect(says([eur, "$54 in eur"]) == "50 eur")
    #expect(says(["unit loaf loaves", "3 loaf + 2 loaves"]) == "5 loaves")
    #expect(says(["unit loaf", "3 loaf"]) == "3 loaf")
  }

  @Test func undoTakesThemBack() throws {
    var workbook = Workbook()
    _ = try workbook.run(Source("unit eur = $1.08"))
    #expect(throws: Diagnostic.self) { try workbook.run(Source("unit eur = $1.10")) }
    _ = workbook.undo()
    #expect(throws: Diagnostic.self) { try workbook.run(Source("3 eur")) }
    _ = workbook.redo()
    #expect(try workbook.run(Source("3 eur")).value?.text == "3 eur")
  }

  /// What makes a workbook again has its units, before what is counted in them.
  @Test func theyAreSaved() throws {
    var workbook = Workbook()
    for line in ["unit eur = $1.08 \"today\"", "x = 3 eur", "y = x * 2"] {
      _ = try workbook.run(Source(line))
    }
    let lines = workbook.settings.map(\.line)
    #expect(lines.first == "unit eur = $1.08 \"today\"")
    var other = Workbook()
    #expect(other.restore(lines) == [])
    #expect(try other.run(Source("y in $")).value?.text == "$6.48")
    _ = try other.resetAll()
    #expect(try other.run(Source("1 eur in $")).value?.text == "$1.08")
  }

  /// A cell that is called unit is set as ever.
  @Test func aCellCalledUnit() {
    #expect(says(["unit = 3", "unit * 2"]) == "6")
  }
}
