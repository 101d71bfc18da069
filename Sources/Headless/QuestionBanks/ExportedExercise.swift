import Answers
import Basics
import Course
import Diagnostics
import Display
import Language
import Quantities
import Records
import Web
import Workbook

/// An exercise as questions of a bank: one for each of its variants, or of some.
public struct ExportedExercise: Sendable {
  /// The exercise's id.
  public let id: String
  /// A question for each variant.
  public private(set) var questions: [BankQuestion] = []
  /// What of the exercise is not in them, each in a sentence.
  public private(set) var losses: [String] = []

  /// - Parameters:
  ///   - most: variants, at most.
  ///   - category: where the questions stand.
  /// - Throws: what is wrong with the exercise; `bad-answers` where it is of a kind that no bank has.
  public init(
    _ id: String, of exercises: ExerciseSet, most: Int, category: [String]
  ) throws(Diagnostic) {
    self.id = id
    let (exercise, workbook) = try exercises.exercise(id)
    guard !exercise.isWithheld else {
      throw Diagnostic(.answersWithheld, "Its answer is not in this copy of the course.")
    }
    if let reason = Self.reason(against: exercise) { throw Diagnostic(.badAnswers, reason) }
    let all = exercise.variantCount
    let variants = Self.variants(of: exercise, most: most)
    if let all, all > variants.count {
      losses.append("\(variants.count) of its \(all) variants")
    } else if all == nil {
      losses.append("\(variants.count) of its variants")
    }
    if exercise.hints.contains(where: { $0.cost != nil }) {
      losses.append("hints cost nothing")
    }
    for (index, variant) in variants.enumerated() {
      let posed = try PosedExercise(exercise, variant, in: workbook)
      var question = try question(posed)
      let isAlone = variants.count == 1
      question.name = exercise.title + (isAlone ? "" : " (\(index + 1))")
      question.identity = id + (isAlone ? "" : "-\(index + 1)")
      // The variants of an exercise stand together, so that a quiz can draw one of them.
      question.category = category + (isAlone ? [] : [exercise.title])
      questions.append(question)
    }
  }

  /// Why there is no question for a kind of exercise; nil where there is.
  private static func reason(against exercise: Exercise) -> String? {
    switch exercise.task {
    case .formula: "A formula is compared at many values, which no question bank does."
    case .goal: "A goal is reached by running its model, which no question bank does."
    case .predict: "A guess is made beside the model, which no question bank shows."
    case .number(nil): "Its answer is not in this copy of the course."
    case .number, .choice, .order, .match: nil
    }
  }

  /// Variants without two of the same figures, all where there are not too many.
  static func variants(of exercise: Exercise, most: Int) -> [Variant] {
    let proving = Variant.proving(exercise)
    guard proving.count > most else { return proving }
    // Evenly over all of them, so that no value of a name is left out by chance.
    var draws = SplitMix64(seed: StableHash.of([exercise.firstID, "question bank"]))
    var rest = proving
    return (0..<max(1, most)).map { _ in
      rest.remove(at: draws.index(below: rest.count))
    }
  }

  // MARK: Questions

  private func html(_ blocks: [Block]) -> BankText {
    BankText(Display(blocks).plainHTML, .html)
  }

  private func html(_ text: Text) -> BankText { BankText(text.unmarked.html, .html) }

  private mutating func question(_ posed: PosedExercise) throws(Diagnostic) -> BankQuestion {
    let exercise = posed.exercise
    var question = BankQuestion(
      prompt: html(posed.display(exercise.prompt)), task: .other("nothing"))
    question.points = Double(exercise.points)
    question.hints = posed.hints.map { html($0) }
    question.solution = html(posed.display(exercise.solution))
    switch exercise.task {
    case .choice(let options):
      let right = options.count(where: { $0.isRight })
      let share = 1 / Double(max(1, right))
      question.task = .choice(
        options.map { option in
          BankQuestion.Option(
            text: html(posed.text(option.text)),
            share: option.isRight ? share : right > 1 ? -share : 0,
            reply: option.reply.isEmpty ? nil : html(posed.display(option.reply)))
        }, takesSeveral: right > 1, isShuffled: !options.lastSpeaksOfOthers)
    case .order(let steps):
      question.task = .order(steps.map { html(posed.line(of: $0.text)) })
    case .match(_, let pairs):
      question.task = .match(
        pairs.map { pair in
          BankQuestion.Pair(
            left: html(posed.text(pair.left)),
            right: BankText(posed.text(pair.right).plain, .plain))
        })
    case .number(let formula?):
      question.task = try number(posed, formula, &question)
    case .number(nil), .formula, .goal, .predict: break
    }
    return question
  }

  /// The right number with what is allowed, and the wrong ones that have replies.
  private mutating func number(
    _ posed: PosedExercise, _ formula: Expression, _ question: inout BankQuestion
  ) throws(Diagnostic) -> BankQuestion.Task {
    let (right, allowed) = try posed.judgedNumber(formula)
    var numbers = [
      BankQuestion.Number(value: right.magnitude, tolerance: allowed, share: 1, reply: nil)
    ]
    for mistake in posed.exercise.mistakes {
      // A condition has no value, and what has none for these figures is no mistake with them.
      let wrong = try? posed.workbook.value(of: mistake.when).quantity
      let range = BankRange(mistake.when, of: posed, right: right, allowed: allowed)
      guard let value = range?.value ?? wrong?.converted(to: right.unit)?.magnitude else {
        note("replies that depend on a condition or on another kind of quantity are left out")
        continue
      }
      guard mistake.reply.figures.allSatisfy({ !$0.formula.text.holds("answer") }) else {
        note("replies that show what was typed are left out")
        continue
      }
      numbers.append(
        BankQuestion.Number(
          value: value, tolerance: range?.tolerance ?? allowed, share: 0,
          reply: html(posed.display(mistake.reply))))
    }
    let unit = right.unit.text
    if !unit.isEmpty {
      question.prompt.text += "\n<p>The number alone is counted in \(unit.escapedForMarkup()).</p>"
    }
    return .number(numbers, unit: unit)
  }

  private mutating func note(_ loss: String) {
    if !losses.contains(loss) { losses.append(loss) }
  }
}
