import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// One learner's exercise, ready to be asked and answered.
///
///     let posed = try PosedExercise(exercise, variant, in: workbook)
///     let verdict = try posed.verdict(on: "$27.78/gpu/h")
public struct PosedExercise: Sendable {
  /// The exercise, as its author wrote it.
  public let exercise: Exercise
  /// The figures that this learner was given.
  public let variant: Variant
  /// The chapter's models with the variant's values, those of the exercise's model in focus. What
  /// varies and is no parameter of the model stands in the model `given`.
  public let workbook: Workbook
  /// The values that the learner was given, in the order of the exercise's variations.
  public let givens: [Given]
  /// What answers are judged with, worked out at the first one.
  let yardstick: Yardstick
  /// What answers are judged in; nil for those of whoever sits at this machine.
  let box: AnswerBox?

  /// - Parameter workbook: the chapter's models with the author's values, and those of the chapters
  ///   it uses.
  /// - Throws: what is wrong with the exercise's model, or with a value for its parameter.
  public init(
    _ exercise: Exercise, _ variant: Variant, in workbook: Workbook
  ) throws(Diagnostic) {
    self.exercise = exercise
    self.variant = variant
    var workbook = workbook
    if let model = exercise.model, !workbook.models.contains(model.id) {
      let near = closest(to: model.id, among: workbook.models)
      throw Diagnostic(.notFound, "There is no model “\(model.id)” here.", at: model.span)
        .label(near.map { "\($0)?" } ?? "not a model of this chapter")
        .note(
          workbook.models.isEmpty
            ? "It has no models." : "It has \(workbook.models.joined(separator: ", ")).")
    }
    let givens = zip(exercise.variations, variant.places).compactMap { variation, place in
      variation.value(place).map { Given(variation.name, $0.value, at: variation.span) }
    }
    self.givens = givens
    yardstick = Yardstick()
    box = nil
    try workbook.give(givens, settingParametersOf: exercise.model?.id)
    let focus = (exercise.model.map { [$0.id] } ?? []) + [CellID.given]
    workbook.focus = focus
    workbook.isSealed = true
    self.workbook = workbook
  }

  /// Bytes that an answer may have; as many as a line.
  static let longestAnswer = 4096

  /// Whether this is a learner's copy, which cannot say what is right.
  public var isWithheld: Bool { exercise.isWithheld }

  /// How many answers count; nil for any number.
  public var attempts: Int? { exercise.attempts ?? exercise.kind.attempts }

  /// What an answer is worth.
  /// - Throws: where the line is no answer at all: it cannot be read, or it asks for a second look.
  ///   Such a line counts as no attempt.
  public func verdict(on answer: String) throws(Diagnostic) -> Verdict {
    try verdict(on: TypedAnswer(answer))
  }

  /// What an answer is worth that was read already.
  /// - Throws: where it is no answer at all; see `verdict(on:)` of a text.
  public func verdict(on typed: TypedAnswer) throws(Diagnostic) -> Verdict {
    guard typed.text.utf8.count <= PosedExercise.longestAnswer else {
      throw Diagnostic(.lineTooLong, "This answer is longer than 4,096 bytes.")
    }
    let typed = box == nil ? typed : readOnce(typed)
    if let box, !staysInside(typed) {
      box.refuse()
      throw PosedExercise.outside
    }
    do throws(Diagnostic) {
      return try judgedInside(typed)
    } catch {
      // Settings are offered by the workbook, which has tried them.
      guard exercise.kind != .goal else { throw error }
      // Only whether the line offered is taken is asked.
      throw error.offering { line in (try? judged(TypedAnswer(line))) != nil }
    }
  }

  /// A number or a formula, read for all who ask what it says; a guess is read in more ways than one.
  private func readOnce(_ typed: TypedAnswer) -> TypedAnswer {
    switch exercise.task {
    case .number, .formula:
      do throws(Diagnostic) {
        let known = AnswerUnits(of: workbook)
        return TypedAnswer(
          typed.text, .success(try typed.statement(in: scope(in: workbook), known)))
      } catch {
        return TypedAnswer(typed.text, .failure(error))
      }
    case .choice, .order, .match, .goal, .predict: return typed
    }
  }

  private static var outside: Diagnostic {
    Diagnostic(.tooMuchWork, "This measures, or reads a file.")
  }

  private func judged(_ typed: TypedAnswer) throws(Diagnostic) -> Verdict {
    guard box == nil || staysInside(typed) else { throw PosedExercise.outside }
    return try judgedInside(typed)
  }

  private func judgedInside(_ typed: TypedAnswer) throws(Diagnostic) -> Verdict {
    let answer = typed.text
    switch exercise.task {
    case .number(let expected):
      return try numberVerdict(on: typed, expected)
    case .choice(let options): return try choiceVerdict(on: answer, options)
    case .formula(let expected, let variables):
      return try formulaVerdict(on: typed, expected, variables)
    case .goal(let conditions, _, let change):
      return try goalVerdict(on: answer, conditions, change)
    case .order(let steps): return try orderVerdict(on: answer, steps)
    case .match(_, let pairs): return try matchVerdict(on: answer, pairs)
    case .predict(let guess): return try predictVerdict(on: typed, guess)
    }
  }
}
