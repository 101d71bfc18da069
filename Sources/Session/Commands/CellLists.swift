import Diagnostics
import Display
import Presentation
import Workbook

/// The cells of a workbook in lists: those of the lesson first, or of all models.
struct CellLists {
  let workbook: Workbook

  /// What can be set, and the learner's own names.
  var parameters: Reply { list(where: { $0.kind != .result }, "parameters") }

  /// What follows from it.
  var results: Reply { list(where: { $0.kind == .result }, "results") }

  /// The models whose cells are meant: those of the lesson, else all.
  private var modelsToList: [String] {
    workbook.focus.isEmpty ? workbook.offeredModels : workbook.focus.reversed()
  }

  private func list(where isWanted: (Cell) -> Bool, _ what: String) -> Reply {
    var blocks: [Block] = []
    for model in modelsToList + [CellID.own] {
      let cells = workbook.cells(of: model).filter(isWanted)
      guard !cells.isEmpty else { continue }
      blocks.append(.heading(Text(model == CellID.own ? "your own" : model, .strong), level: 3))
      blocks.append(
        .table(Table(rows: cells.map(CellLists.rowWithRange), style: .bare)))
    }
    guard !blocks.isEmpty else {
      return Reply(Diagnostic(.nothingTo, "There are no \(what) here.").try("models"))
    }
    return Reply(Display(blocks))
  }

  private static func rowWithRange(_ cell: Cell) -> [Text] {
    var row = Showing.row(cell)
    let isPlain = cell.step == nil && cell.choices.isEmpty
    if let limits = isPlain ? cell.range : cell.limits { row[3] += Text(" (\(limits))", .muted) }
    return row
  }

  /// Every model with the names of its cells.
  var models: Reply {
    let rows = workbook.offeredModels.map { model -> [Text] in
      let names = workbook.cells(of: model).map { $0.id.name }.joined(separator: ", ")
      return [Text(model, .name), Text(names, .muted)]
    }
    guard !rows.isEmpty else {
      return Reply(Diagnostic(.nothingTo, "This chapter has no models.").try("map"))
    }
    return Reply(
      Display([
        .table(Table(rows: rows, style: .bare)),
        .remark("Outside its lesson a cell is written with its model in front: model.cell."),
      ]))
  }
}
