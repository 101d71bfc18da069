import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// Proves that an exercise is what its author means: that every learner's own answer is right, and
/// that what is wrong is told so.
///
///     let problems = ExerciseProof.problems(of: exercise, in: workbook)
public struct ExerciseProof {
  let exercise: Exercise
  let workbook: Workbook
  /// What is wrong, each once, with the variants in which it is.
  private var found: [(problem: Diagnostic, first: Variant, count: Int)] = []
  private var places: [Key: Int] = [:]
  private var variantCount = 0

  /// The same problem in several variants.
  private struct Key: Hashable {
    let code: Code
    let span: SourceSpan?
    let subject: String
  }

  /// Everything that is wrong, over all variants or a thousand drawn ones.
  /// - Parameter workbook: the models of the exercise's chapter with the author's values, and those
  ///   of the chapters it uses.
  public static func problems(of exercise: Exercise, in workbook: Workbook) -> [Diagnostic] {
    var proof = ExerciseProof(exercise, workbook)
    proof.run()
    return proof.problems
  }

  private init(_ exercise: Exercise, _ workbook: Workbook) {
    self.exercise = exercise
    self.workbook = workbook
  }

  private mutating func run() {
    let variants = Variant.proving(exercise)
    variantCount = variants.count
    if let first = variants.first { proveUse(first) }
    for variant in variants {
      do throws(Diagnostic) {
        let posed = try PosedExercise(exercise, variant, in: workbook)
        try prove(posed)
      } catch {
        report(error.placed(at: exercise.idSpan), in: variant)
        // A model that is not there is missing in every variant.
        if error.code == .notFound { break }
      }
    }
  }

  private mutating func prove(_ posed: PosedExercise) throws(Diagnostic) {
    proveFigures(posed)
    guard !posed.isWithheld else { return }
    provePromptKeepsAnswer(posed)
    for expression in judged where try posed.workbook.isMeasured(expression) {
      throw Diagnostic(
        .answerFails, "This is measured, and comes out differently on every machine.",
        at: expression.span
      ).label("nobody could grade it")
        .note("Ask for what follows from figures in the model instead.")
    }
    switch exercise.task {
    case .number(let formula?): try proveNumber(posed, formula)
    case .formula(let formula?, let variables): try proveFormula(posed, formula, variables)
    case .goal(let conditions, _, _): try proveGoal(posed, conditions)
    case .predict(let guess): try proveGuess(posed, guess)
    case .choice, .order, .match: try proveList(posed)
    case .number(nil), .formula(nil, _): break
    }
  }

  /// What an answer is compared with, where that is computed from the chapter's models.
  private var judged: [Expression] {
    switch exercise.task {
    case .number(let answer): answer.map { [$0] } ?? []
    case .goal(let conditions, _, _): conditions
    case .predict(let guess): [Expression(name: guess.target)]
    case .formula, .choice, .order, .match: []
    }
  }

  // MARK: Problems

  /// Keeps a problem, or counts one more variant in which it is.
  /// - Parameter subject: tells apart problems of one kind at one place.
  mutating func report(_ problem: Diagnostic, _ subject: String = "", in variant: Variant) {
    let key = Key(code: problem.code, span: problem.span, subject: subject)
    if let place = places[key] {
      found[place].count += 1
    } else {
      places[key] = found.count
      found.append((problem, variant, 1))
    }
  }

  /// What is wrong, each with the figures for which it is.
  private var problems: [Diagnostic] {
    // What is the answer with some values only is no secret told.
    found.filter { $0.problem.code != .toldAnswer || $0.count == variantCount }
      .map { problem, variant, count in
        if problem.code == .unusedName { return problem }
        let settings = variant.values(of: exercise).map { name, value in
          "\(name) = \(value.value.text)"
        }
        guard !settings.isEmpty else { return problem }
        let others =
          count == 1
          ? "" : count == variantCount ? ", and with all others" : ", and with \(count - 1) others"
        return problem.note("With \(settings.joined(separator: ", "))\(others).")
      }
  }
}

// MARK: Figures

extension ExerciseProof {
  /// Every figure of what is always shown has a value.
  private mutating func proveFigures(_ posed: PosedExercise) {
    let replies = exercise.mistakes.map { $0.reply }
    for figure in exercise.markups.filter({ !replies.contains($0) }).flatMap({ $0.figures }) {
      prove(figure, in: posed.workbook, posed.variant)
    }
  }

  /// Every figure in the reply to a mistake has a value where the mistake is made.
  /// - Parameter workbook: the one in which the mistake was found.
  mutating func proveReply(to mistake: Mistake, in workbook: Workbook, _ posed: PosedExercise) {
    for figure in mistake.reply.figures { prove(figure, in: workbook, posed.variant) }
  }

  private mutating func prove(_ figure: Figure, in workbook: Workbook, _ variant: Variant) {
    guard let expression = figure.expression else { return }
    do throws(Diagnostic) {
      _ = try workbook.value(of: expression)
    } catch {
      report(
        Diagnostic(.noValue, "This figure has no value: \(error.message)", at: figure.formula)
          .label(error.label).try(error.suggestion), in: variant)
    }
  }
}
