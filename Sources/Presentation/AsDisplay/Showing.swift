import Display
import Workbook

/// How values and cells are laid out.
public enum Showing {
  /// A row of a model as the lesson shows it: ▸ marks what follows.
  public static func row(_ cell: Cell) -> [Text] {
    var value = Text(cell.value?.summary ?? "no value", cell.value == nil ? .failure : .value)
    if cell.isPending { value = Text("not measured yet", .warning) }
    if cell.isStale { value += Text(" (old; run computes it)", .warning) }
    return [
      Text(cell.kind == .result ? "▸" : " ", .muted), Text(cell.id.name, .name), value,
      Text(cell.sentence, .muted),
    ]
  }

  /// A model: parameters, then results, the author's important ones first.
  public static func model(_ cells: [Cell]) -> Block {
    let parameters = cells.filter { $0.kind != .result }
    let results = cells.filter { $0.kind == .result }
    let ordered =
      parameters + results.filter { $0.isImportant } + results.filter { !$0.isImportant }
    return .table(Table(rows: ordered.map(row), style: .bare))
  }

  /// ▓▓▓░░░, ten cells.
  public static func bar(_ done: Int, _ all: Int) -> Text {
    let cells = 10
    let full = all > 0 ? min(cells, max(0, done * cells / all)) : 0
    return Text(String(repeating: "▓", count: full), .success)
      + Text(String(repeating: "░", count: cells - full), .muted)
  }
}
