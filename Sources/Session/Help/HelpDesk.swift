import Course
import Diagnostics
import Display
import Language
import Presentation
import Quantities
import Workbook

/// Says what can be typed at a place, and what there is to know of a name.
///
///     let desk = HelpDesk(workbook: workbook, course: course, activity: activity)
///     show(desk.help("utilization"))
struct HelpDesk {
  let workbook: Workbook
  let course: Course
  /// What is done at this place.
  let activity: Activity
  /// Whether exercises are done one after another, apart from lessons.
  var isPractice = false

  /// What can be typed here, or what one name is.
  func help(_ topic: String) -> Reply {
    if topic.isEmpty { return Reply(helpHere()) }
    if let subject = HelpTables.Subject(rawValue: topic.lowercased()) {
      return Reply(HelpTables.table(subject, of: workbook).display)
    }
    do throws(Diagnostic) {
      let topics = try HelpTopics(workbook, of: course)
      let found = try topics.about(topic)
      guard !found.isEmpty else { return Reply(topics.nothing(about: topic)) }
      var help = HelpTopics.display(found, isForAuthors: false)
      if workbook.functions.function(named: topic)?.isMeasurement ?? false {
        help.blocks.append(
          .lines([
            Text("It measures this machine. What it measured is kept: ", .muted)
              + Text(workbook.runLine, .input) + Text(" measures again.", .muted)
          ]))
      }
      return Reply(help)
    } catch {
      return Reply(error)
    }
  }

  // MARK: Here

  private func helpHere() -> Display {
    var blocks: [Block] = [
      .paragraph(Text("At this place: ", .strong) + Text(placeWords))
    ]
    let open = activity.exercise.flatMap { $0.isOver ? nil : $0 }
    if let open {
      blocks.append(.heading(Text("Answer", .strong), level: 3))
      blocks += helpWithAnswering(open)
    }
    let parameters = (workbook.focus.first.map { workbook.cells(of: $0) } ?? [])
      .filter { $0.kind == .parameter }
    if let open, !open.isGoal {
      blocks += given(parameters)
    } else if let first = parameters.first(where: { $0.value?.amount != nil }) ?? parameters.first {
      blocks.append(.heading(Text("Set a parameter", .strong), level: 3))
      blocks.append(
        .table(
          Table(
            rows: parameters.map {
              [
                Text("  "), Text("\($0.id.name) = \($0.typed)", .input),
                Text($0.sentence + ($0.range.map { " (\($0))" } ?? ""), .muted),
              ]
            }, style: .bare)))
      blocks.append(.heading(Text("Ask", .strong), level: 3))
      blocks.append(.table(Table(rows: examples(first), style: .bare)))
    } else {
      blocks.append(.heading(Text("Ask", .strong), level: 3))
      blocks += named([HelpTables.questions])
    }
    blocks.append(.heading(Text("Move", .strong), level: 3))
    blocks += named([isPractice ? movesInPractice : HelpTables.commands(moves)])
    blocks.append(
      .paragraph(
        Text("More: ", .muted)
          + Text.joined(
            ["help commands", "help questions", "help functions", "help units", "help NAME"].map {
              Text($0, .input).unbroken
            }, by: Text(" · ", .muted))))
    return Display(blocks)
  }

  private var moves: [Command] {
    let all: [Command] = [.next, .back, .skip, .goto, .map, .show, .undo, .reset, .quit]
    let told: [Command] = activity.exercise.map { $0.isOver } ?? true ? [] : [.skip, .reset]
    return all.filter { !told.contains($0) }
  }

  /// There are no lessons to go to, and no way back.
  private var movesInPractice: Block {
    let rows = [
      ("next", "on to the next exercise (an empty line does the same)"),
      ("goto EXERCISE", "to an exercise, by its name or its title"),
      ("map", "the exercises of this chapter, and what is done of them"),
      ("show", "this exercise again"), (Command.undo.form, Command.undo.sentence),
      ("quit", "leave practice"),
    ]
    return .table(
      Table(
        rows: rows.map { [Text("  "), Text($0.0, .input), Text($0.1, .muted)] }, style: .bare))
  }

  /// What the program has, in the course's words.
  private func named(_ blocks: [Block]) -> [Block] {
    workbook.functions.names.display(Display(blocks)).blocks
  }

