import Course
import Diagnostics
import Language

/// What an author of an exercise hardly means, and what would else pass without a word.
enum ExerciseSlips {
  static func problems(of exercise: Exercise, functions: Set<String>) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for hint in exercise.hints where hint.text.isEmpty {
      found.append(Diagnostic(.missingField, "This hint says nothing.", at: hint.span))
    }
    var names = exercise.variations
    if case .formula(let answer, let variables) = exercise.task {
      names += variables
      found += problems(variables, answer, exercise)
    }
    for name in names {
      found += beyondLastStep(name)
      found += NameSlips.problem(name.name, at: name.nameSpan, functions)
    }
    switch exercise.task {
    case .match(_, let pairs):
      let rights = Set(pairs.map { $0.right.map { $0.plain }.joined() })
      if rights.count == 1 {
        found.append(
          Diagnostic(.badAnswers, "All of the pairs have the same right half.", at: exercise.idSpan)
            .label("there is nothing to find"))
      }
    case .choice(let options):
      for option in options where option.reply.blocks.contains(where: isTaskList) {
        found.append(
          Diagnostic(.badAnswers, "An answer holds further answers.", at: option.span)
            .label("they are shown as its reply"))
      }
      if let first = options.first, first.span.text.first?.isNumber == true {
        found.append(
          Diagnostic(
            .badAnswers, "The answers are numbered, and shown in another order.", at: first.span
          )
          .label("a dash in place of the number"))
      }
    default: break
    }
    for markup in exercise.markups { found += MarkupSlips.problems(in: markup) }
    return found
  }

  private static func problems(
    _ variables: [Variation], _ answer: Expression?, _ exercise: Exercise
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if let tolerance = exercise.tolerance, let literal = tolerance.literal,
      !literal.unit.isPercent
    {
      found.append(
        Diagnostic(.badField, "A formula is right within a share.", at: tolerance.span)
          .expected("a share such as 0.5%", found: "“\(tolerance.text)”"))
    }
    guard let answer else { return found }
    let read = answer.names().compactMap { $0.first }
    let words = exercise.prompt.plain
    for variable in variables {
      if case .values(let values) = variable.form, values.count == 1 {
        found.append(
          Diagnostic(
            .badField, "A variable needs several values to be compared at.", at: variable.span
          )
          .expected("low..high, or a list of values", found: "one"))
      }
      // One that the prompt names may be there to be left out.
      if !read.contains(variable.name), !words.contains(variable.name) {
        found.append(
          Diagnostic(
            .unusedName, "Neither answer nor prompt reads \(variable.name).", at: variable.nameSpan)
        )
      }
    }
    return found
  }

  /// A range whose last value is not its end.
  private static func beyondLastStep(_ name: Variation) -> [Diagnostic] {
    guard case .range(let low, let high, let step?) = name.form,
      case .quantity(let last)? = name.value(name.count - 1),
      high.magnitude - last.magnitude > 1e-6 * step.magnitude
    else { return [] }
    return [
      Diagnostic(
        .badField, "The steps of \(name.name) do not reach its end.", at: name.span
      ).label("the last value is \(last.text)")
        .try("\(name.name): \"\(low.text)..\(last.text) step \(step.text)\"")
    ]
  }

  private static func isTaskList(_ block: MarkupBlock) -> Bool {
    guard case .list(let items, _) = block.form else { return false }
    return items.contains { $0.isTicked != nil }
  }
}
