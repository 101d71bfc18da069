import Answers
import Course
import Diagnostics
import Display
import Language
import NativeFunctions
import Presentation
import Records
import Workbook

extension GuidedSession {
  /// Opens an exercise.
  ///
  /// It has a workbook of its own: the chapter's models with the author's values and the learner's
  /// variant. What the learner has set in the lesson waits until it is closed.
  mutating func openExercise(_ id: String) {
    do throws(Diagnostic) {
      let posed = try exercises.posed(id, for: try learner())
      let attempts = try store?.attempts().filter { $0.item == id } ?? []
      let open = OpenExercise(posed, attempts: attempts, isAnew: practice != nil)
      lessonWorkbook = workbook
      workbook = try posed.start()
      prepareWorkbook(of: posed.exercise)
      exercise = open
      isSettled = open.isOver
    } catch {
      warning = error
    }
  }

  /// Brings the lesson's workbook back.
  mutating func closeExercise() {
    if let lessonWorkbook { workbook = lessonWorkbook }
    lessonWorkbook = nil
    exercise = nil
  }

  /// Who the variants are drawn for.
  func learner() throws(Diagnostic) -> String { try store?.learner().id ?? "guest" }

  /// Title, prompt, and what can be done.
  func show(_ exercise: OpenExercise) -> [Block] {
    let points = exercise.posed.exercise.points
    let title =
      Text("Exercise ", .muted) + Text(exercise.posed.exercise.title, .strong)
      + Text("   \(Showing.points(points))", .muted)
    return [.paragraph(title)] + exercise.posed.prompt + invite(exercise)
  }

  /// How one goes on from here.
  func invite(_ exercise: OpenExercise) -> [Block] {
    guard !exercise.isOver else {
      return [
        .lines([Showing.verdict(exercise.score, isWithheld: exercise.posed.isWithheld)]),
        hint(exercise.posed.isWithheld ? "Enter goes on." : "solution shows how. Enter goes on."),
      ]
    }
    var lines = [Text(exercise.posed.instruction, .muted)]
    if let cost = exercise.nextHint {
      lines[0] += Text(" ") + Text("hint", .input) + Text(cost, .muted)
    }
    return [.lines(lines)]
  }

  // MARK: Answers

  /// Takes a line as the answer to the open exercise; nil where it is a line like any other.
  ///
  /// Bindings, functions and questions are for working things out, and never answers.
  mutating func answerExercise(_ line: String) -> Reply? {
    guard let exercise, !exercise.isOver else { return nil }
    if exercise.posed.exercise.kind == .goal { return setTowardsGoal(line) }
    switch try? Statement.parse(Source(line), in: workbook.parsingScope()) {
    case .binding, .function, .question: return nil
    default: break
    }
    do throws(Diagnostic) {
      let answer = try withoutOwnNames(line)
      return take(try exercise.posed.verdict(on: answer), answer)
    } catch {
      return Reply(error)
    }
  }

  /// An answer that reads names of the learner's own as what it comes to: whoever grades it has no
  /// such names.
  private func withoutOwnNames(_ line: String) throws(Diagnostic) -> String {
    guard
      case .expression(let expression)? = try? Statement.parse(
        Source(line), in: workbook.parsingScope()),
      expression.names().contains(where: { path in
        workbook.cell(named: path[0])?.id.isOwn ?? (path[0] == CellID.own)
      }),
      case .quantity(let quantity) = try workbook.value(of: expression)
    else { return line }
    return quantity.text(significant: 17)
  }

  /// A change of settings, and what it does for the conditions.
  private mutating func setTowardsGoal(_ line: String) -> Reply? {
    guard
      case .binding(let binding)? = try? Statement.parse(Source(line), in: workbook.parsingScope())
    else { return nil }
    let before = workbook
    let reply = evaluate(line)
    guard reply.problems.isEmpty else { return reply }
    // A name of one's own is for working something out, and no answer.
    if workbook.cell(named: binding.target.text)?.id.isOwn == true {
      let instruction = exercise?.posed.instruction ?? ""
      return reply + Reply(Display([hint("A name of your own. \(instruction)")]))
    }
    let judgement = judgeGoal()
    // What may not be set is not left so.
    guard judgement.problems.isEmpty else {
      workbook = before
      return judgement
    }
    return reply + judgement
  }

  /// Looks at the conditions of a goal as things stand.
  mutating func judgeGoal() -> Reply {
    guard let exercise, !exercise.isOver else { return Reply() }
    do throws(Diagnostic) {
      if workbook.hasStaleCells { _ = try workbook.run() }
      return take(
        try exercise.posed.verdict(on: workbook), exercise.posed.answerText(of: workbook))
    } catch {
      return Reply(error)
    }
  }