  /// What an exercise gives, and a question that works something out from it: an answer does not
  /// depend on what is set.
  private func given(_ parameters: [Cell]) -> [Block] {
    guard !parameters.isEmpty else { return [] }
    let rows = parameters.map {
      [Text("  "), Text($0.id.name, .name), Text($0.typed, .value), Text($0.sentence, .muted)]
    }
    let results = parameters.first.map { workbook.cells(of: $0.id.model) } ?? []
    let asked = results.filter { $0.kind == .result }.prefix(2).map {
      [
        Text("  "), Text("why \($0.id.name)", .input),
        Text("the formula, and what it reads", .muted),
      ]
    }
    var blocks: [Block] = [
      .heading(Text("Given", .strong), level: 3), .table(Table(rows: rows, style: .bare)),
    ]
    if !asked.isEmpty {
      blocks.append(.heading(Text("Ask", .strong), level: 3))
      blocks.append(.table(Table(rows: asked, style: .bare)))
    }
    return blocks
  }

  private func helpWithAnswering(_ exercise: OpenExercise) -> [Block] {
    var blocks = [HelpTables.commands([.hint, .answer, .skip, .reset])]
    switch exercise.posed.exercise.kind {
    case .number, .predict, .formula:
      blocks.append(
        .remark("What you compute is your answer. To work something out first, name it: x = …"))
    case .choice, .goal, .order, .match: break
    }
    return blocks
  }

  /// What Enter and an answer do now.
  private var placeWords: String {
    switch activity {
    case .suggestions(let lines) where !lines.isOver:
      "Enter runs the suggested line \(lines.next ?? ""); any other line works as well."
    case .guess(let guess) where !guess.isOver:
      "type a guess with its unit, or a plain number; Enter shows the answer."
    case .exercise(let open) where !open.isOver: open.posed.instruction
    case .quiz(let quiz) where !quiz.isOver:
      "type the number of an option; Enter shows the answer."
    default: "Enter goes on."
    }
  }

  /// A range for a parameter, half to double; nil where what follows wants one value.
  private func odds(_ parameter: Cell, _ results: [Cell]) -> String? {
    guard let now = parameter.value?.quantity, now.magnitude > 0,
      !results.contains(where: { $0.isPending || $0.hasFields })
    else { return nil }
    let ends = [Quantity(now.magnitude / 2, now.unit), Quantity(now.magnitude * 2, now.unit)]
    guard parameter.low.map({ $0.base <= ends[0].base }) ?? true,
      parameter.high.map({ $0.base >= ends[1].base }) ?? true
    else { return nil }
    return "\(parameter.id.name) = \(ends[0].text) to \(ends[1].text)"
  }

  /// Whether a guess is asked for that was not given yet.
  private var isGuessing: Bool {
    guard case .guess(let guess) = activity else { return false }
    return !guess.isOver
  }

  private func examples(_ parameter: Cell) -> [[Text]] {
    let results = workbook.cells(of: parameter.id.model).filter { $0.kind == .result }
    let result = results.first(where: { $0.isImportant }) ?? results.first
    let name = parameter.id.name
    guard let result else {
      return [[Text("  "), Text("why \(name)", .input), Text("where it comes from", .muted)]]
    }
    var (solved, value) = (result.id.name, result.value?.text ?? "1")
    if case .uncertain(let quantity)? = result.value {
      (solved, value) = ("p50(\(solved))", quantity.median.text(significant: 3))
    }
    var rows = [
      ["plot \(result.id.name) over \(name)", "draw it"],
      ["tune \(name) for \(result.id.name)", "move it, and watch"],
      ["why \(result.id.name)", "the formula, down to what you set"],
      ["compare \(result.id.name) with \(name) = \(parameter.typed)", "what if"],
    ]
    // What the result is now would give a guess away that is asked for.
    if !isGuessing {
      rows.append(["solve \(name) for \(solved) = \(value)", "which value would do"])
    }
    rows.append(["\(result.id.name) * 2", "any expression; give it a name with name = …"])
    if let range = odds(parameter, results) {
      rows.append([range, "a range, where nobody knows better"])
    }
    return rows.map { [Text("  "), Text($0[0], .input), Text($0[1], .muted)] }
  }
}
