import Answers
import Course
import Diagnostics
import Display
import Presentation
import Records
import Workbook

/// An exercise that a learner is at: what was answered, which hints were shown, whether it is over.
///
/// It says what became of a line and what is to be written down; where its workbook lies and what is
/// kept is the session's.
struct OpenExercise {
  let posed: PosedExercise
  /// What it came to when it was graded; nil where this is that time.
  let graded: Score?
  /// What it has come to, from everything that happened with it, another sitting's too; where it is
  /// done once more, from this time alone.
  private(set) var score: Score
  /// How many hints were shown since it was opened.
  private(set) var hintsShown: Int
  /// Whether Enter was pressed without an answer; once more leaves the exercise.
  private(set) var isLeaving = false
  /// Whether it takes no answer any more: it is right, given up, or its attempts are used up.
  private(set) var isOver: Bool
  /// Whether what is answered is kept anywhere.
  var isKept = true

  /// - Parameter isAnew: whether it is done once more where it is over: as a review, with figures of
  ///   its own, which changes nothing of what it came to.
  init(_ history: ExerciseHistory, isAnew: Bool) {
    let round = isAnew ? history.current : history.rounds[0]
    posed = round.posed
    graded = round.isReview ? history.score : nil
    score = round.score
    isOver = round.score.isOver
    hintsShown = min(round.score.hints, round.posed.exercise.hints.count)
  }

  /// Whether it is done once more for practice.
  var isReview: Bool { graded != nil }

  var id: String { posed.exercise.id }
  /// Whether it is answered by setting parameters.
  var isGoal: Bool { posed.exercise.kind == .goal }

  // MARK: Showing

  /// Title, prompt, the model that a goal is about, and what can be done.
  /// - Parameter desk: the workbook at which the exercise is worked out.
  func blocks(on desk: Workbook) -> [Block] {
    (graded.map { posed.face(ofReview: Showing.points($0)) } ?? posed.face)
      + posed.panel(in: desk) + soFar + invitation
  }

  /// Where it was begun before: the hints that were shown, and the attempts that are left.
  private var soFar: [Block] {
    guard !isOver else { return [] }
    var blocks: [Block] = []
    if hintsShown > 0 {
      blocks.append(.remark("You have seen \(hintsShown == 1 ? "a hint" : "\(hintsShown) hints"):"))
      blocks += posed.hints.prefix(hintsShown).flatMap { $0 }
    }
    if score.tries > 0, !isGoal, !posed.isWithheld { blocks.append(.remark(Showing.tries(score))) }
    return blocks
  }

  /// How one goes on from here.
  var invitation: [Block] {
    guard isOver else {
      return posed.invitation(hintsShown: hintsShown, hintsAreFree: isReview)
    }
    return [
      .paragraph(
        graded.map { Showing.verdict(ofReview: score, graded: $0) }
          ?? Showing.verdict(score, isWithheld: posed.isWithheld)),
      posed.isWithheld
        ? .remark("Enter goes on.") : .remark("", "solution", " shows how. Enter goes on."),
    ]
  }

  // MARK: Answers

  /// Takes a line as an answer.
  /// - Parameters:
  ///   - desk: the workbook at which the exercise is worked out.
  ///   - time: seconds since 1970.
  /// - Returns: nil where it is a line like any other: what works something out, and whatever is
  ///   typed once the exercise is over.
  mutating func answer(_ line: String, in desk: Workbook, at time: Double) -> Turn? {
    guard !isOver else {
      // What picks from a list works nothing out.
      return posed.picks(of: line).isEmpty
        ? nil : Turn([.remark("The exercise is over: no further answer counts. Enter goes on.")])
    }
    do throws(Diagnostic) {
      guard let answer = try posed.read(line, in: desk) else { return nil }
      return take(try posed.verdict(on: answer), answer.text, at: time)
    } catch {
      return Turn(error)
    }
  }

  /// Looks at the conditions of a goal as things stand on the desk.
  mutating func judge(_ desk: Workbook, at time: Double) -> Turn {
    let answer = posed.answerText(of: desk)
    do throws(Diagnostic) {
      return take(try posed.verdict(on: answer), answer, at: time)
    } catch {
      return Turn(error)
    }
  }

