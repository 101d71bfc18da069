import Course
import Quantities
import SampleExercises
import Testing

@testable import Answers

/// The very edges of what is right, what is close and what a slip explains.
@Suite struct ToleranceTests {
  @Test(arguments: [
    Sheet(
      "kind: number\nanswer: 2000 s\nwithin: 5%", ("2100 s", "right"), ("2101 s", "close"),
      ("1900 s", "right"), ("1899 s", "close"), ("2500 s", "close"), ("2501 s", "wrong"),
      ("1500 s", "close"), ("1499 s", "wrong")),
    // One percent where nothing is said.
    Sheet(
      "kind: number\nanswer: 2000 s", ("2020 s", "right"), ("2021 s", "close"), ("1980 s", "right"),
      ("1979 s", "close"), ("2100 s", "close"), ("2101 s", "wrong")),
    Sheet(
      "kind: number\nanswer: 2000 s\nwithin: 7 s", ("2007 s", "right"), ("2008 s", "close"),
      ("1993 s", "right"), ("1992 s", "close")),
    // A bare tolerance is one in the answer's unit.
    Sheet(
      "kind: number\nanswer: 2000 s\nwithin: 7", ("2007 s", "right"), ("2008 s", "close")),
    Sheet(
      "kind: number\nanswer: -2000 s\nwithin: 5%", ("-2100 s", "right"), ("-2101 s", "close"),
      ("-1900 s", "right"), ("-1899 s", "close")),
    // A guess has five percent.
    Sheet(
      "kind: predict\nmodel: waste\npredict: used when gpus = 8", ("907 gpu·h/month", "right"),
      ("821 gpu·h/month", "right"), ("908 gpu·h/month", "close"), ("820 gpu·h/month", "close")),
  ])
  func edges(_ sheet: Sheet) throws {
    let posed = try posed(sheet.head)
    for (answer, finding) in sheet.answers {
      #expect(posed.finding(answer) == finding, "\(answer)")
    }
  }
  /// A tolerance is a share of the larger of the two, whichever comes first.
  @Test func aToleranceIsAShareOfTheLarger() {
    for (left, right) in [(1.0, 1.1), (1.1, 1.0), (-1.0, -1.1)] {
      let (left, right) = (Quantity(left), Quantity(right))
      #expect(FormulaDraws.isEqual(left, right, within: 0.0910))
      #expect(!FormulaDraws.isEqual(left, right, within: 0.0908))
    }
  }
}
