import Basics
import Course
import Diagnostics
import Headless
import Language
import SampleCourse
import Testing

/// Lines answered without a session, one after another.
@Suite struct EvaluationTests {
  private let stage: Stage
  private let course: Course

  init() throws {
    stage = try Stage(sampleChapter)
    course = try Course(folder: stage.folder)
  }

  private func evaluation(_ place: String? = "1") throws -> Evaluation {
    try Evaluation(course: course, place: place)
  }

  /// What a line gives, or the code of what is wrong with it and the line that is offered.
  private func says(_ outcome: Evaluation.Outcome) -> String {
    if let problem = outcome.problem {
      return problem.code.name + (problem.suggestion.map { ": " + $0 } ?? "")
    }
    return outcome.display.drawnForTest.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }.joined(separator: "\n")
  }

  // MARK: Settings

  /// A name that is nearly one of the chapter's is a slip, told at its place; any other is new.
  @Test(arguments: [
    ("gpsu = 8", "unknown-name: gpus = 8"), ("gpsu=8", "unknown-name: gpus=8"),
    ("utilisation = 40%", "unknown-name: utilization = 40%"),
    // One name that two models have is no slip.
    ("rent = $1/month", "in-another-model: waste.rent = $1/month"),
    ("gpus = 65", "out-of-range: waste.gpus = 64 gpu"), ("= 3", "expected-value"),
  ])
  func settingsThatAreRefused(_ line: String, _ says: String) throws {
    var evaluation = try evaluation()
    let outcome = evaluation.set(line)
    #expect(self.says(outcome) == says)
    if says.hasPrefix("unknown-name") {
      #expect(outcome.problem?.span?.text == String(line.prefix { $0.isLetter }))
    }
    #expect(outcome.json == .failure(try #require(outcome.problem)))
  }

  @Test(arguments: [
    ("gpus = 8", "used", "864 gpu·h/month"), ("waste.gpus = 8", "used", "864 gpu·h/month"),
    ("gpus=8", "used", "864 gpu·h/month"), ("zebra_2 = 3", "zebra_2 * 2", "6"),
    ("flat.rent = $1/month", "year", "$12"),
  ])
  func settingsThatAreTaken(_ line: String, _ question: String, _ answer: String) throws {
    var evaluation = try evaluation()
    #expect(evaluation.set(line).problem == nil)
    #expect(says(evaluation.answer(question)) == answer)
  }

  /// What a line has named is no slip any more, however near it comes to a name of the chapter.
  @Test func ownNamesAreSet() throws {
    var evaluation = try evaluation()
    #expect(evaluation.answer("gpuz = 3").problem == nil)
    #expect(evaluation.set("gpuz = 4").problem == nil)
    #expect(says(evaluation.answer("gpuz")) == "4")
  }

  // MARK: Bindings

  /// A model's name is put in front where just one has the parameter, and only of a binding.
  @Test(arguments: [
    (["gpus = 8", "used"], "864 gpu·h/month"), (["gpus== 4 gpu"], "true"),
    (["gpus == 5 gpu"], "false"),
    (["x = 3", "x = 4", "x"], "4"),
    (["rent = $1/month"], "in-another-model: waste.rent = $1/month"),
    (["waste.rent = $1/month", "waste.rent"], "$1/month"),
    (["= 3"], "expected-value"), (["f(gpus) = gpus * 2", "f(3)"], "6"),
    (["gpus = 8", "gpus = 16", "used"], "1,728 gpu·h/month"),
  ])
  func bindings(_ lines: [String], _ answer: String) throws {
    var evaluation = try evaluation()
    for line in lines.dropLast() { #expect(evaluation.answer(line).problem == nil, "\(line)") }
    #expect(says(evaluation.answer(try #require(lines.last))) == answer)
  }

  @Test func bothHoldersAreNamed() throws {
    var evaluation = try evaluation()
    let problem = try #require(evaluation.answer("rent = $1/month").problem)
    #expect(problem.message == "rent belongs to several models: waste, flat.")
    #expect(problem.span?.text == "rent")
  }

  /// In a lesson its own models come first.
  @Test(arguments: ["1/2", "sample/a-second-lesson"])
  func aLessonsNamesComeFirst(_ place: String) throws {
    var evaluation = try evaluation(place)
    #expect(evaluation.answer("rent = $1/month").problem == nil)
    #expect(says(evaluation.answer("year")) == "$12")
    #expect(says(evaluation.answer("used")) == "432 gpu·h/month")
  }

  @Test(arguments: ["9", "nope", "1/9", "1/nope"]) func placesThatAreNone(_ place: String) {
    #expect(throws: Diagnostic.self) { try evaluation(place) }
  }

  @Test func withoutAChapterThereAreNoNames() throws {
    var evaluation = try evaluation(nil)
    #expect(evaluation.answer("gpus").problem?.code == .unknownName)
    #expect(evaluation.set("gpsu = 8").problem == nil)
    var alone = try Evaluation(course: nil, place: nil)
    #expect(says(alone.answer("2 h in min")) == "120 min")
  }

  // MARK: Names of other chapters

  /// A name that is not found is looked for in the course: as it is, or nearly.
  @Test(arguments: [
    ("gpus * 2", "gpulearn eval --chapter 1 'gpus * 2'"),
    ("effectiv", "gpulearn eval --chapter 1 'effective'"),
  ])
  func aNameOfAChapter(_ line: String, _ offer: String) throws {
    var evaluation = try evaluation(nil)
    let problem = try #require(evaluation.answer(line).problem)
    let hinted = Evaluation.hinted(problem, line: line) { course }
    #expect(hinted.suggestion == offer)
    #expect(Evaluation.hinted(problem, line: line) { nil } == problem)
  }

  /// The course is not even opened for any other mistake, and says nothing of what it does not have.
  @Test func nothingToHint() throws {
    var evaluation = try evaluation(nil)
    let problem = try #require(evaluation.answer("1 +").problem)
    let other = Evaluation.hinted(problem, line: "1 +") {
      Issue.record("opened")
      return nil
    }
    #expect(other == problem)
    let unknown = try #require(evaluation.answer("zzyzx").problem)
    #expect(Evaluation.hinted(unknown, line: "zzyzx") { course } == unknown)
  }

  // MARK: Help

  @Test func helpIsAboutFunctionsAndQuestions() throws {
    var evaluation = try evaluation(nil)
    let all = evaluation.answer("help")
    let shown = all.display.drawnForTest
    #expect(all.problem == nil && shown.contains("More: help commands"))
    #expect(shown.hasPrefix(evaluation.answer("help functions").display.drawnForTest))
    #expect(all.json == evaluation.answer(" help  functions ").json)
    guard case .object(let members) = all.json, case .array(let functions) = members[0].value else {
      Issue.record("no list")
      return
    }
    #expect(members.map(\.key) == ["functions"] && functions.count > 20)
    let page = evaluation.answer("help erlang_b")
    #expect(says(page).contains("erlang_b(") && page.json.text.hasPrefix("{\"function\":"))
    let question = evaluation.answer("help sweep")
    #expect(says(question).hasPrefix("sweep ") && question.json.text.hasPrefix("{\"question\":"))
    #expect(says(evaluation.answer("help serverles")) == "unknown-name: help serverless")
    #expect(says(evaluation.answer("help zzyzx")) == "unknown-name: help")
    #expect(says(evaluation.answer("help me please")) == "unknown-name: help")
    // Where it stands in a sum or is set, it is a name like any other.
    #expect(evaluation.answer("help = 3").problem == nil)
    #expect(says(evaluation.answer("help * 2")) == "6")
  }

  // MARK: Calls

  /// A function called with values: its run can be drawn, and a mistake is in the option.
  @Test func functionsAreCalledWithValues() throws {
    let evaluation = try evaluation(nil)
    func given(_ name: String, _ text: String) -> GivenArgument {
      GivenArgument(name, .written(Source(name: "--" + name, text)))
    }
    let arguments = [given("arrivals", "1/s"), given("service", "100 ms")]
    let run = try evaluation.call("serverless", with: arguments, typed: "simulate")
    #expect(run.recording != nil && run.histogram != nil && run.problem == nil)
    #expect(run.line == "simulate" && run.json.text.contains("\"requests\""))
    let problem = #expect(throws: Diagnostic.self) {
      try evaluation.call("serverless", with: [given("service", "1 h +")], typed: "simulate")
    }
    #expect(problem?.span?.source.name == "--service")
    let value = try evaluation.value(
      calling: "erlang_b", with: [given("servers", "4"), given("load", "2.5")], typed: "x")
    #expect(value.quantity != nil)
  }

  @Test func onlyARunIsRecorded() throws {
    var evaluation = try evaluation(nil)
    let run = evaluation.answer("serverless(1/s, 100 ms)")
    #expect(run.recording != nil && run.histogram != nil)
    let number = evaluation.answer("serverless(1/s, 100 ms).requests")
    #expect(number.recording == nil && number.histogram == nil && number.problem == nil)
  }
}
