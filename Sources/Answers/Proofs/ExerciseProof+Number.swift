import Course
import Diagnostics
import Language
import Quantities
import Workbook

extension ExerciseProof {
  /// The answer as the program prints it is right, the solution has it, and each listed mistake is
  /// wrong and gets its own reply.
  mutating func proveNumber(
    _ posed: PosedExercise, _ formula: Expression
  ) throws(Diagnostic) {
    let expected = try posed.quantity(of: formula)
    guard expected.base.isFinite else { return }
    provePasses(posed, expected.text, at: formula.span)
    try proveTolerance(posed, expected)
    try proveMistakes(posed, expected)
    proveSolution(posed, expected)
  }

  /// What is half as much again is no answer: 1 was written for 1%.
  private mutating func proveTolerance(
    _ posed: PosedExercise, _ expected: Quantity
  ) throws(Diagnostic) {
    guard let written = exercise.tolerance, expected.base != 0 else { return }
    let other = Quantity(expected.magnitude * 1.5, expected.unit)
    guard try posed.tolerance(of: expected).allows(other, for: expected) else { return }
    report(
      Diagnostic(.badField, "What is half as much again is right as well.", at: written.span)
        .label("\(other.text) for \(expected.text)")
        .note("A number without a unit is an amount; 1% is a share."), in: posed.variant)
  }

  mutating func proveGuess(_ posed: PosedExercise, _ guess: Guess) throws(Diagnostic) {
    let prediction = try posed.prediction(of: guess)
    let after = prediction.after
    if !guess.bindings.isEmpty, prediction.before == after {
      report(
        Diagnostic(.badField, "Nothing changes by what is set.", at: guess.target.span)
          .label("is \(after.text) before and after"), in: posed.variant)
    }
    provePasses(posed, after.text, at: guess.target.span)
    if case .quantity(let expected) = after {
      try proveMistakes(posed, expected)
    }
  }

  /// An answer that must be right.
  mutating func provePasses(_ posed: PosedExercise, _ answer: String, at span: SourceSpan) {
    var reason: String?
    do throws(Diagnostic) {
      let verdict = try posed.verdict(on: answer)
      if !verdict.isRight { reason = verdict.finding.key }
    } catch {
      reason = error.message
    }
    guard let reason else { return }
    report(
      Diagnostic(.answerFails, "The exercise does not take its own answer, \(answer).", at: span)
        .label(reason), in: posed.variant)
  }

  private mutating func proveMistakes(
    _ posed: PosedExercise, _ expected: Quantity
  ) throws(Diagnostic) {
    let right = try posed.tolerance(of: expected)
    guard !exercise.mistakes.isEmpty, let workbook = posed.withAnswer(.quantity(expected)) else {
      return
    }
    var before: [(span: SourceSpan, value: Quantity)] = []
    for mistake in exercise.mistakes {
      let span = mistake.when.span
      let value = try workbook.value(of: mistake.when)
      if !mistake.reply.figures.isEmpty,
        let made = posed.withAnswer(value.quantity.map { .quantity($0) } ?? .quantity(expected))
      {
        proveReply(to: mistake, in: made, posed)
      }
      switch value {
      case .bool(true):
        report(
          Diagnostic(.badMistake, "This holds for the right answer, too.", at: span)
            .label("true of \(expected.text)"), in: posed.variant)
      case .bool(false): continue
      case .quantity(let value):
        if value.dimension == expected.dimension, right.allows(value, for: expected) {
          report(
            Diagnostic(.badMistake, "This mistake is the right answer.", at: span)
              .label("\(value.text) is within \(right.shown.text) of \(expected.text)"),
            in: posed.variant)
        }
        let own = try posed.tolerance(of: value)
        if let other = before.first(where: {
          $0.value.dimension == value.dimension && own.allows($0.value, for: value)
        }) {
          let line = other.span.position.line
          report(
            Diagnostic(.badMistake, "This mistake is the same as another.", at: span)
              .label("\(value.text), as in line \(line)"), in: posed.variant)
        }
        before.append((span, value))
      case .text, .record, .uncertain, .odds, .series:
        throw Diagnostic(.wrongKind, "A mistake is a wrong quantity, or a condition.", at: span)
          .label("this is \(value.kind)")
      }
    }
  }

  /// One of the solution's figures is the answer; where nothing varies, its text may say it.
  private mutating func proveSolution(_ posed: PosedExercise, _ expected: Quantity) {
    // A figure without a value is told of by check; it is not the answer.
    let hasFigure = exercise.solution.figures.contains { figure in
      guard let expression = figure.expression,
        let value = (try? posed.workbook.value(of: expression))?.quantity
      else { return false }
      let isSameKind =
        value.dimension == expected.dimension
        || value.dimension.isMoreCounted(than: expected.dimension)
        || expected.dimension.isMoreCounted(than: value.dimension)
      return isSameKind && abs(value.base - expected.base) <= 1e-9 * abs(expected.base)
    }
    guard !hasFigure else { return }
    let text = exercise.solution.plainText
    guard !exercise.variations.isEmpty || !text.contains(expected.text) else { return }
    report(
      Diagnostic(
        .badSolution, "No figure of the solution comes to the answer, \(expected.text).",
        at: exercise.solution.blocks.first?.span ?? exercise.idSpan
      ).label("the answer is missing"), in: posed.variant)
  }
}
