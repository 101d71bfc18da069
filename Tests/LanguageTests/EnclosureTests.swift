import Basics
import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Language

/// What a formula can be while a name goes through an interval: every value and every slope is held.
///
/// Proofs that there is no root, or no other, rest on this.
@Suite struct EnclosureTests {
  /// A formula of `x` with steps, branches, roots and functions of its own.
  private static func formula(_ depth: Int, _ random: inout SplitMix64) -> String {
    func next() -> String { formula(depth - 1, &random) }
    guard depth > 0 else {
      switch Int.random(in: 0..<5, using: &random) {
      case 0: return "\(Int.random(in: 1...9, using: &random))"
      case 1: return "\(Double(Int.random(in: 1...40, using: &random)) / 8)"
      default: return "x"
      }
    }
    switch Int.random(in: 0..<24, using: &random) {
    case 0...3: return "(\(next()) + \(next()))"
    case 4...6: return "(\(next()) - \(next()))"
    case 7...9: return "(\(next()) * \(next()))"
    case 10, 11: return "(\(next()) / \(next()))"
    case 12: return "(\(next()))^\(Int.random(in: -2...4, using: &random))"
    case 13: return "sqrt(\(next()))"
    case 14: return "ln(\(next()))"
    case 15: return "log10(\(next()))"
    case 16: return "exp((\(next())) / 20)"
    case 17: return "min(\(next()), \(next()))"
    case 18: return "max(\(next()), \(next()), 1)"
    case 19: return "abs(\(next()))"
    case 20:
      return ["floor", "ceil", "round"].randomElement(using: &random).map { "\($0)(\(next()))" }
        ?? "x"
    case 21:
      let sign = ["<", ">", "<=", ">=", "==", "!="].randomElement(using: &random) ?? "<"
      return "(if \(next()) \(sign) \(next()) then \(next()) else \(next()))"
    case 22: return "twice(\(next()))"
    default: return "(if x > 2 and not (\(next()) > 3) or x == 1 then \(next()) else -x)"
    }
  }

  private static func scope() throws -> TestScope {
    var scope = TestScope()
    // The name that moves stands in the body of a function too.
    _ = try scope.run("twice(y) = 2 * y + x / 4")
    return scope
  }

  private static func moving(_ text: String, _ scope: TestScope) throws -> MovingFormula? {
    let formula = try Expression.parse(Source(text), in: scope.parsing)
    return try? MovingFormula(formula) {
      $0 == ["x"] ? 0 : nil
    } fixed: { part in
      var evaluator = Evaluator(scope: scope, budget: Budget())
      return try? evaluator.value(part)
    } definition: {
      scope.definitions[$0]
    }
  }

  private static func value(_ text: String, at x: Double, _ scope: TestScope) -> Double? {
    var scope = scope
    scope.values["x"] = .quantity(Quantity(x))
    return (try? scope.run(text))?.quantity?.magnitude
  }

  /// 1,500 formulas over intervals of every width, each looked at in nine places.
  @Test(arguments: UInt64(1)...6) func valuesAndSlopesAreHeld(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let scope = try Self.scope()
    var looked = 0
    for _ in 0..<250 {
      let text = Self.formula(Int.random(in: 1...3, using: &random), &random)
      guard let formula = try Self.moving(text, scope) else { continue }
      let low = Double.random(in: -6...6, using: &random)
      let width: Double = [0.001, 0.3, 2, 8].randomElement(using: &random) ?? 1
      let range = Interval(low, low + width)
      let places = (0...8).map { low + width * Double($0) / 8 }
      let found: [(Double, Double?)] = places.map { ($0, Self.value(text, at: $0, scope)) }
      let remark = "seed \(seed): \(text) from \(range.low) to \(range.high)"
      let enclosure: Enclosure
      do throws(EnclosureProblem) {
        enclosure = try formula.enclosure([.success(Enclosure(moving: range, .none))])
      } catch {
        if case .nowhere = error { #expect(found.allSatisfy { $0.1 == nil }, "\(remark)") }
        continue
      }
      looked += 1
      // Evaluation rounds, and takes the twelfth digit for the same.
      let slack = 1e-11 * max(1, enclosure.range.isFinite ? enclosure.range.largest : 1)
      var last: (Double, Double)?
      for (x, value) in found {
        guard let value: Double = value else {
          // What no number can hold has no value either.
          #expect(!enclosure.isDefined || !enclosure.range.isFinite, "\(remark): no value at \(x)")
          last = nil
          continue
        }
        #expect(
          value >= enclosure.range.low - slack && value <= enclosure.range.high + slack,
          "\(remark): \(value) at \(x), not in \(enclosure.range)")
        if enclosure.isNonzero { #expect(value != 0, "\(remark): zero at \(x)") }
        if let last: (Double, Double) = last, enclosure.isContinuous, enclosure.isDefined {
          let slope = (value - last.1) / (x - last.0)
          let error = 4 * slack / (x - last.0) + 1e-9 * abs(slope)
          #expect(
            slope >= enclosure.slope.low - error && slope <= enclosure.slope.high + error,
            "\(remark): slope \(slope), not in \(enclosure.slope)")
        }
        last = (x, value)
      }
    }
    #expect(looked > 150, "seed \(seed): \(looked)")
  }

