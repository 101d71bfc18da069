import Course
import Diagnostics
import Display
import Presentation

/// What is done at a step's end, as far as it has come.
enum Activity {
  /// Nothing is asked.
  case reading
  case suggestions(SuggestedLines)
  case guess(GuessQuestion)
  case quiz(QuizQuestion)
  case exercise(OpenExercise)
  /// An exercise that cannot be posed, and why.
  case unavailable(String, Diagnostic)

  /// - Parameters:
  ///   - interaction: of the step.
  ///   - done: how much of it was done before, as `done` says.
  ///   - exercise: opens an exercise by its id.
  init(
    _ interaction: LessonStep.Interaction?, done: Int,
    exercise: (String) throws(Diagnostic) -> OpenExercise
  ) {
    switch interaction {
    case .attempt(let block): self = .suggestions(SuggestedLines(block, done: done))
    case .predict(let block): self = .guess(GuessQuestion(block, isOver: done > 0))
    case .quiz(let block): self = .quiz(QuizQuestion(block, isOver: done > 0))
    case .exercise(let id):
      do throws(Diagnostic) {
        self = .exercise(try exercise(id))
      } catch {
        self = .unavailable(id, error)
      }
    case nil: self = .reading
    }
  }

  /// The exercise that is open; nil where none is.
  var exercise: OpenExercise? {
    if case .exercise(let open) = self { return open }
    return nil
  }

  /// Whether Enter has nothing left to do but to go on.
  var isOver: Bool {
    switch self {
    case .reading, .unavailable: false
    case .suggestions(let lines): lines.isOver
    case .guess(let guess): guess.isOver
    case .quiz(let quiz): quiz.isOver
    case .exercise(let open): open.isOver
    }
  }

  /// How much was done: lines that were run, else 1 for what is over.
  var done: Int {
    if case .suggestions(let lines) = self { return lines.done }
    return isOver ? 1 : 0
  }

  /// What a lesson asks for and does not grade, and how it is answered; nil where it asks for nothing.
  var asked: (what: String, how: String)? {
    switch self {
    case .guess(let guess) where !guess.isOver:
      ("a guess", "It is one number, with its unit. Enter shows the answer.")
    case .quiz(let quiz) where !quiz.isOver:
      ("a choice", "Type the number of an option, or its words. Enter shows the answer.")
    default: nil
    }
  }

  /// What can be done by who has no answer; none where none is asked for.
  var waysOut: [Block] {
    switch self {
    case .guess, .quiz:
      [
        .lines([
          Text("Enter", .input) + Text(" shows the answer; ", .muted) + Text("skip", .input)
            + Text(" goes on without it. It is not graded.", .muted)
        ])
      ]
    case .exercise(let open): open.posed.waysOut(hintsShown: open.hintsShown)
    case .reading, .suggestions, .unavailable: []
    }
  }

  /// What stands below the step.
  /// - Parameters:
  ///   - isLast: whether no step comes behind it.
  ///   - isScript: whether the lines are a script's, which answers nothing.
  func blocks(on page: LessonPage, isLast: Bool, isScript: Bool) -> [Block] {
    switch self {
    case .reading: return [.remark(isLast ? "Enter ends the chapter." : "Enter goes on.")]
    case .suggestions(let lines): return page.suggestions(lines.block, done: lines.done)
    case .guess(let guess):
      return guess.isOver
        ? [.remark("Enter goes on.")] : page.question(guess.block, isTaken: !isScript)
    case .quiz(let quiz):
      return quiz.isOver
        ? [.remark("Enter goes on.")] : page.question(quiz.block, isTaken: !isScript)
    case .exercise(let open): return open.blocks(on: page.workbook)
    case .unavailable(let id, let problem):
      return [.paragraph(Text("The exercise \(id) cannot be shown.", .failure))]
        + problem.display.blocks + [.remark("Enter goes on.")]
    }
  }
}
