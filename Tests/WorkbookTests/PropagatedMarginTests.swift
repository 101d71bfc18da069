import Diagnostics
import Language
import Quantities
import Synchronization
import Testing

@testable import Workbook

/// How far luck carries through what is computed from simulated figures.
@Suite struct PropagatedMarginTests {
  /// A function that gives a run: two figures, the first known to within 0.5.
  private static let run = Function(
    "played", "gives a run", [], example: "played()", gives: form
  ) { (_, _) throws(Diagnostic) -> Double in 10 }

  private static let form = RecordForm<Double>([
    .init("mean", .quantity(.none), "a figure") { .quantity(Quantity($0)) },
    .init("exact", .quantity(.none), "another") { _ in .quantity(Quantity(3)) },
    .init(
      "margins",
      RecordForm<Double>([
        .init("mean", .quantity(.none), "half its interval") { _ in .quantity(Quantity(0.5)) }
      ]), "margins"
    ) { $0 },
  ])

  private func workbook() throws -> Workbook {
    var workbook = Workbook(functions: .standard + [Self.run])
    for line in ["fleet = played()", "m = fleet.mean", "twice = 2 * m", "k = 7"] {
      _ = try workbook.run(Source(line))
    }
    return workbook
  }

  @Test(arguments: [
    ("m", 0.5), ("fleet.mean", 0.5), ("twice", 1), ("3 * fleet.mean + 1", 1.5), ("m^2", 10.25),
    ("m + twice", 1.5), ("m - fleet.mean", nil), ("fleet.exact", nil), ("fleet.exact * 2", nil),
    ("k * 2", nil), ("k * m", 3.5), ("1 / m", 1.0 / 10 - 1 / 10.5), ("max(m, 20)", nil),
  ])
  func margin(_ line: String, _ expected: Double?) throws {
    let workbook = try workbook()
    let expression = try Expression.parse(Source(line), in: workbook.parsingScope())
    let found = try workbook.estimate(of: expression).margin?.magnitude
    if let expected {
      #expect(abs((found ?? .nan) - expected) < 1e-9, "\(line): \(String(describing: found))")
    } else {
      #expect(found == nil, "\(line): \(String(describing: found))")
    }
  }

  /// What a machine measured: two times, of runs that lay a tenth apart.
  private static let clocked = Function(
    "clocked", "gives times", [], example: "clocked()",
    gives: RecordForm<Double>([
      .init("first", .quantity(Unit(.second)), "a time") { .quantity(Quantity($0, Unit(.second))) },
      .init("second", .quantity(Unit(.second)), "another") { _ in
        .quantity(Quantity(9, Unit(.second)))
      },
      .init("tokens", .quantity(.none), "no time") { _ in .quantity(Quantity(40)) },
      .init("spread", .quantity(.percent), "how far they lie apart") { _ in
        .quantity(Quantity(20, .percent))
      },
      .init("measured_on", .text, "where") { _ in .text("a machine") },
    ])
  ) { (_, _) throws(Diagnostic) -> Double in 10 }

  /// A time that was measured is told with the digits that hold, and what is left of two such times
  /// is known much worse than each.
  @Test(arguments: [
    ("c.first", 1.0), ("a", 1.0), ("c.first * 2", 2.0), ("a - b", 1.345362405),
    ("c.first / c.second", 0.151234), ("c.tokens", nil), ("c.tokens / 2", nil),
    ("a - c.first", nil),
  ])
  func measured(_ line: String, _ expected: Double?) throws {
    var workbook = Workbook(functions: .standard + [Self.clocked])
    for line in ["c = clocked()", "a = c.first", "b = c.second"] {
      _ = try workbook.run(Source(line))
    }
    let answer = try workbook.run(Source(line))
    guard let expected else {
      guard case .value = answer else {
        Issue.record("\(line): \(answer)")
        return
      }
      return
    }
    guard case .estimate(_, let margin, from: .measurement, _) = answer else {
      Issue.record("\(line): \(answer)")
      return
    }
    #expect(abs(margin.magnitude - expected) < 0.01 * expected, "\(line): \(margin)")
  }

  /// What is called is called once, also where no quantity comes out, and not where it is not reached.
  @Test(arguments: [
    ("counted().mean", 1), ("counted().mean < 3", 1), ("2 * counted().mean", 1),
    ("if counted().mean > 3 then counted().mean else 0", 1),
    ("if 1 > 2 then counted().mean else 5", 0), ("1 > 2 and counted().mean > 3", 0),
    ("c = counted().mean > 3", 1), ("table counted().mean", 1), ("counted()", 1),
  ])
  func calledOnce(_ line: String, _ expected: Int) throws {
    let calls = Mutex(0)
    let counted = Function(
      "counted", "gives a run",
      [.init("seed", .quantity(.none), default: .quantity(Quantity(1)), "luck")],
      example: "counted()", gives: Self.form
    ) { (_, _) throws(Diagnostic) -> Double in
      calls.withLock { $0 += 1 }
      return 10
    }
    var workbook = Workbook(functions: .standard + [counted])
    _ = try workbook.run(Source(line))
    #expect(calls.withLock { $0 } == expected)
  }

  /// A function of one's own shows what it reads of a run, also where a formula that stands for its
  /// calls would be too long to be looked into.
  @Test(arguments: [
    ("read(fleet)", 0.5), ("read(fleet) + twice", 1.5), ("more(fleet.mean)", 1.0), ("more(m)", 1.0),
    ("read(fleet) - fleet.mean", nil), ("again(fleet.mean, 3)", 0.5), (Self.deep, 549_755_813_888),
  ])
  func ownFunctions(_ line: String, _ expected: Double?) throws {
    var workbook = try workbook()
    for line in [
      "read(run) = run.mean", "more(x) = x + x",
      "again(x, n) = if n < 1 then x else again(x, n - 1)",
    ] {
      _ = try workbook.run(Source(line))
    }
    let expression = try Expression.parse(Source(line), in: workbook.parsingScope())
    let found = try workbook.estimate(of: expression).margin?.magnitude
    guard let expected, let found else {
      #expect(found == expected)
      return
    }
    #expect(abs(found / expected - 1) < 1e-9, "\(found)")
  }

  /// `more(more(…fleet.mean…))`, forty deep.
  private static let deep =
    String(repeating: "more(", count: 40) + "fleet.mean" + String(repeating: ")", count: 40)

  /// Each row of a sweep has the margin at its own value.
  @Test func sweeps() throws {
    var workbook = try workbook()
    guard
      case .sweep(let sweep) = try workbook.run(
        Source("sweep k * m, k over k from 1 to 3 step 1"))
    else {
      Issue.record("no sweep")
      return
    }
    #expect(sweep.columns[0].margins.map { $0?.magnitude } == [0.5, 1, 1.5])
    #expect(sweep.columns[1].margins.allSatisfy { $0 == nil })
  }
}
