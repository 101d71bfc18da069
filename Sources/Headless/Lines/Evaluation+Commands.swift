import Basics
import Diagnostics
import Display
import Language
import Presentation
import Workbook

extension Evaluation {
  /// The commands that mean something without a lesson.
  public static let commands: [Command] = [
    .undo, .redo, .reset, .changes, .params, .results, .run, .help,
  ]

  /// What a command answers; nil for any other line.
  mutating func command(_ line: String) throws(Diagnostic) -> Outcome? {
    let isName = { [workbook] in workbook.cell(named: $0) != nil }
    guard let typed = TypedCommand(line.trimmed, isName: isName) else { return nil }
    switch typed.command {
    case .undo: return outcome(of: try step(workbook.undo(), "There is nothing to undo."), line)
    case .redo: return outcome(of: try step(workbook.redo(), "There is nothing to redo."), line)
    case .changes:
      return outcome(of: try step(workbook.lastChanges, "Nothing was changed yet."), line)
    case .reset: return outcome(of: try reset(typed.argument), line)
    case .run: return outcome(of: try workbook.run(), line)
    case .params: return cells(line) { $0.kind != .result }
    case .results: return cells(line) { $0.kind == .result }
    case .help: return nil
    case let other:
      throw Diagnostic(
        .unknownCommand, "\(other.rawValue) belongs to the guided workbook.",
        at: Source(line).whole
      ).label("there is no lesson here").note(
        "Here are " + Evaluation.commands.map { $0.rawValue }.joined(separator: ", ") + ".")
    }
  }

  private func outcome(of changes: Changes, _ line: String) -> Outcome {
    Outcome(
      line: line,
      display: changes.settings.isEmpty || changes.results.isEmpty
        ? changes.display(isFolded: false)
        : changes.settingsDisplay() + changes.display(isFolded: false), json: changes.json,
      problem: nil)
  }

  private func step(_ changes: Changes?, _ nothing: String) throws(Diagnostic) -> Changes {
    guard let changes else { throw Diagnostic(.nothingTo, nothing) }
    return changes
  }

  private mutating func reset(_ name: String) throws(Diagnostic) -> Changes {
    if name.isEmpty || name == "all" { return try workbook.resetAll() }
    guard let cell = workbook.cell(named: name) else {
      throw Diagnostic(.unknownName, "Nothing here is called \(name).")
        .note("reset takes a name, or all.")
        .try("reset \(closest(to: name, among: workbook.visibleNames()) ?? "all")")
    }
    if cell.id.isOwn { return try workbook.forget(cell.id) }
    guard cell.kind == .parameter else {
      throw Diagnostic(.isResult, "\(name) is a result: it follows from its formula.")
        .try("why \(name)")
    }
    return try workbook.reset([cell.id])
  }

  private func cells(_ line: String, where isWanted: (Cell) -> Bool) -> Outcome {
    let cells = (workbook.models + [CellID.own]).flatMap(workbook.cells(of:)).filter(isWanted)
    return Outcome(
      line: line,
      display: Display([.table(Table(rows: cells.map { Showing.row($0) }, style: .bare))]),
      json: .object(["cells": .array(cells.map { JSON($0) })]), problem: nil)
  }
}
