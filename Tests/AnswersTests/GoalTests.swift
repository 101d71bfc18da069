import Answers
import Course
import Diagnostics
import Language
import NativeFunctions
import Presentation
import Quantities
import SampleExercises
import Synchronization
import Testing
import Workbook

@Suite("Goals") struct GoalTests {
  /// A stand-in for the simulator: a reply takes longer the fewer instances are kept, and each of
  /// them costs. It counts how often it was asked.
  final class Stub: Sendable {
    private let calls = Mutex(0)

    var function: Function {
      let second = Unit(UnitCatalog.standard.unit(named: "s") ?? .second)
      return Function(
        "stub_fleet", "a fleet", [Function.Parameter("warm", .anyQuantity, "instances")],
        example: "stub_fleet(1)",
        gives: RecordForm<Double>([
          .init("p99", .quantity(second), "latency") {
            .quantity(Quantity(10 / (1 + $0), second))
          },
          .init("cost", .quantity(.dollar), "cost") { .quantity(Quantity(100 * $0, .dollar)) },
        ])
      ) { [self] (arguments, _) throws(Diagnostic) -> Double in
        calls.withLock { $0 += 1 }
        return arguments.number("warm")
      }
    }

    var count: Int { calls.withLock { $0 } }
  }

  static let chapter = """
    ---
    title: A
    id: a
    ---
    ## B

    ```{model} fleet
    param warm = 0 in 0..20 "instances kept"
    param rate: request/min = 2 request/min in 0.1..600 "requests"
    param plan = "spot" "spot or steady"
    result run = stub_fleet(warm)
    result p99: s = run.p99
    result cost: $ = run.cost
    ```
    """

  static let head = """
    kind: goal
    model: fleet
    vary: {rate: [2 request/min, 4 request/min], budget: ["$1,000", $600]}
    conditions:
      - p99 < 2 s
      - cost <= budget
      - plan == "steady"
    start: {warm: 1}
    change: [warm, plan]
    mistakes:
      - when: warm > 10
        say: {eval}`warm` instances cost {eval}`cost`.
    """.replacing("say: {", with: "say: >\n      {")

  private func posed(_ places: [Int] = []) throws -> (posed: PosedExercise, stub: Stub) {
    let stub = Stub()
    let base = workbook(
      Chapter.parse(Source(name: "1-a.md", Self.chapter)).chapter, functions: [stub.function])
    return (try SampleExercises.posed(Self.head, places: places, in: base), stub)
  }

  @Test("count what was reached since the start") func shares() throws {
    let (posed, _) = try posed()
    func share(_ answer: String) throws -> Double { try posed.verdict(on: answer).share }
    #expect(try share("start") == 0)
    #expect(try share("warm = 4") == 0)
    #expect(try share("warm = 5") == 0.5)
    #expect(try share("plan = \"steady\"") == 0.5)
    #expect(try share("warm = 5; plan = \"steady\"") == 1)
    // What held at the start is broken.
    #expect(try share("warm = 11; plan = \"steady\"") == 0.5)
    #expect(posed.finding("warm = 11") == "mistake-1")
    #expect(posed.finding("warm = 4; plan = \"steady\"") == "partial")
  }

  @Test("use the variant's figures") func variants() throws {
    #expect(try posed([0, 0]).posed.verdict(on: "warm = 8; plan = \"steady\"").isRight)
    #expect(try !posed([0, 1]).posed.verdict(on: "warm = 8; plan = \"steady\"").isRight)
  }

