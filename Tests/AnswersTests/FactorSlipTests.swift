import Quantities
import SampleExercises
import Testing

@testable import Answers

/// A factor is named where the typed digits leave no doubt, and never by coincidence.
@Suite struct FactorSlipTests {
  private static func name(
    _ given: Double, for expected: Double = 1, precision: Double,
    values: [(name: String, quantity: Quantity)] = [], time: Bool = false, data: Bool = false
  ) -> String? {
    FactorSlip(
      given, for: expected, precision: precision,
      SlipContext(
        values: values, hasTime: time, hasMonth: time, hasData: data, hasShare: false))?.name
  }

  /// How far the ratio is from 1000, how exact what was typed is, and whether that is 1000.
  @Test(
    arguments: [
      (0.0, 0.0, true), (0.9e-6, 0, true), (1.1e-6, 0, false), (1e-5, 0, false),
      (1e-4, 1e-4, true), (1.1e-4, 1e-4, false), (1e-3, 1e-4, false),
      // Never more than a quarter of a percent, however few digits there are.
      (0.0024, 0.05, true), (0.0026, 0.05, false), (0.02, 0.5, false),
    ] as [(Double, Double, Bool)])
  func asExactAsTheDigits(_ distance: Double, _ precision: Double, _ isNamed: Bool) {
    for sign in [1.0, -1] {
      let off = 1 + sign * distance
      #expect((Self.name(7000 * off, for: 7, precision: precision) == "1000") == isNamed)
      #expect((Self.name(0.007 / off, for: 7, precision: precision) == "1000") == isNamed)
      #expect((Self.name(-7 * off, for: 7, precision: precision) == "sign") == isNamed)
      #expect((Self.name(off / 7, for: 7, precision: precision) == "inverse") == isNamed)
      #expect(
        (Self.name(21 * off, for: 7, precision: precision, values: [("runs", Quantity(3, .none))])
          == "runs") == isNamed)
    }
  }

  /// Near 1 anything lies near: as many digits are needed as tell the factor from another one, and what
  /// it is a factor of has to play a part.
  @Test(
    arguments: [
      ("14.2", 14.0, true, nil), ("31.9", 31.5, false, nil), ("14.19", 14.0, true, "730"),
      ("14.19", 14.0, false, nil), ("27.4", 27.777778, true, "730"),
    ] as [(String, Double, Bool, String?)])
  func monthsAreInIt(_ typed: String, _ right: Double, _ hasMonths: Bool, _ name: String?) throws {
    let given = try #require(Double(typed))
    let places = typed.split(separator: ".").last?.count ?? 0
    let precision = 0.5 * (0..<places).reduce(1) { step, _ in step / 10 } / given
    #expect(Self.name(given, for: right, precision: precision, time: hasMonths) == name)
    #expect(Self.name(60, for: 58.6, precision: 0.5 / 60, data: true) == nil)
  }

  /// The digits as people type them: 12.35 may be 12.345, 12.36 may not.
  @Test(arguments: [
    ("12.345 s", "factor-1000"), ("12.35 s", "factor-1000"), ("12.36 s", "wrong"),
    ("12.3 s", "wrong"), ("12.4 s", "wrong"),
  ])
  func asTyped(_ answer: String, _ finding: String) throws {
    #expect(try posed("kind: number\nanswer: 12345 s").finding(answer) == finding)
  }

  /// Values that change nothing explain nothing: within two percent of 1, or not above 0.
  @Test(
    arguments: [(1.019, nil), (1.021, "x"), (0.981, nil), (0.979, "x"), (0, nil), (-3, nil)]
      as [(Double, String?)])
  func valuesThatMayExplain(_ value: Double, _ name: String?) {
    #expect(
      Self.name(7 * value, for: 7, precision: 0, values: [("x", Quantity(value, .none))]) == name)
  }

  @Test func aValueTwiceOrTheRestOfAShare() {
    let share = [(name: "idle", quantity: Quantity(0.2, .none))]
    #expect(Self.name(7 * 0.04, for: 7, precision: 0, values: share) == "idle")
    #expect(Self.name(7 * 4, for: 7, precision: 0, values: share) == "rest-of-idle")
    #expect(Self.name(7 * 3.9, for: 7, precision: 0, values: share) == nil)
  }

  /// A factor of time is one where time plays a part.
  @Test func factorsHaveTheirField() {
    #expect(Self.name(7 * 60, for: 7, precision: 0, time: true) == "60")
    #expect(Self.name(7 * 60, for: 7, precision: 0) == nil)
    #expect(Self.name(7 * 730 / 720, for: 7, precision: 0, time: true) == "730")
    #expect(Self.name(7 * 730 / 720, for: 7, precision: 0) == nil)
  }

  @Test(arguments: [(0, 7), (7, 0), (.infinity, 7), (7, .nan)] as [(Double, Double)])
  func nothingExplainsWhatHasNoRatio(_ given: Double, _ expected: Double) {
    #expect(Self.name(given, for: expected, precision: 0.0025) == nil)
  }
}
