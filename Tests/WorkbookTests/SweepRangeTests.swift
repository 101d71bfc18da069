import Quantities
import Testing

@testable import Workbook

/// The values that a sweep goes through where no number of points is given.
@Suite struct SweepRangeTests {
  private func steps(
    _ low: Double, _ high: Double, by step: Double? = nil, isLogarithmic: Bool = false,
    unit: Unit = .percent
  ) -> [Double] {
    SweepRange(
      index: 0, low: Quantity(low, unit), high: Quantity(high, unit),
      step: step.map { Quantity($0, unit) }, isLogarithmic: isLogarithmic,
      current: Quantity(low, unit)
    ).steps().map { $0.magnitude }
  }

  /// The range, the step between the round values, and how many values there are.
  @Test(arguments: [
    (0.0, 10.0, 1.0, 11), (0, 20, 2, 11), (0, 25, 2.5, 11), (0, 50, 5, 11), (0, 100, 10, 11),
    (0, 12, 2, 7), (0, 21, 2.5, 10), (0, 30, 5, 7), (0, 60, 10, 7), (0, 0.25, 0.025, 11),
    (0, 2500, 250, 11), (-25, 0, 2.5, 11),
  ])
  func roundSteps(_ low: Double, _ high: Double, _ step: Double, _ count: Int) {
    let values = steps(low, high)
    #expect(values.count == count)
    #expect(values.first == low && values.last == high)
    #expect(abs(values[1] - values[0] - step) < 1e-9 * step)
  }

  /// A step that fits but for the rounding of its digits reaches the upper end; one that does not
  /// stops below it.
  @Test(arguments: [
    (0.0, 0.3, 0.1, [0, 0.1, 0.2, 0.3]), (0, 0.7, 0.1, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]),
    (1, 1.3, 0.1, [1, 1.1, 1.2, 1.3]), (0, 0.29, 0.1, [0, 0.1, 0.2]), (0, 1, 2, [0]),
    (1, 64, 21, [1, 22, 43, 64]),
  ])
  func givenSteps(_ low: Double, _ high: Double, _ step: Double, _ values: [Double]) {
    #expect(steps(low, high, by: step) == values)
  }

  /// What is counted is not cut into halves.
  @Test func countsAreWhole() {
    #expect(steps(1, 4, unit: .none) == [1, 2, 3, 4])
    #expect(steps(1, 4) == [1, 1.5, 2, 2.5, 3, 3.5, 4])
  }

  @Test(
    arguments: [
      (1.0, 1000.0, [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000]),
      (1, 1e6, [1, 10, 100, 1000, 1e4, 1e5, 1e6]),
      (3, 3000, [3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 3000]),
    ] as [(Double, Double, [Double])])
  func decades(_ low: Double, _ high: Double, _ values: [Double]) {
    #expect(steps(low, high, isLogarithmic: true) == values)
  }
}
