import Course
import Foundation
import Headless
import SampleCourse
import Session
import TestSupport
import Testing

/// Prices as a learner and a shell meet them.
@Suite struct PriceTests {
  private static let file = """
    offers:
      - {id: fresh-a100, provider: Fresh, plan: serverless, gpu: A100, price: $2/(gpu*h),
         billed_by: 1 s, bills_start: true, bills_idle: true, as_of: 2026-11-01, source: s}
      - {id: old-a100, provider: Old, plan: on-demand, gpu: A100, price: $3/(gpu*h),
         as_of: 2025-01-01, source: s}
      - {id: old-h100, provider: Old, plan: spot, gpu: H100, price: $4/(gpu*h), as_of: unknown,
         source: s}

    """

  /// 2026-11-24.
  private static let now = 1_795_500_000.0

  private func stage(_ text: String = file) throws -> Stage {
    let stage = try Stage(sampleChapter)
    try Data(text.utf8).write(to: URL(fileURLWithPath: stage.folder + "/Chapters/prices.yaml"))
    return stage
  }

  private func session(_ stage: Stage) throws -> GuidedSession {
    try GuidedSession(course: try Course(folder: stage.folder), store: nil, now: { Self.now })
  }

  @Test func theyAreListed() throws {
    let stage = try stage()
    var session = try session(stage)
    try expectGolden("prices", stage.play(&session, ["prices", "prices h100", "prices nobody"]))
  }

  /// An old offer says so when it is used, and only once.
  @Test func ageIsToldOnce() throws {
    let stage = try stage()
    var session = try session(stage)
    func said(_ line: String) -> Bool {
      stage.play(&session, [line]).contains("was looked up")
    }
    #expect(!said("price(\"fresh-a100\").price"))
    #expect(said("mine = price(\"old-a100\")"))
    #expect(!said("mine.price * 2"))
    #expect(said("price(\"old-h100\").price"))
    #expect(!said("price(\"old-h100\").price"))
  }

  private static let lessons = """
    ---
    title: A chapter
    id: chapter
    ---
    ## Times {#times}
    Ten requests take {eval}`quick.wait`.

    ```{model} quick
    param each: s = 2 s in 1 s..10 s "each takes"
    result wait: s = 10 * each "all together"
    ```

    ## Prices {#prices}
    Here is what it costs.

    ```{model} paid
    param hours = 3 in 1..100 "rented"
    result fleet = dedicated(2/s, 0.1 s, price: price("old-a100").price, horizon: 1k requests) "a fleet"
    result p99: s = fleet.latency.p99 "one in a hundred takes longer"
    result bill: $ = price("old-a100").price * 1 gpu * hours * 1 h "the bill"
    ```

    ## Runs {#runs}
    No more than {eval}`paid.p99`.

    ```{model} slow
    param more: s = 1 s in 0 s..10 s "added"
    result late: s = paid.p99 + more "with more"
    ```

    ```{try}
    more = 2 s
    ```
    """

  /// It is told where an amount that rests on it is on the screen, and nowhere else.
  @Test func ageIsToldWhereThePriceIs() throws {
    let stage = try Stage(Self.lessons)
    try Data(Self.file.utf8).write(
      to: URL(fileURLWithPath: stage.folder + "/Chapters/prices.yaml"))
    func told(_ lines: [String]) throws -> [Bool] {
      var session = try session(stage)
      return [stage.drawn(session.start()).contains("was looked up")]
        + lines.map { stage.play(&session, [$0]).contains("was looked up") }
    }
    #expect(
      try told(["map", "quick.each = 3 s", "goto prices", "goto prices"])
        == [false, false, false, true, false])
    #expect(
      try told(["goto runs", "", "paid.p99", "paid.hours = 4", "paid.hours = 5"])
        == [false, false, false, false, true, false])
    #expect(try told(["paid.p99", "paid.bill"]) == [false, false, true])
    #expect(try told(["plot paid.p99 over paid.hours", "plot paid.bill over paid.hours"])[2])
    #expect(try told(["paid.hours = 4", "undo"]) == [false, true, false])
  }

  /// A goal shows its own model, and not the others of its chapter.
  @Test(arguments: [("quick", "each", "wait < 15 s", false), ("paid", "hours", "bill < $8", true)])
  func ageIsToldOfGoals(_ model: String, _ change: String, _ goal: String, _ isTold: Bool) throws {
    let stage = try Stage(Self.lessons + "\n\n```{exercise} cheap\n```\n")
    try Data(Self.file.utf8).write(
      to: URL(fileURLWithPath: stage.folder + "/Chapters/prices.yaml"))
    let folder = stage.folder + "/Exercises/chapter"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = """
      ---
      id: cheap
      title: Cheap
      kind: goal
      model: \(model)
      change: [\(change)]
      conditions: [\(goal)]
      ---
      Make it so.

      ## Solution

      So it is.
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/cheap.md"))
    var session = try session(stage)
    let said = stage.play(&session, ["goto cheap"])
    #expect(said.contains("Make it so.") && said.contains("was looked up") == isTold, "\(said)")
  }

  @Test func theyAreCompleted() throws {
    let stage = try stage()
    let session = try session(stage)
    let (word, found) = session.completions(of: "x = serverless(2/s, 1 s, price: price(\"old")
    #expect(word == "old" && found.map(\.text) == ["old-a100\"", "old-h100\""])
    #expect(
      session.completions(of: "price(\"old-a100\").").candidates.allSatisfy {
        $0.text != "old-a100\""
      })
  }

  @Test func checkReadsThem() throws {
    let stage = try stage(Self.file + "  - {id: bad, price: 3 gpu}\n")
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(problems.contains { $0.span?.source.name == "Chapters/prices.yaml" })
    let path = stage.folder + "/Chapters/prices.yaml"
    let (found, files) = try CourseCheck.problems(at: path, in: nil)
    #expect(files == 1 && found.contains { $0.span?.text == "3 gpu" })
  }
}
