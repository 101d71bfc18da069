import Diagnostics
import Language
import Quantities
import Testing

@testable import Workbook

/// How far luck carries through what is computed from simulated figures.
@Suite struct PropagatedMarginTests {
  /// A function that gives a run: two figures, the first known to within 0.5.
  private static let run = Function(
    "played", "gives a run", [], example: "played()",
    gives: RecordForm<Double>([
      .init("mean", .quantity(.none), "a figure") { .quantity(Quantity($0)) },
      .init("exact", .quantity(.none), "another") { _ in .quantity(Quantity(3)) },
      .init(
        "margins",
        RecordForm<Double>([
          .init("mean", .quantity(.none), "half its interval") { _ in .quantity(Quantity(0.5)) }
        ]), "margins"
      ) { $0 },
    ])
  ) { (_, _) throws(Diagnostic) -> Double in 10 }

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
    let found = workbook.margin(of: expression)?.magnitude
    if let expected {
      #expect(abs((found ?? .nan) - expected) < 1e-9, "\(line): \(String(describing: found))")
    } else {
      #expect(found == nil, "\(line): \(String(describing: found))")
    }
  }

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
