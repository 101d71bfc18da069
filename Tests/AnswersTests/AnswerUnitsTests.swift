import Answers
import Course
import Diagnostics
import Language
import NativeFunctions
import Quantities
import SampleExercises
import Testing
import Workbook

/// Answers in the words of a course on something else than GPUs.
@Suite struct AnswerUnitsTests {
  private static let names = FleetNames(
    server: FleetNames.Name("oven"), request: FleetNames.Name("loaf", many: "loaves"))

  private func posed(_ answer: String, _ names: FleetNames) throws -> PosedExercise {
    let workbook = Workbook(functions: FunctionCatalog.standard.called(names), units: names.units())
    let text = """
      ---
      id: sample
      title: A sample
      kind: number
      answer: \(answer)
      ---
      What is it?

      ## Solution

      {eval}`\(answer)`
      """
    let (exercise, problems) = Exercise.parse(
      Source(name: "sample.md", text), units: workbook.units)
    let found = try #require(exercise, "\(problems.map(\.summary))")
    return try PosedExercise(found, Variant(of: found, places: [], seed: 1), in: workbook)
  }

  /// What is right, an answer as it is typed, and how it is written in a course on GPUs.
  @Test(arguments: [
    ("3 oven", "3 servers", "3 gpu"), ("3 oven", "three machines", "3 gpu"),
    ("3 oven", "3 ovens", ""), ("20 loaf", "20 people", "20 request"),
    ("20 loaf", "20 calls", "20 request"), ("2 loaf/s", "2 rps", "2 request/s"),
    ("$3/loaf", "$3 a loaf", ""), ("$3/loaf", "3 dollars per loaf", ""),
    ("0.5 loaf", "half a loaf", ""), ("$2/loaf", "$2 for each loaf", ""),
    ("$2/loaf", "$2,000 per thousand loaves", ""),
  ])
  func words(_ right: String, _ typed: String, _ usual: String) throws {
    #expect(try posed(right, Self.names).finding(typed) == "right")
    if !usual.isEmpty { #expect(try posed(usual, .usual).finding(typed) == "right") }
  }

  /// GPUs are counted by the names that the course's own list has.
  @Test(arguments: [
    ("3 H100s", "right"), ("three MI300X", "right"), ("3 a100-80gb", "right"), ("2 B200s", "wrong"),
    ("3 K80s", "asks"), ("3 H100 s", "asks"),
  ])
  func gpusOfTheCourse(_ typed: String, _ verdict: String) throws {
    let course = try #require(ShippedTests.course)
    let workbook = Workbook.native(ModelRunner(model: nil), course)
    let posed = try SampleExercises.posed("kind: number\nanswer: 3 gpu", in: workbook)
    #expect(posed.finding(typed).hasPrefix(verdict), "\(posed.finding(typed))")
  }

  /// Behind a number stands the unit, whatever a lesson calls its cells.
  @Test(arguments: [("$1,800/year", "right"), ("1,800 a year", "right"), ("12 years", "asks")])
  func unitsThatAreNamesToo(_ typed: String, _ verdict: String) throws {
    let posed = try SampleExercises.posed(
      "kind: number\nvary: {year: [4]}\nanswer: $150/month")
    #expect(posed.finding(typed).hasPrefix(verdict), "\(posed.finding(typed))")
  }

  /// Whoever counts with cells that are plain numbers may leave the unit out, as with numbers that are
  /// typed; a cell with a unit gives its own.
  @Test(arguments: [
    ("2 * layers * 128 * 2", "right"), ("2 * 4 * 128 * 2", "right"), ("layers * 512 B", "right"),
    ("layers * 128", "factor-layers"), ("layers * memory", "wrong"),
    ("layers * 2 h", "asks: unit-mismatch"),
    ("stdev(1 to 1000)", "asks: wrong-kind"),
  ])
  func plainCells(_ typed: String, _ finding: String) throws {
    let posed = try SampleExercises.posed(
      "kind: number\nvary: {layers: [4], memory: [8 B]}\nanswer: layers * 512 B")
    #expect(posed.finding(typed).hasPrefix(finding), "\(posed.finding(typed))")
  }

  /// A word that is a unit of the course is that unit.
  @Test func whatIsAUnitStaysOne() throws {
    let names = FleetNames(server: FleetNames.Name("node"), request: FleetNames.Name("user"))
    #expect(try posed("3 node", names).finding("3 nodes") == "right")
    #expect(try posed("3 user", names).finding("3 users") == "right")
    #expect(try posed("3 user", names).finding("3 calls") == "right")
  }

  /// A line of any length is read to its end, and what is silent in it stays so.
  @Test(arguments: ["a ", "1 h ", "- ", "= ", "\"", "10^", "one hundred ", "all but ", "so "])
  func longLines(_ part: String) throws {
    let line = String(repeating: part, count: 4000 / part.utf8.count)
    #expect(!AnswerText.readings(line).isEmpty)
    #expect(!(try posed("3 oven", Self.names).finding(line).isEmpty))
    // Whatever it picks, it does so at once.
    _ = try? Selection.places(line, among: ["this", "that"])
  }

  /// Where it is asked what goes with rent, "rent: …" sets nothing.
  @Test func whatNamesAParameterIsNoSettingOfAMatch() throws {
    let match = try SampleExercises.posed(
      "kind: match",
      body: "## Pairs\n\n| what | unit |\n|---|---|\n| rent | money |\n| work | hours |\n")
    var desk = wasteWorkbook
    desk.focus = ["waste"]
    #expect(try match.read("rent: money, work: hours", in: desk) != nil)
    #expect(try match.read("rent = $9,000 a month", in: desk) == nil)
    let number = try SampleExercises.posed("kind: number\nanswer: $9,000/month")
    #expect(try number.read("rent: $9,000 a month", in: desk) == nil)
  }
}
