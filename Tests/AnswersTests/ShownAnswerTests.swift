import Answers
import Course
import Diagnostics
import Language
import Quantities
import Testing

/// How right answers read: nobody would say “14,400,000,000 bits” or “0.09921” of a share.
@Suite struct ShownAnswerTests {
  @Test("in every shipped exercise", arguments: ShippedTests.ids)
  func readsWell(_ id: String) throws {
    let exercises = try #require(ShippedTests.exercises)
    for learner in ["ada", "grace", "alan", "edsger"] {
      let posed = try exercises.posed(id, for: learner)
      guard case .number = posed.exercise.task, let text = posed.rightAnswer,
        let value = try? Expression.parse(
          Source(text), in: ParsingScope(units: posed.workbook.units)
        ).literal
      else { return }
      let size = abs(value.magnitude)
      #expect(size == 0 || (1e-5..<1e9).contains(size), "\(id), \(learner): \(text)")
      let prompt = posed.exercise.prompt.source
      if prompt.contains("share") || prompt.contains("percent"), size <= 1 {
        #expect(value.unit.isPercent || !value.unit.isNone, "\(id), \(learner): \(text)")
      }
    }
  }
}

extension Markup {
  /// All of its words.
  fileprivate var source: String { blocks.map { $0.span.text }.joined(separator: " ") }
}
