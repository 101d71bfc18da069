import Diagnostics
import Language
import Testing

@testable import Workbook

/// What is wrong with a model, and that the rest of it can be used nevertheless.
@Suite struct ModelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let problems: [String]
    /// Lines and what they say afterwards.
    let then: [String: String]
    var testDescription: String { text }

    init(_ text: String, _ problems: [String], then: [String: String] = [:]) {
      (self.text, self.problems, self.then) = (text, problems, then)
    }
  }

  @Test(arguments: [
    Case(waste, [], then: ["used": "432 gpu·h/month", "wasted": "$10,200/month"]),
    Case("", []),
    Case("param a = 1\nparam a = 2\nresult b = a", ["duplicate-name a"], then: ["b": "1"]),
    Case("result a = b\nresult b = a\nresult c = 3", ["ring a"], then: ["c": "3"]),
    Case("result a = a + 1", ["ring a + 1"]),
    Case("f(x) = x * a\nresult a = f(2)", ["ring f(2)"]),
    Case("param a = 5 in 1..b\nparam b = 9", ["bad-range b"], then: ["a": "5"]),
    // A formula may read what is declared below it.
    Case("result a = b * 2\nparam b = 3 h", [], then: ["a": "6 h"]),
    Case("param a = 5 in 10..20", ["out-of-range 5"], then: ["a = 12": "  | a | 12"]),
    Case("param a = 5 in 20..10", ["bad-range 20..10"], then: ["a": "5"]),
    Case("param a = 5 in 3..3", ["bad-range 3..3"]),
    Case("param a = 5 in 1..9 step 1", [], then: ["a = 7": "  | a | 5 → 7 | ×1.4"]),
    Case("param a = 5.5 in 1..9 step 1", ["out-of-range 5.5"]),
    Case("param a = 5 in 1..9 step 0", ["bad-range 0"]),
    Case("param a = 5 in 1..9 step 10", ["bad-range 10"]),
    Case("param a = 5 in 1..9 step 2 h", ["cannot-convert 2 h"]),
    Case("param a = \"x\" in \"x\", \"y\" \"which\"", [], then: ["a": "\"x\""]),
    Case("param a = \"z\" in \"x\", \"y\"", ["out-of-range \"z\""]),
    Case("param a = 3 in \"x\", \"y\"", ["bad-range 3"]),
    Case("param a = \"x\" in \"x\", \"x\"", ["bad-model-line \"x\""]),
    Case("param a = \"x\" in \"x\",", ["bad-model-line "]),
    Case("param a: h = 5 in 1 gpu..2 gpu", ["cannot-convert 1 gpu"], then: ["a": "5 h"]),
    Case(
      "param a: h = 5 in 30 min..1 day", [],
      then: ["a = 20 min": "", "a = 30 min": "  | a | 5 → 0.5 h | ×0.1"]),
    Case("param a = 3 gpu in 1..8", [], then: ["a = 4": "  | a | 3 → 4 gpu | ×1.3"]),
    Case("param a: gpu = 3 h", ["cannot-convert 3 h"]),
    Case("param a: % = 0.15", ["percent-meant 0.15"]),
    Case("param a = 15% in 1..100", [], then: ["a = 100%": "  | a | 15% → 100% | ×6.7"]),
    Case("param a = 15% in 0..1", ["bad-range 1"]),
    Case("result a: h = 3 gpu", ["cannot-convert 3 gpu"]),
    Case("result a: h = 1 < 2", ["wrong-kind 1 < 2"]),
    Case(
      "result a = 1/0\nresult b = a + 1\nresult c = 2", ["division-by-zero 0"], then: ["c": "2"]),
    Case("result a = nobody\nresult b = a", ["unknown-name nobody"]),
    Case("param a = 1\nf(x) = x + nobody\nresult b = a", ["unknown-name nobody"], then: ["b": "1"]),
    Case("max(x) = x\nresult a = max(1, 2)", ["bad-name max"], then: ["a": "2"]),
    Case("param a = 1\na(x) = x", ["bad-name a"]),
    Case("result a = f(2)\nf(x) = x ^ 2", [], then: ["a": "4"]),
    Case(
      "unit trip\nparam fare = $3/trip in $1..$9\nresult all = fare * 2 trips", [],
      then: ["all": "$6"]),
    // A default that is a formula gives its parameter a unit, and its range too.
    Case("param a = 2 * 3 h in 1 h..9 h", [], then: ["a = 7": "  | a | 6 → 7 h | ×1.2"]),
    Case(
      "param a = 1 h\nparam b = a * 2 in 1 h..9 h", [],
      then: ["b = 99 h": "", "b = 4": "  | b | 2 → 4 h | ×2"]),
    Case("param open = true\nresult n = if open then 1 else 2", [], then: ["n": "1"]),
    Case("parm a = 1\nresult b = 2", ["bad-model-line parm"], then: ["b": "2"]),
  ])
  func models(_ test: Case) {
    var workbook = Workbook()
    let problems = workbook.add("m", test.text)
    workbook.focus = ["m"]
    #expect(problems.map { "\($0.code.name) \($0.span?.text ?? "")" } == test.problems)
    for (line, text) in test.then.sorted(by: { $0.key < $1.key }) {
      let said = workbook.says(line)
      if text.isEmpty { #expect(said.contains("out-of-range")) } else { #expect(said == text) }
    }
  }

  @Test func ringsAreNamedWhole() {
    var workbook = Workbook()
    let problems = workbook.add("m", "result a = c\nresult b = a\nresult c = b\nresult d = c")
    #expect(problems.map(\.message) == ["These depend on each other: c → b → a → c."])
    workbook.focus = ["m"]
    #expect(workbook.says("d").contains("depend on each other"))
  }

  @Test func theAuthorsOrderAndImportance() {
    let workbook = Workbook.holding(("waste", waste), important: ["wasted"])
    #expect(
      workbook.cells(of: "waste").map(\.id.name) == [
        "gpus", "rent", "utilization", "used", "effective", "wasted",
      ])
    var copy = workbook
    #expect(copy.changes("utilization = 30%").dropFirst().first?.hasPrefix("wasted") == true)
    #expect(workbook.cell(named: "gpus")?.range == "1 gpu to 64 gpu")
    #expect(workbook.cell(named: "gpus")?.sentence == "GPUs rented")
  }

  @Test func modelsOfSeveralChapters() {
    var workbook = Workbook()
    #expect(workbook.add("a", "param n = 1 in 0..9").isEmpty)
    #expect(workbook.add("b", "param n = 2 in 0..9\nresult sum = n + a.n").isEmpty)
    #expect(workbook.add("a", "result twice = n * 2").isEmpty, "a model can go on")
    #expect(workbook.models == ["a", "b"])
    #expect(workbook.changes("a.n = 5") == ["a.n 1 → 5", "b.sum 3 → 7", "a.twice 2 → 10"])
  }
}
