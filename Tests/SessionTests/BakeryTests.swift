import Answers
import Basics
import Course
import Diagnostics
import Display
import Foundation
import Headless
import SampleCourse
import TestSupport
import Testing

/// A course on a bakery, whose servers are baristas and whose requests are customers: nowhere does it
/// speak of GPUs, requests or instances, and its figures are those of the same fleet of GPUs.
@Suite struct BakeryTests {
  private static let chapter = """
    ---
    title: The counter
    id: counter
    objectives: [{text: Say what a barista's hour costs, exercises: [shift-cost]}]
    ---
    ## Who waits

    On a morning {eval}`rate` come, and {eval}`staff` serve them: {eval}`morning.wait.p95` is waited.

    ```{model} shop
    :important: wait, bill
    param staff: barista = 3 in 1..10 "baristas at the counter"
    param rate: customer/min = 0.8 customer/min in 0.1 customer/min..0.9 customer/min "who comes"
    param wage: $/(barista*h) = $20/(barista*h) in $10/(barista*h)..$50/(barista*h) "an hour's pay"
    result morning = dedicated(rate, 1 min, baristas: staff, price: wage, horizon: 4 h) "the counter"
    result wait: s = morning.wait.p95 "one in twenty waits as long"
    result work = morning.barista_seconds.busy "what was worked"
    result bill = morning.cost "of the morning"
    result apiece = morning.cost_per_customer "of a customer"
    check bill == wage * staff * 4 h within 1%
    ```

    ```{try}
    staff = 5
    timeline morning
    plot morning
    compare morning with staff = 4
    ```

    ```{predict} bill when staff = 6
    Three more baristas. What does the morning cost?
    ```

    ```{timeline} dedicated(rate, 1 min, baristas: staff, horizon: 30 min)
    Half an hour.
    ```

    ```{table} wait, work, bill
    ```

    ```{exercise} shift-cost
    ```
    """

  private static let exercise = """
    ---
    id: shift-cost
    title: A shift
    kind: number
    vary: {staff: [2 barista, 3 barista], wage: [$20/(barista*h), $24/(barista*h)]}
    answer: staff * wage * 8 h
    mistakes: [{when: wage * 8 h * 1 barista, say: That is one of them.}]
    ---
    {eval}`staff` work for 8 h at {eval}`wage`. What do they cost?

    ## Solution

    {eval}`staff * wage * 8 h`
    """

  private static let prices = """
    offers:
      - {id: temp, provider: City, plan: on-demand, item: Barista, price: $30/(barista*h),
         billed_by: 30 min, as_of: 2026-11-01, source: s}
    """

