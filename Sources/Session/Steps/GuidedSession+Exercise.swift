import Answers
import Basics
import Course
import Diagnostics
import Display
import Language
import Presentation
import Records
import Workbook

extension GuidedSession {
  /// Opens an exercise, with a workbook of its own on the desk.
  mutating func openExercise(_ id: String) throws(Diagnostic) -> OpenExercise {
    let attempts = try keeper.attempts()[course.presentExercise(id)] ?? []
    let history = try exercises.history(of: id, for: try keeper.learner(), after: attempts)
    var open = OpenExercise(history, isAnew: practice != nil)
    open.isKept = keeper.progress != nil
    try desk.open(open.posed)
    return open
  }

  /// Takes a line as the answer to the open exercise; nil where it is a line like any other.
  mutating func answer(_ line: String, _ open: OpenExercise) -> Reply? {
    if open.isGoal { return setTowardsGoal(line, open) }
    var open = open
    let time = keeper.now()
    return open.answer(line, in: workbook, at: time).map { keep($0, open, at: time) }
  }

  /// A change of settings, and what it does for the conditions.
  private mutating func setTowardsGoal(_ line: String, _ open: OpenExercise) -> Reply? {
    let before = workbook
    let several = settings(in: line)
    let meant = several.isEmpty ? meantSetting(line, open) : (name: "", line: line)
    guard let (name, setting) = meant else { return whichOne(line, open) }
    var reply = several.isEmpty ? evaluate(setting) : set(several)
    guard reply.problems.isEmpty else { return reply }
    if setting != line {
      reply = Reply(Display([.remark("", setting, " is what that was taken for.")])) + reply
    }
    // A name of one's own is for working something out, and no answer.
    if workbook.cell(named: name)?.id.isOwn == true {
      return reply
        + Reply(Display([.remark("A name of your own. \(open.posed.instruction)")]))
    }
    let judgement = judgeGoal()
    // What may not be set is not left so.
    guard judgement.problems.isEmpty else {
      workbook = before
      return Reply(judgement.display, problems: judgement.problems.map { toldOf(setting, $0) })
    }
    return reply + judgement
  }

  /// Why a setting leaves a condition without a value, told at the setting: the condition stands in the
  /// author's file.
  private func toldOf(_ setting: String, _ problem: Diagnostic) -> Diagnostic {
    guard problem.code == .failedInput, let reason = problem.notes.first else { return problem }
    return Diagnostic(.failedInput, reason, at: Source(setting).whole).label("left as it was")
  }

  /// Asks what a value by itself is meant for, where several things may be set; nil where it is none.
  private func whichOne(_ line: String, _ open: OpenExercise) -> Reply? {
    guard case .goal(_, _, let change) = open.posed.exercise.task, change.count > 1,
      case .expression(let value)? = try? Statement.parse(
        Source(AnswerText.readable(line)), in: workbook.parsingScope()),
      value.literal != nil
    else { return nil }
    let offers = change.map { "\($0.text) = \(value.text)" }.filter { offer in
      var copy = workbook
      // Only whether it can be set is asked.
      return (try? copy.run(Source(offer))) != nil
    }
    return Reply(
      Diagnostic(.expectedExpression, "What is to be \(value.text)?", at: Source(line).whole)
        .note("You may set \(change.map { $0.text }.joined(separator: ", ")).").try(offers.first))
  }

  /// What a line sets, and the line that does so: a value by itself is meant for what is to be set,
  /// where that is one thing. nil where it sets nothing.
  private func meantSetting(_ line: String, _ open: OpenExercise) -> (name: String, line: String)? {
    // What cannot be read may be a setting as people write it, or is told about elsewhere.
    let statement = try? Statement.parse(Source(line), in: workbook.parsingScope())
    if case .binding(let binding)? = statement { return (binding.target.text, line) }
    if let range = statement?.rangeAsSetting, workbook.cell(named: range.name)?.kind == .parameter {
      return range
    }
    if statement == nil, let name = AnswerText.nameSet(by: line), name != "it" {
      return workbook.cell(named: name)?.kind == .parameter ? (name, line) : nil
    }
    guard case .goal(_, _, let change) = open.posed.exercise.task,
      let (name, value) = value(in: line, for: change.map { $0.text })
    else { return nil }
    var scope = workbook.parsingScope()
    scope.readsUnitsLoosely = true
    for readable in AnswerText.readings(value, in: AnswerUnits(of: workbook)) {
      // As above.
      guard case .expression(let value)? = try? Statement.parse(Source(readable), in: scope),
        value.literal != nil
      else { continue }
      return (name, "\(name) = \(readable)")
    }
    return nil
  }

