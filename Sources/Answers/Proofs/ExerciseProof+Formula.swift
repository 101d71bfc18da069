import Course
import Diagnostics
import Language
import Quantities
import Workbook

extension ExerciseProof {
  /// The answer is right, the solution has it as code, and each listed mistake is wrong and another
  /// than those before it.
  mutating func proveFormula(
    _ posed: PosedExercise, _ formula: Expression, _ variables: [Variation]
  ) throws(Diagnostic) {
    provePasses(posed, formula.text, at: formula.span)
    provePromptKeepsFormula(formula, posed)
    let draws = try FormulaDraws(of: formula, variables, posed: posed)
    var before: [(span: SourceSpan, values: [Quantity])] = []
    for mistake in exercise.mistakes {
      let span = mistake.when.span
      proveReply(to: mistake, in: posed.workbook, posed)
      var values: [Quantity] = []
      for point in draws.points {
        guard let value = FormulaDraws.value(of: mistake.when, at: point) else {
          do throws(Diagnostic) {
            _ = try point.workbook.value(of: mistake.when)
          } catch {
            throw error.note(
              "A formula that has no value is handed back before it is judged and costs no try: it "
                + "needs no reply, and this mistake can go.")
          }
          throw Diagnostic(.wrongKind, "A mistake is a formula for a quantity.", at: span)
        }
        values.append(value)
      }
      func isSame(_ others: [Quantity]) -> Bool {
        zip(values, others).allSatisfy { FormulaDraws.isEqual($0, $1, within: 1e-7) }
      }
      if isSame(draws.points.map({ $0.expected })) {
        report(
          Diagnostic(.badMistake, "This mistake is another form of the answer.", at: span),
          in: posed.variant)
      }
      if let other = before.first(where: { isSame($0.values) }) {
        report(
          Diagnostic(.badMistake, "This mistake is the same as another.", at: span)
            .label("as in line \(other.span.position.line)"), in: posed.variant)
      }
      before.append((span, values))
    }
    // Code that is no answer does not show it.
    let shown = posed.solution.codes.contains { code in
      (try? posed.verdict(on: code))?.isRight == true
    }
    guard !shown else { return }
    report(
      Diagnostic(
        .badSolution, "The solution does not have the formula as code.",
        at: exercise.solution.blocks.first?.span ?? exercise.idSpan
      ).label("`\(formula.text)` is missing"), in: posed.variant)
  }
}
