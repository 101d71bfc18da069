import Course
import Diagnostics
import Language
import Testing
import Workbook

@testable import Answers

/// The formulas among which the explanation of wrong answers is looked for.
@Suite struct FormulaCandidatesTests {
  private static func atoms(
    _ id: String, _ formula: String? = nil
  ) throws -> (FormulaAtoms, PosedExercise)? {
    let set = try #require(ShippedTests.exercises)
    let (exercise, workbook) = try set.exercise(id)
    guard case .number(let answer?) = exercise.task else { return nil }
    let posed = try Variant.proving(exercise).prefix(8).map {
      try PosedExercise(exercise, $0, in: workbook)
    }
    let first = try #require(posed.first)
    var asked = answer
    if let formula {
      let source = Source(name: "formula", formula)
      asked = try Expression.parse(source, 0..<formula.utf8.count, in: first.formulaScope)
    }
    return (FormulaAtoms(of: asked, Array(posed)), first)
  }

  private static var ids: [String] { ShippedTests.exercises?.ids ?? [] }

  /// The same values stand once, the simplest formula for them, and shorter ones come first.
  @Test(arguments: ids) func eachOnceTheSimplerFirst(_ id: String) throws {
    guard let (atoms, posed) = try Self.atoms(id), let right = posed.expectedQuantity else {
      return
    }
    let all = FormulaCandidates(atoms, dimension: right.dimension).all
    #expect(Set(all.map { $0.values.prefix(8).map { Float($0) } }).count == all.count)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.cost <= $1.cost })
  }

  /// A formula of a dozen levels is looked into, and a deeper one is not: slips of slips in it could
  /// not be tried out.
  @Test(arguments: [(3, true), (11, true), (12, false), (40, false)])
  func depth(_ levels: Int, _ isLookedInto: Bool) throws {
    let id = "price-of-work"
    for open in ["-(", "(2 + ", "ceil("] {
      let formula =
        String(repeating: open, count: levels) + "5" + String(repeating: ")", count: levels)
      let (atoms, _) = try #require(try Self.atoms(id, formula))
      #expect((atoms.answer != nil) == isLookedInto, "\(formula)")
    }
  }
}