  /// At a single place the enclosure is the value, and its slope the derivative.
  @Test(arguments: [
    ("x^3 - x", 6.0, 11.0), ("sqrt(x)", 2.0.squareRoot(), 0.5 / 2.0.squareRoot()),
    ("ln(x)", 0.693147180559945, 0.5), ("log10(x)", 0.301029995663981, 0.217147240951626),
    ("log2(x)", 1, 0.721347520444482), ("exp(x)", 7.38905609893065, 7.38905609893065),
    ("1 / x", 0.5, -0.25), ("x / (x + 2)", 0.5, 0.125), ("x^-2", 0.25, -0.25),
    ("x^0.5", 2.0.squareRoot(), 0.5 / 2.0.squareRoot()),
    ("2^x", 4, 2.772588722239781), ("x^x", 4, 6.772588722239781), ("-x * 3", -6, -3),
    ("abs(1 - x)", 1, 1), ("min(x, 5)", 2, 1), ("max(x, 5)", 5, 0), ("clamp(x, 0, 1)", 1, 0),
    ("clamp(x, 0, 9)", 2, 1), ("if x > 1 then x * x else 0", 4, 4),
    ("if x > 1 and x < 3 then 5 * x else 0", 10, 5), ("if not (x > 3) then x else 0", 2, 1),
    ("floor(x + 0.5)", 2, 0), ("ceil(x + 0.5)", 3, 0), ("round(x + 0.4)", 2, 0),
    ("twice(x)", 4.5, 2.25), ("twice(7)", 14.5, 0.25), ("mean(x)", 2, 1),
  ])
  func atOnePlace(_ text: String, value: Double, slope: Double) throws {
    let formula = try #require(try Self.moving(text, try Self.scope()))
    let enclosure = try formula.enclosure([.success(Enclosure(moving: Interval(2), .none))])
    #expect(enclosure.range.contains(value) || abs(enclosure.range.middle - value) < 1e-14)
    #expect(enclosure.range.width < 1e-13, "\(enclosure.range)")
    #expect(abs(enclosure.slope.middle - slope) < 1e-13, "\(enclosure.slope)")
    #expect(enclosure.slope.width < 1e-12, "\(enclosure.slope)")
    #expect(enclosure.isDefined && enclosure.isContinuous && enclosure.isNonzero)
  }

  /// Over an interval: the least range that holds all values, where the name stands once.
  @Test(arguments: [
    ("x^2", -1.0, 3.0, 0.0, 9.0), ("x^3", -1, 3, -1, 27), ("abs(x)", -4, 3, 0, 4),
    ("sqrt(x)", 0, 4, 0, 2), ("10 / x", 2, 5, 2, 5), ("5 - x", 1, 3, 2, 4),
    ("floor(x)", 0.5, 2.5, 0, 2), ("ceil(x)", 0.5, 2.5, 1, 3), ("round(x)", 0.4, 2.4, 0, 2),
    ("max(x, 1)", -1, 3, 1, 3), ("min(x, 1)", -1, 3, -1, 1), ("clamp(x, 0, 2)", -1, 3, 0, 2),
    ("if x > 1 then 10 else 20", 0, 3, 10, 20), ("if x > 1 then 10 else 20", 2, 3, 10, 10),
    ("if x > 1 then 10 else 20", 0, 0.5, 20, 20), ("if x != 1 then 10 else 20", 2, 3, 10, 10),
    ("if x == 1 then 10 else 20", 0, 3, 10, 20), ("if x >= 3 then 10 else 20", 0, 2.9, 20, 20),
    ("if x <= 3 then 10 else 20", 0, 3, 10, 10), ("if x < 0 or x > 1 then 1 else 2", 2, 3, 1, 1),
    ("if x < 0 and x > 1 then 1 else 2", 2, 3, 2, 2), ("x^-1", 2, 4, 0.25, 0.5),
    ("log2(x)", 2, 8, 1, 3), ("log10(x)", 1, 100, 0, 2),
  ])
  func overAnInterval(
    _ text: String, _ low: Double, _ high: Double, _ least: Double, _ most: Double
  )
    throws
  {
    let formula = try #require(try Self.moving(text, TestScope()))
    let range = try formula.enclosure([.success(Enclosure(moving: Interval(low, high), .none))])
      .range
    #expect(abs(range.low - least) < 1e-12 && abs(range.high - most) < 1e-12, "\(range)")
  }