  /// Looks at the conditions of a goal as things stand; nothing where no goal is open.
  mutating func judgeGoal() -> Reply {
    guard case .exercise(var open) = activity, open.isGoal, !open.isOver else { return Reply() }
    do throws(Diagnostic) {
      if workbook.hasStaleCells { _ = try workbook.run() }
    } catch {
      return Reply(error)
    }
    let time = keeper.now()
    return keep(open.judge(workbook, at: time), open, at: time)
  }

  /// What a line gives to which of the names that may be set: "a discount of 40%", "make it 40%" or,
  /// where there is one name, 40% alone; nil where it cannot be told.
  private func value(in line: String, for names: [String]) -> (name: String, value: String)? {
    let line = line.lowercased().hasPrefix("set ") ? String(line.dropFirst(4)).trimmed : line
    let lowered = line.lowercased()
    for name in names {
      // 40% discount
      if lowered.hasSuffix(" \(name.lowercased())") {
        let value = String(line.dropLast(name.count + 1)).trimmed
        if value.first.map({ $0.isNumber || "$.".contains($0) }) == true { return (name, value) }
      }
      let its = names.count == 1 ? ["set it to", "set it at", "make it", "let it be"] : []
      let phrases = ["a \(name) of", "\(name) of", "\(name) should be", "\(name) must be", name]
      if let phrase = (its + phrases).first(where: { lowered.hasPrefix($0.lowercased() + " ") }) {
        let value = String(line.dropFirst(phrase.count + 1)).trimmed
        // "discount - 5%" works something out.
        return value.first.map { $0.isNumber || $0.isLetter || "$.".contains($0) } == true
          ? (name, value) : nil
      }
    }
    return names.count == 1 ? names.first.map { ($0, line) } : nil
  }

  // MARK: Help

  /// The next hint, or the last one again.
  mutating func takeHint() -> Reply {
    withExercise { open, time in open.takeHint(at: time) }
  }

  /// Gives the exercise up and shows how it is done.
  mutating func giveUp() -> Reply {
    withExercise { open, time in open.giveUp(at: time) }
  }

  /// The worked solution, where it can no longer help.
  mutating func showSolution() -> Reply {
    withExercise { open, _ in open.showSolution() }
  }

  private mutating func withExercise(_ body: (inout OpenExercise, Double) -> Turn) -> Reply {
    guard case .exercise(var open) = activity else {
      return Reply(Diagnostic(.nothingTo, "There is no exercise at this place.").try("next"))
    }
    let time = keeper.now()
    return keep(body(&open, time), open, at: time)
  }

  /// Makes the exercise's workbook what it was at first; what was answered stays.
  mutating func resetExercise(_ open: OpenExercise) -> Reply {
    do throws(Diagnostic) {
      try desk.open(open.posed)
    } catch {
      return Reply(error)
    }
    return Reply(Display(open.blocks(on: workbook)))
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

  // MARK: Keeping

  /// Makes an exercise what has become of it, and writes down what happened.
  private mutating func keep(_ turn: Turn, _ open: OpenExercise, at time: Double) -> Reply {
    activity = .exercise(open)
    guard let (kind, answer) = turn.attempt else { return turn.reply }
    let attempt = Attempt(
      open.isReview ? kind.inReview : kind, at: open.posed, of: exercises, chapter: chapter.id,
      lesson: practice == nil ? place.lessonID : "", answer: answer, time: time)
    return turn.reply + keeper.keep(attempt) + keepPlace()
  }
}