  /// Writes an answer down and says what is to be said of it.
  private mutating func take(_ verdict: Verdict, _ answer: String) -> Reply {
    let kept = keepExercise(.exercise, answer)
    guard let exercise else { return kept }
    var blocks = verdict.reply
    if exercise.isOver {
      isSettled = true
      blocks += invite(exercise)
    } else if let left = exercise.score.attemptsLeft {
      blocks.append(hint(left == 1 ? "One attempt is left." : "\(left) attempts are left."))
    }
    return Reply(Display(blocks)) + kept + keepPosition()
  }

  // MARK: Help

  /// The next hint, or the last ones again.
  mutating func takeHint() -> Reply {
    guard var exercise else { return noExercise() }
    let hints = exercise.posed.hints
    guard !hints.isEmpty else {
      return Reply(
        Diagnostic(.nothingTo, "This exercise has no hints.").try(
          exercise.isOver ? "next" : "answer")
      )
    }
    guard exercise.hintsShown < hints.count, !exercise.isOver else {
      return Reply(Display(exercise.isOver ? hints.flatMap { $0 } : hints.last ?? []))
    }
    let shown = hints[exercise.hintsShown]
    exercise.hintsShown += 1
    self.exercise = exercise
    let kept = keepExercise(.hint, "\(exercise.hintsShown)")
    return Reply(Display(shown + invite(self.exercise ?? exercise))) + kept
  }

  /// Gives the exercise up and shows how it is done.
  mutating func giveUp() -> Reply {
    guard let exercise else { return noExercise() }
    guard !exercise.isOver else { return showSolution() }
    let kept = keepExercise(.solution, "")
    self.exercise?.end()
    isSettled = true
    return Reply(Display(solution(exercise))) + kept + keepPosition()
  }

  /// The worked solution, where it can no longer help.
  func showSolution() -> Reply {
    guard let exercise else { return noExercise() }
    guard exercise.isOver else {
      return Reply(
        Diagnostic(.nothingTo, "The solution is shown once the exercise is over.")
          .note("answer gives it up and shows the solution.").try("hint"))
    }
    return Reply(Display(solution(exercise)))
  }

  private func solution(_ exercise: OpenExercise) -> [Block] {
    guard !exercise.posed.isWithheld else {
      return [
        .paragraph("The solution comes from whoever grades this exercise."), hint("Enter goes on."),
      ]
    }
    return [.paragraph(Text("Solution", .strong))] + exercise.posed.solution
      + [hint("Enter goes on.")]
  }

  func noExercise() -> Reply {
    Reply(Diagnostic(.nothingTo, "There is no exercise at this place.").try("next"))
  }
}

extension GuidedSession {
  /// What Enter is answered with while an answer is asked for.
  ///
  /// - Returns: nil where it leaves the exercise for later.
  mutating func waitForAnswer() -> Reply? {
    guard let open = exercise, !open.isOver, !open.isLeaving else { return nil }
    exercise?.isLeaving = true
    return Reply(
      Display([
        .lines([
          Text(open.posed.instruction, .muted),
          Text("Enter again leaves it for later; ", .muted) + Text("answer", .input)
            + Text(" gives it up.", .muted),
        ])
      ]))
  }

  /// Makes the exercise's workbook what it was at first; what was answered stays.
  mutating func resetExercise() -> Reply {
    guard let exercise else { return noExercise() }
    workbook = (try? exercise.posed.start()) ?? exercise.posed.workbook
    prepareWorkbook(of: exercise.posed.exercise)
    return Reply(Display(show(exercise)))
  }

  /// Each change of a goal is checked at once, however long it takes, and it starts from figures that
  /// are as new as its settings.
  private mutating func prepareWorkbook(of exercise: Exercise) {
    workbook.isInterrupted = isInterrupted
    workbook.onProgress = onProgress
    workbook.isAutomatic = computesAtOnce || exercise.kind == .goal
    if workbook.isAutomatic { _ = try? workbook.run(in: []) }
  }

  /// Answers are written to a file by the program, which knows where files go.
  func howToSubmit() -> Reply {
    Reply(
      Display([
        .lines([
          Text("Your answers are kept. Leave and type ", .muted) + Text("gpulearn submit", .input)
            + Text(" to write them to a file for your instructor.", .muted)
        ])
      ]))
  }
}
