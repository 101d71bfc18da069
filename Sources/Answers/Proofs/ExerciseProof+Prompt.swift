import Course
import Diagnostics
import Language
import Quantities
import Workbook

extension ExerciseProof {
  /// A figure of the prompt that is the answer, whatever the figures are.
  mutating func provePromptKeepsAnswer(_ posed: PosedExercise) {
    guard let expected = posed.expectedQuantity, expected.base != 0 else { return }
    for figure in exercise.prompt.figures where isAnswer(figure, expected, posed) {
      report(
        Diagnostic(.toldAnswer, "The prompt has the answer.", at: figure.formula)
          .label("comes to \(expected.text)"), in: posed.variant)
    }
    if let typed = typedNumber(expected, in: posed.prompt.words) {
      report(
        Diagnostic(.toldAnswer, "The prompt has the answer.", at: exercise.idSpan)
          .label("“\(typed)” stands in it, and \(expected.text) is asked for"), in: posed.variant)
    }
    guard exercise.isGraded else { return }
    for hint in exercise.hints where hint.cost == nil {
      for figure in hint.text.figures where isAnswer(figure, expected, posed) {
        report(
          Diagnostic(.toldAnswer, "A hint without a price has the answer.", at: figure.formula)
            .label("comes to \(expected.text)").note("Give it a cost."), in: posed.variant)
      }
    }
  }

  /// The digits of the answer where they stand in a text; nil where they do not, or are so few that
  /// they may stand for something else.
  private func typedNumber(_ expected: Quantity, in text: String) -> String? {
    let wanted = numberText(expected.magnitude)
    guard wanted.filter({ $0.isNumber }).count >= 3, !wanted.contains("e") else { return nil }
    let words = text.split { !$0.isNumber && !",.".contains($0) }.map { word in
      String(word.reversed().drop { ",.".contains($0) }.reversed())
    }
    return words.first { $0 == wanted }
  }

  /// The words of a right option, where not all options stand in the prompt.
  mutating func provePromptKeepsOption(_ posed: PosedExercise, _ options: [ChoiceOption]) {
    func letters(_ text: String) -> String {
      text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    let prompt = letters(posed.prompt.words)
    let told = options.filter { option in
      let words = posed.text(option.text).plain
      return words.split(separator: " ").count >= 3 && prompt.contains(letters(words))
    }
    guard told.count < options.count, let right = told.first(where: { $0.isRight }) else { return }
    report(
      Diagnostic(
        .toldAnswer, "The prompt has the words of this option, which is right.", at: right.span
      )
      .label("stands there as it is"), in: posed.variant)
  }

  private func isAnswer(_ figure: Figure, _ expected: Quantity, _ posed: PosedExercise) -> Bool {
    // A figure without a value is told of by itself.
    guard let expression = figure.expression,
      let value = (try? posed.workbook.value(of: expression))?.quantity
    else { return false }
    return value.dimension == expected.dimension
      && abs(value.base - expected.base) <= 1e-9 * abs(expected.base)
  }

  /// A formula that stands in the prompt as code, in whatever form.
  mutating func provePromptKeepsFormula(_ answer: Expression, _ posed: PosedExercise) {
    // Code that is no answer does not tell it.
    guard
      let told = posed.prompt.codes.first(where: { code in
        (try? posed.verdict(on: code))?.isRight == true
      })
    else { return }
    report(
      Diagnostic(.toldAnswer, "The prompt has the answer.", at: answer.span)
        .label("“\(told)” stands in it"), in: posed.variant)
  }

  /// Names that vary and that nothing of the exercise reads.
  mutating func proveUse(_ variant: Variant) {
    let model = exercise.model.map { workbook.cells(of: $0.id).map { $0.id.name } } ?? []
    var expressions = exercise.markups.flatMap { $0.figures }.compactMap { $0.expression }
    expressions += exercise.mistakes.map { $0.when }
    expressions += exercise.tolerance.map { [$0] } ?? []
    switch exercise.task {
    case .number(let answer): expressions += answer.map { [$0] } ?? []
    case .formula(let answer, _): expressions += answer.map { [$0] } ?? []
    case .goal(let conditions, let start, _):
      expressions += conditions + start.map { $0.value }
    case .predict(let guess): expressions += guess.bindings.map { $0.value }
    case .choice, .order, .match: break
    }
    // A copy for learners goes without what is right, and so without what reads most names.
    if exercise.isWithheld { return }
    let read = Set(expressions.flatMap { $0.names() }.compactMap { $0.first })
    for variation in exercise.variations
    where !read.contains(variation.name) && !model.contains(variation.name) {
      report(
        Diagnostic(
          .unusedName, "Nothing of the exercise reads \(variation.name).", at: variation.span
        ).label("varies without being shown or used"), in: variant)
    }
  }

  /// A choice whose last option stays last, and is right for everybody, whatever varies.
  mutating func proveLastIsNotAlwaysRight(_ posed: PosedExercise, _ options: [ChoiceOption]) {
    guard options.lastSpeaksOfOthers, let last = options.last, last.isRight,
      exercise.variations.isEmpty
    else { return }
    report(
      Diagnostic(
        .badAnswers, "This option always stands last, and is right for everybody.", at: last.span
      ).label("to be guessed")
        .note("Let it be wrong, or say in words of its own what is right."), in: posed.variant)
  }
}