  @Test("are answered by a workbook as well as by its text") func workbooks() throws {
    let (posed, _) = try posed()
    var other = try posed.start()
    _ = try other.run(Source("n = 5"))
    _ = try other.run(Source("warm = n"))
    _ = try other.run(Source("plan = \"steady\""))
    #expect(posed.answerText(of: other) == "fleet.warm = 5; fleet.plan = \"steady\"")
    #expect(try posed.verdict(on: other).isRight)
    #expect(posed.answerText(of: try posed.start()) == "start")
    _ = try other.run(Source("warm = 20 / 7"))
    let text = posed.answerText(of: other)
    var read = try posed.start()
    for line in text.split(separator: ";") { _ = try read.run(Source(String(line))) }
    #expect(read.cell(named: "warm")?.value == other.cell(named: "warm")?.value)
  }

  /// Whatever a submission says, only free parameters within their ranges change.
  @Test(
    "refuse what is not a learner's to set",
    arguments: [
      ("warm = 21", "out-of-range"), ("warm = -1", "out-of-range"),
      ("warm = 3 s", "cannot-convert"),
      ("rate = 1 request/min", "fixed-value"), ("fleet.rate = 1 request/min", "fixed-value"),
      ("budget = $9,999", "fixed-value"), ("given.budget = $9,999", "fixed-value"),
      ("cost = $1", "is-a-result"), ("my.x = 5", "unknown-name"),
      ("stub_fleet(x) = 5", "wrong-kind"),
      ("plot cost over warm", "wrong-kind"), ("warm", "wrong-kind"), ("warm = warm", "ring"),
      ("warm = 1/0", "division-by-zero"), ("warm = 5; rate = 9", "fixed-value"),
      ("nothing = 5", "unknown-name"), ("warm == 5", "wrong-kind"),
    ])
  func refuses(_ answer: String, _ code: String) throws {
    #expect(try posed().posed.finding(answer) == "asks: \(code)")
  }

  @Test("leave a workbook that was tampered with aside") func tampered() throws {
    let (posed, _) = try posed()
    var other = posed.workbook
    other.focus = ["fleet", CellID.given]
    _ = try other.run(Source("budget = $99,999"))
    _ = try other.run(Source("warm = 15"))
    _ = try other.run(Source("plan = \"steady\""))
    #expect(throws: Diagnostic.self) { try posed.verdict(on: other) }
  }

  @Test("run the model once for each state") func runs() throws {
    let (posed, stub) = try posed()
    _ = try posed.start()
    let before = stub.count
    _ = try posed.verdict(on: "warm = 5; plan = \"steady\"")
    #expect(stub.count - before <= 4)
  }

  static let simulated = """
    ---
    title: A
    id: a
    ---
    ## B

    ```{model} warmth
    param rate: request/min = 2 request/min in 0.1..600 "requests"
    param keep_alive: s = 10 s in 0 s..3600 s "an idle instance is kept"
    param min_warm = 0 in 0..20 "instances that always stay"
    result run = serverless(rate, fixed(4 s), cold_start: fixed(20 s), keep_alive: keep_alive, min_warm: min_warm, price: $2.736/(gpu*h), horizon: 2k requests)
    result p99: s = run.latency.p99
    result cold = run.cold_share
    ```
    """

  @Test("are graded by running the simulator") func simulator() throws {
    let runner = ModelRunner(model: nil)
    let base = workbook(
      Chapter.parse(Source(name: "1-a.md", Self.simulated)).chapter,
      functions: NativeFunctions.all(prices: nil, runner: runner))
    let posed = try SampleExercises.posed(
      """
      kind: goal
      model: warmth
      conditions: [p99 < 15 s, cold < 20%]
      change: [keep_alive, min_warm]
      """, in: base)
    #expect(posed.finding("start") == "wrong")
    let reached = try posed.verdict(on: "min_warm = 2; keep_alive = 60 s")
    #expect(reached.isRight, "\(posed.reply(to: reached).plain)")
    // The same settings come to the same figures.
    #expect(try posed.verdict(on: "min_warm = 2; keep_alive = 60 s") == reached)
    let near = try posed.verdict(on: "keep_alive = 0 s")
    #expect(posed.reply(to: near).plain.contains("✗ p99 is"))
  }
}