  private mutating func take(_ verdict: Verdict, _ answer: String, at time: Double) -> Turn {
    let tries = score.tries
    record(.exercise, answer, at: time, Score.Worth(verdict))
    guard score.tries > tries || posed.isWithheld else {
      return Turn(
        posed.reply(to: verdict) + [.remark("You have answered that before; it costs nothing.")])
    }
    var blocks = posed.reply(to: verdict)
    if verdict.finding == .recorded, !isKept {
      blocks = [.paragraph("That is an answer. It is not kept: only a profile keeps answers.")]
    }
    if isOver {
      blocks += invitation
    } else if let left = score.attemptsLeft {
      blocks.append(.remark(Showing.attemptsLeft(left)))
    }
    return Turn(blocks, attempt: (.exercise, answer))
  }

  private mutating func record(
    _ kind: Attempt.Kind, _ answer: String, at time: Double, _ worth: Score.Worth? = nil
  ) {
    let attempt = Attempt(
      kind: kind, chapter: "", lesson: "", item: id, answer: answer, time: time)
    score.add(attempt, at: posed) { _ in worth }
    if score.isOver { isOver = true }
  }

  /// What is to be said of a line that was no answer.
  /// - Parameters:
  ///   - desk: the workbook at which the exercise is worked out.
  ///   - before: the same, before the line.
  func remarks(on desk: Workbook, before: Workbook, isScript: Bool) -> [Block] {
    if isOver {
      return isScript
        ? [] : [.remark("The exercise is over: this was worked out, and is no answer.")]
    }
    let parameters = posed.workbook.models.flatMap { posed.workbook.cells(of: $0) }.filter {
      $0.kind == .parameter
    }
    guard !isGoal,
      parameters.contains(where: { desk.cell($0.id)?.value != before.cell($0.id)?.value })
    else { return [] }
    let given = parameters.filter { desk.cell($0.id)?.value != $0.value }
      .map { "\($0.id.name) = \($0.value?.text ?? "no value")" }
    guard !given.isEmpty else { return [] }
    return [
      .lines([
        Text("Only to try it out: the exercise still asks about ", .muted)
          + Text.joined(given.map { Text($0, .code) }, by: Text(", ", .muted))
          + Text(". ", .muted) + Text("reset", .input) + Text(" brings that back.", .muted)
      ])
    ]
  }

  // MARK: Help

  /// The next hint, or the last one again.
  mutating func takeHint(at time: Double) -> Turn {
    let hints = posed.hints
    guard let last = hints.last else {
      return Turn(
        Diagnostic(.nothingTo, "This exercise has no hints.").try(isOver ? "next" : "answer"))
    }
    guard !isOver else { return Turn(hints.flatMap { $0 }) }
    guard hintsShown < hints.count else { return Turn(last) }
    let shown = hints[hintsShown]
    hintsShown += 1
    record(.hint, "\(hintsShown)", at: time)
    return Turn(shown + invitation, attempt: (.hint, "\(hintsShown)"))
  }

  /// Gives the exercise up and shows how it is done.
  mutating func giveUp(at time: Double) -> Turn {
    guard !isOver else { return Turn(solution) }
    record(.solution, "", at: time)
    isOver = true
    return Turn(solution, attempt: (.solution, ""))
  }

  /// The worked solution, where it can no longer help.
  func showSolution() -> Turn {
    guard isOver else {
      return Turn(
        Diagnostic(.nothingTo, "The solution is shown once the exercise is over.")
          .note("answer gives it up and shows the solution.").try("hint"))
    }
    return Turn(solution)
  }

  private var solution: [Block] {
    guard !posed.isWithheld else {
      return [
        .paragraph("The solution comes from whoever grades this exercise."),
        .remark("Enter goes on."),
      ]
    }
    return [.paragraph(Text("Solution", .strong))] + posed.solution + [.remark("Enter goes on.")]
  }

  // MARK: Leaving

  /// What Enter is answered with while an answer is asked for.
  /// - Returns: nil where it leaves the exercise for later.
  mutating func wait() -> Turn? {
    guard !isOver, !isLeaving else { return nil }
    isLeaving = true
    return Turn([
      .lines([
        Text(posed.instruction, .muted),
        Text("Enter", .input) + Text(" again leaves it for later; ", .muted)
          + Text("answer", .input)
          + Text(" gives it up.", .muted),
      ])
    ])
  }

  /// Something was typed.
  mutating func stay() { isLeaving = false }
}