  /// Where there is no value, or a jump, the enclosure says so.
  @Test(arguments: [
    ("sqrt(x)", -1.0, 1.0, false, true), ("ln(x)", -1, 1, false, true),
    ("1 / x", -1, 1, false, false),
    ("floor(x)", 0.5, 1.5, true, false), ("floor(x)", 0.25, 0.75, true, true),
    ("if x > 1 then x else 2", 0, 2, true, false), ("if x > 1 then x else 2", 3, 4, true, true),
    ("sqrt(x) + x", 1, 2, true, true), ("max(sqrt(x), 1)", -1, 1, false, true),
  ])
  func gapsAndJumps(
    _ text: String, _ low: Double, _ high: Double, isDefined: Bool, isContinuous: Bool
  )
    throws
  {
    let formula = try #require(try Self.moving(text, TestScope()))
    let enclosure = try formula.enclosure([.success(Enclosure(moving: Interval(low, high), .none))])
    #expect(
      enclosure.isDefined == isDefined && enclosure.isContinuous == isContinuous, "\(enclosure)")
  }

  @Test(arguments: ["sqrt(x)", "ln(x)", "x^0.5", "1 / (x - x)", "1 / min(x, 0) * 0 + sqrt(x)"])
  func nowhere(_ text: String) throws {
    let formula = try #require(try Self.moving(text, TestScope()))
    let place = text.hasPrefix("1 / (x") ? Interval(2) : Interval(-2, -1)
    #expect(throws: EnclosureProblem.self) {
      try formula.enclosure([.success(Enclosure(moving: place, .none))])
    }
  }

  /// What cannot be gone through is refused when the formula is taken, and nothing else is.
  @Test(arguments: [
    ("p99(run)", false), ("x in $", true), ("\"a\"", false), ("clamp(x, low: 0, high: 1)", false),
    ("x * 2", true), ("rent * x", true), ("utilization * x", true), ("quantile(x, 5%)", false),
  ])
  func whatIntervalsGoThrough(_ text: String, _ isTaken: Bool) throws {
    let scope = TestScope()
    guard (try? Expression.parse(Source(text), in: scope.parsing)) != nil else {
      #expect(!isTaken)
      return
    }
    #expect((try Self.moving(text, scope) != nil) == isTaken)
  }

  /// Units are converted with their scale, and kinds are not mixed.
  @Test func unitsAreConverted() throws {
    var scope = TestScope()
    scope.values["x"] = .quantity(Quantity(2, spelled("s")))
    let formula = try #require(try Self.moving("x + 500 ms", scope))
    let moving = Enclosure(moving: Interval(1, 2), spelled("s"))
    let sum = try formula.enclosure([.success(moving)])
    #expect(
      sum.unit == spelled("s") && abs(sum.range.low - 1.5) < 1e-12
        && abs(sum.range.high - 2.5) < 1e-12)
    let minutes = try #require(moving.converted(to: spelled("min")))
    #expect(
      abs(minutes.range.high - 2.0 / 60) < 1e-15 && abs(minutes.slope.middle - 1.0 / 60) < 1e-15)
    #expect(moving.converted(to: .dollar) == nil)
    #expect(throws: EnclosureProblem.self) { try moving.minus(Enclosure(Quantity(1, .dollar))) }
  }

  @Test func fractions() throws {
    let formula = try #require(try Self.moving("3 * x / (x + 1) / 2", TestScope()))
    let parts = try #require(formula.fraction)
    let x = [Result<Enclosure, EnclosureProblem>.success(Enclosure(moving: Interval(2), .none))]
    #expect(
      try parts.above.enclosure(x).range == Interval(6)
        && parts.below.enclosure(x).range == Interval(6))
    #expect(try Self.moving("x * 3", TestScope())?.fraction == nil)
  }
}
