import Course
import Diagnostics
import Language
import Workbook

extension ExerciseProof {
  /// The start misses a condition, and the settings in the solution make all of them hold.
  mutating func proveGoal(
    _ posed: PosedExercise, _ conditions: [Expression]
  ) throws(Diagnostic) {
    let start = try posed.start()
    if case .goal(_, _, let change) = exercise.task { proveChange(change, start, posed) }
    var isReached = true
    for condition in conditions where try !posed.isTrue(condition, in: start) { isReached = false }
    if isReached {
      report(
        Diagnostic(
          .badGoal, "The goal is reached at the start.",
          at: conditions.first?.span ?? exercise.idSpan), in: posed.variant)
    }
    var settings: [String] = []
    for code in posed.solution.codes where isSetting(code, start) {
      settings.append(code)
      let answer = settings.joined(separator: "; ")
      do throws(Diagnostic) {
        guard try posed.verdict(on: answer).isRight else { continue }
      } catch {
        // It speaks of the settings as an answer; they stand in the solution.
        return report(
          Diagnostic(
            .badGoal, "The settings in the solution are no answer: \(error.message)",
            at: exercise.solution.blocks.first?.span ?? exercise.idSpan
          ).label(answer), in: posed.variant)
      }
      return try proveMistakes(posed, answer)
    }
    report(
      Diagnostic(
        .badGoal,
        settings.isEmpty
          ? "The solution has no settings as code."
          : "The settings in the solution do not reach it.",
        at: exercise.solution.blocks.first?.span ?? exercise.idSpan
      ).label(
        settings.isEmpty ? "`NAME = VALUE` is missing" : settings.joined(separator: "; ")),
      in: posed.variant)
  }

  /// What may be changed are parameters that there are.
  private mutating func proveChange(
    _ change: [Target], _ start: Workbook, _ posed: PosedExercise
  ) {
    for target in change {
      let cell = start.cell(named: target.text)
      if cell?.isGiven == true || exercise.variations.contains(where: { $0.name == target.text }) {
        report(
          Diagnostic(
            .badGoal, "\(target.text) varies: it is given, and cannot be changed.", at: target.span
          ).label("learners are told to set it"), target.text, in: posed.variant)
        continue
      }
      if cell?.kind == .parameter { continue }
      let names = start.models.flatMap { start.cells(of: $0) }.filter { $0.kind == .parameter }
        .map { $0.id.name }
      report(
        cell == nil
          ? Diagnostic(.unknownName, "There is no parameter \(target.text).", at: target.span)
            .try(closest(to: target.text, among: names))
          : Diagnostic(
            .isResult, "\(target.text) is a result and cannot be changed.", at: target.span),
        target.text, in: posed.variant)
    }
  }

  private func isSetting(_ code: String, _ start: Workbook) -> Bool {
    // Code that cannot be read sets nothing.
    guard
      case .binding(let binding)? = try? Statement.parse(Source(code), in: start.parsingScope())
    else { return false }
    return start.cell(named: binding.target.text)?.kind == .parameter
  }

  /// No listed mistake is made where the goal is reached.
  private mutating func proveMistakes(
    _ posed: PosedExercise, _ answer: String
  ) throws(Diagnostic) {
    guard case .goal(_, _, let change) = exercise.task else { return }
    let whens = exercise.mistakes.map { $0.when }
    let figures = exercise.mistakes.flatMap { $0.reply.figures.compactMap { $0.expression } }
    let state = try posed.state(answer, change, reading: whens + figures)
    for mistake in exercise.mistakes { proveReply(to: mistake, in: state, posed) }
    for when in whens where try posed.isTrue(when, in: state) {
      report(
        Diagnostic(.badMistake, "This holds where the goal is reached, too.", at: when.span)
          .label("true with \(answer)"), in: posed.variant)
    }
  }
}
