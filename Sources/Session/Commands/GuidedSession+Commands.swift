import Diagnostics
import Display
import Language
import Presentation
import Workbook

extension GuidedSession {
  /// Does what a command says.
  mutating func run(_ line: TypedCommand) -> Reply {
    switch line.command {
    case .next: return next()
    case .skip: return skip()
    case .back: return back()
    case .goto: return goto(line.argument)
    case .map: return showMap()
    case .show: return Reply(showLesson())
    case .hint: return takeHint()
    case .answer: return giveUp()
    case .solution: return showSolution()
    case .submit: return howToSubmit()
    case .reset: return reset(line.argument)
    case .undo: return step(workbook.undo(), "There is nothing to undo.", try: "changes")
    case .redo: return step(workbook.redo(), "There is nothing to redo.", try: "undo")
    case .changes: return changes()
    case .params: return cells.parameters
    case .results: return cells.results
    case .models: return cells.models
    case .prices: return prices(line.argument)
    case .help:
      return HelpDesk(
        workbook: workbook, course: course, activity: activity, isPractice: practice != nil
      ).help(line.argument)
    case .explain:
      guard let code = Code.named(line.argument) else { return Reply(Code.noPage(line.argument)) }
      return Reply(course.names.display(code.page))
    case .progress: return progress()
    case .run: return runStale()
    case .auto: return automatic(line.argument)
    case .save: return save(line.argument)
    case .quit: return Reply(ends: true)
    }
  }

  private func prices(_ word: String) -> Reply {
    let table = PriceTable(
      course.prices, matching: word, now: keeper.now(), names: course.names)
    return Reply(table.display, problems: Array(table.problems.prefix(3)))
  }

  private mutating func step(_ changes: Changes?, _ nothing: String, try line: String) -> Reply {
    guard let changes else { return Reply(Diagnostic(.nothingTo, nothing).try(line)) }
    noteShown(changes)
    return Reply(settingsAndResults(changes)) + keepSettings() + judgeGoal()
  }

  /// What was set and what followed: undo, redo and reset touch settings without naming them.
  private func settingsAndResults(_ changes: Changes) -> Display {
    changes.settings.isEmpty || changes.results.isEmpty
      ? changes.display() : changes.settingsDisplay() + changes.display()
  }

  private func changes() -> Reply {
    guard let changes = workbook.lastChanges else {
      return Reply(Diagnostic(.nothingTo, "Nothing was changed yet.").try("params"))
    }
    return Reply(
      changes.results.isEmpty
        ? changes.display(isFolded: false)
        : changes.settingsDisplay() + changes.display(isFolded: false))
  }

  private var cells: CellLists { CellLists(workbook: workbook) }

  // MARK: Resetting

  private mutating func reset(_ what: String) -> Reply {
    if let exercise, what.isEmpty { return resetExercise(exercise) }
    do throws(Diagnostic) {
      let changes: Changes
      switch what {
      case "", "lesson":
        let models = workbook.focus
        guard !models.isEmpty else {
          throw Diagnostic(.nothingTo, "This lesson has no model.").try("reset all")
        }
        changes = try workbook.reset(models.flatMap(workbook.cells).map { $0.id })
      case "all": changes = try workbook.resetAll()
      default: changes = try reset(named: what)
      }
      let forgets = what == "all" && !keeper.setAside.isEmpty
      if forgets { keeper.forgetSetAside() }
      if changes.isEmpty, !forgets {
        return Reply(Text("Everything has the author's value already.", .muted))
      }
      noteShown(changes)
      return Reply(settingsAndResults(changes)) + keepSettings() + judgeGoal()
    } catch {
      return Reply(error)
    }
  }

  private mutating func reset(named name: String) throws(Diagnostic) -> Changes {
    guard let cell = workbook.cell(named: name) else {
      let near = closest(to: name, among: workbook.visibleNames())
      throw Diagnostic(.unknownName, "Nothing here is called \(name).")
        .note("reset takes a name, lesson or all.").try("reset \(near ?? "lesson")")
    }
    if cell.id.isOwn { return try workbook.forget(cell.id) }
    guard cell.kind == .parameter else {
      throw Diagnostic(.isResult, "\(name) is a result: it follows from its formula.")
        .try("why \(name)")
    }
    return try workbook.reset([cell.id])
  }

  // MARK: Slow cells

  private mutating func runStale() -> Reply {
    // What comes later in the lesson has its own time.
    let models = place.shownModels.isEmpty ? workbook.focus : place.shownModels
    do throws(Diagnostic) {
      if workbook.hasOpenCells(in: models) {
        let changes = try workbook.run(in: models)
        noteShown(changes)
        return Reply(changes.display())
      }
      guard let changes = try workbook.measureAgain(in: models) else {
        return Reply(Text("Everything is computed.", .muted))
      }
      noteShown(changes)
      return Reply(changes.display())
    } catch {
      return Reply(error)
    }
  }

  private mutating func automatic(_ argument: String) -> Reply {
    switch argument {
    case "on", "off":
      computesAtOnce = argument == "on"
      let words = argument == "on" ? "at once" : "when you type run"
      return Reply(Text("What takes long is computed \(words).", .muted))
    default:
      return Reply(
        Diagnostic(.expectedExpression, "auto takes on or off.")
          .note("It is \(computesAtOnce ? "on" : "off") now.").try("auto on"))
    }
  }
}