  private func stage() throws -> Stage {
    let stage = try Stage(Self.chapter)
    try FileManager.default.createDirectory(
      atPath: stage.folder + "/Exercises/counter", withIntermediateDirectories: true)
    for (name, text) in [
      ("course.yaml", "id: bakery\nnames: {server: barista, request: customer}\n"),
      ("Chapters/prices.yaml", Self.prices), ("Exercises/counter/shift-cost.md", Self.exercise),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: stage.folder + "/" + name))
    }
    return stage
  }

  /// The words of a text that are the simulator's own.
  private func strangers(_ text: String) -> [String] {
    let words: Set = ["gpu", "gpus", "request", "requests", "instance", "instances"]
    // A file is called as it is called.
    let said = text.replacing("Guides/reference/requests.csv", with: "FILE")
    return said.split(separator: "\n").filter { line in
      line.lowercased().split { !$0.isLetter }.contains { words.contains(String($0)) }
    }.map { String($0) }
  }

  @Test func everyScreenSpeaksOfBaristas() throws {
    let stage = try stage()
    #expect(CourseCheck.problems(of: try Course(folder: stage.folder)).map(\.summary) == [])
    let lines = [
      "", "", "", "", "", "$400", "", "240", "3 baristas", "$480", "skip", "map", "progress",
      "params", "results", "models", "help", "help commands", "help questions", "help functions",
      "help units", "help dedicated", "help barista", "help customer", "help staff", "prices",
      "timeline morning", "timeline morning against dedicated(rate, 1 min, baristas: 2)",
      "plot morning", "plot morning.wait", "compare morning with staff = 2",
      "sweep wait over staff from 1 to 4", "why bill", "solve staff for bill <= $300", "morning",
      "dedicated(rate, 1 min, baristas: 2, price: price(\"temp\")).cost_per_month",
      "shift(2 barista, from: 8 h, until: 18 h)", "serverless(2/min, 30 s, max_baristas: 3)",
      "paired(dedicated(1/min, 30 s), dedicated(1/min, 30 s, baristas: 2))",
      "mixed(1/min, 30 s, pool(\"trained\", baristas: 2), pool(\"new\", speed: 40%))",
    ]
    #expect(strangers(try stage.transcript(lines)) == [])
  }

  @Test func everyPageOfHelpAndEveryJSONDo() throws {
    let stage = try stage()
    let course = try Course(folder: stage.folder)
    var evaluation = try Evaluation(course: course, place: "counter")
    let functions = evaluation.list(.functions).json.member("functions")?.asList ?? []
    let names = functions.compactMap { $0.member("name")?.asText }
    #expect(names.contains("dedicated") && !names.contains("gpu_server"))
    for line in ["morning", "timeline morning", "plot morning", "compare morning with staff = 2"]
      + names.map({ "help \($0)" }) + functions.compactMap({ $0.member("example")?.asText })
      + ["help unit-mismatch", "help barista", "help units", "help commands", "help model"]
    {
      let outcome = evaluation.answer(line)
      let text = outcome.display.drawnForTest + "\n" + outcome.json.text
      #expect(strangers(text.replacing("\\n", with: "\n")) == [], "\(line)")
    }
  }

  /// Lines that are wrong, and what is said of them.
  @Test(arguments: [
    ("dedicated(2/min, 1 min, baristas: 0)", "Without a barista nothing is served."),
    ("dedicated(2/min, 1 min, gpus: 2)", "no parameter called gpus"),
    ("dedicated(2/min, 1 min, baristas: 2 h)", "baristas"),
    ("dedicated(2/min, 1 min, baristas: 2.5)", "baristas"),
    ("dedicated(2/min, 1 min, price: 3 h)", "$/(barista*h)"),
    ("dedicated(2/min, 1 min).cost", "No price is known"),
    ("morning.gpu_seconds", "gpu_seconds"), ("2 barista + 3 customer", "barista"),
    ("serverless(2/min, 30 s, max_instances: 3)", "max_baristas"),
    ("shift(2 h, from: 8 h, until: 18 h)", "barista"),
    ("dedicated(2 barista, 1 min)", "2/s"),
  ])
  func everyErrorDoes(_ line: String, _ words: String) throws {
    let stage = try stage()
    defer { withExtendedLifetime(stage) {} }
    var evaluation = try Evaluation(course: try Course(folder: stage.folder), place: "counter")
    let problem = try #require(evaluation.answer(line).problem, "\(line)")
    let text = problem.display.drawnForTest
    #expect(text.contains(words), "\(text)")
    // What was typed is quoted as it was.
    let typed = ["gpu_seconds", "called gpus", "max_instances"]
    let told = strangers(text).filter { told in
      !told.contains(line) && !typed.contains { told.contains($0) }
    }
    #expect(told == [], "\(text)")
  }

  /// The same fleet under other names has the same figures, field for field.
  @Test(arguments: [
    ("dedicated(2/min, 1 min, gpus: 3, price: $20/(gpu*h))", "wait.p95"),
    ("serverless(2/min, 1 min, cold_start: 2 min, max_instances: 4)", "instances.mean"),
    ("hybrid(2 gpu, 2/min, 1 min, cold_start: 20 s)", "gpu_seconds.busy"),
    ("mixed(1/min, 1 min, pool(\"a\", gpus: 2), pool(\"b\", speed: 40%))", "requests"),
    ("dedicated(2 request/min, 1 min, schedule: shift(4 gpu, from: 8 h, until: 18 h))", "queued"),
    ("erlang_c(3, 2)", ""), ("break_even($2/(gpu*h), $5/(gpu*h))", ""),
  ])
  func figuresAreTheSame(_ line: String, _ field: String) throws {
    let stage = try stage()
    defer { withExtendedLifetime(stage) {} }
    let course = try Course(folder: stage.folder)
    var bakery = try Evaluation(course: course, place: nil)
    var usual = try Evaluation(course: nil, place: nil)
    let typed = field.isEmpty ? line : line + "." + field
    let own = course.names.text(typed)
    #expect(typed == own || own.contains("barista") || own.contains("customer"))
    let (a, b) = (usual.answer(typed), bakery.answer(own))
    #expect(a.problem == nil && b.problem == nil, "\(own): \(b.problem?.message ?? "")")
    #expect(
      a.json.member("value")?.member("value") == b.json.member("value")?.member("value"), "\(own)")
  }

  /// The model of the guide runs in a course with these names.
  @Test func theGuidesCounterHolds() throws {
    let guide = try String(
      contentsOfFile: projectFolder + "/Guides/writing-chapters.md", encoding: .utf8)
    let example = try #require(
      guide.components(separatedBy: "````text\n").dropFirst().compactMap {
        $0.components(separatedBy: "\n````").first
      }.first { $0.contains("{model} counter") })
    let stage = try Stage(
      "---\ntitle: A\nid: a\n---\n## One\n\n\(example)\n\nA customer costs {eval}`apiece`.\n")
    let line = "names: {server: barista, request: customer}\n"
    #expect(guide.contains(line))
    try Data(line.utf8).write(to: URL(fileURLWithPath: stage.folder + "/course.yaml"))
    #expect(CourseCheck.problems(of: try Course(folder: stage.folder)).map(\.summary) == [])
  }

  @Test(arguments: [
    "{server: barista, request: customer}", "{server: ferry, request: passenger}",
    "{server: bus, request: person people}", "{server: sheep}",
  ])
  func aNewCourseMayBeOfAnything(_ names: String) throws {
    let files = try Scaffold.courseFiles(id: "gpu-requests", in: "", names: "names: \(names)\n")
    let stage = try Stage()
    for file in files {
      let url = URL(fileURLWithPath: stage.folder + file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: url)
    }
    #expect(files.contains { $0.text.contains("names: \(names)") })
    let texts = files.filter { !$0.path.hasSuffix(".yaml") }.map { $0.text }
    if names.contains("server") { #expect(strangers(texts.joined(separator: "\n")) == []) }
    let course = try Course(folder: stage.folder)
    #expect(CourseCheck.problems(of: course).map(\.summary) == [])
    // An id is its author's, whatever words are in it.
    let chapter = try Scaffold.chapterFile(id: "gpu-requests", in: "", of: course)
    #expect(chapter.text.contains("id: gpu-requests\n"))
    let exercise = try Scaffold.exerciseFile(
      id: "max-requests", kind: .predict, chapter: "first-steps", in: "", of: course)
    #expect(exercise.text.contains("id: max-requests\n"))
  }

  @Test(arguments: [
    "names: {server: h}", "names: {server: Barista}", "names: {server: plot}",
    "names: {server: a b c}", "names: {server: gpu}", "names: {waiter: barista}", "names: barista",
    "names: {server: cook, request: cook}", "names: {server: cook, request: cooks}",
    "names: {server: money}",
  ])
  func aNameThatIsNoneIsTold(_ line: String) {
    #expect(!CourseSettings.parse(Source(name: "course.yaml", line + "\n")).problems.isEmpty)
  }

  @Test(arguments: [
    ("A GPU waits for an instance.", "An oven waits for an oven."), ("", ""),
    ("an instance, for instance", "an oven, for instance"),
    ("GPUs, gpu_seconds and max_instances", "Ovens, oven_seconds and max_ovens"),
    ("$27.78/gpu·h of 2 requests; GPU 2", "$27.78/oven·h of 2 loaves; oven 2"),
    ("prequest gpulearn H100 über", "prequest gpulearn H100 über"),
  ])
  func textsAreRenamed(_ text: String, _ renamed: String) throws {
    let names = CourseSettings.parse(
      Source(name: "course.yaml", "names: {server: oven, request: loaf loaves}\n")
    ).settings.names
    #expect(names.text(text) == renamed)
  }
}
