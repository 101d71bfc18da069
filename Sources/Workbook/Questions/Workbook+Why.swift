import Diagnostics
import Display
import Language
import Quantities

extension Workbook {
  /// The answer to `why`: the formula, then what it reads, down to what was set.
  func answer(why target: Target) throws(Diagnostic) -> Display {
    let index = try find(target)
    let cell = state.cells[index]
    var blocks: [Block] = []
    blocks.append(.lines([head(cell, shortName(index))]))
    var rows: [[Text]] = []
    var seen: Set<Int> = [index]
    describe(state.graph.inputs[index], indent: 1, &rows, &seen)
    if rows.isEmpty {
      rows.append([Text("  " + shortName(index), .name), valueText(cell), provenance(cell)])
    }
    blocks.append(.table(Table(rows: rows, style: .bare)))
    if let failure = cell.failure {
      blocks.append(.paragraph(Text(Changes.reason(failure), .failure)))
    }
    return Display(blocks)
  }

  private func head(_ cell: Cell, _ name: String) -> Text {
    var text = Text(name, .name) + Text(" = ") + Text(cell.written.text, .code)
    if cell.kind == .result || cell.kind == .own, let value = cell.value,
      value.text != cell.written.text
    {
      text += Text(" = ") + Text(value.summary, .value)
    }
    return text
  }

  private func describe(
    _ inputs: [Int], indent: Int, _ rows: inout [[Text]], _ seen: inout Set<Int>
  ) {
    for input in inputs {
      let cell = state.cells[input]
      let isNew = seen.insert(input).inserted
      rows.append([
        Text(String(repeating: "  ", count: indent) + shortName(input), .name), valueText(cell),
        provenance(cell),
      ])
      if isNew, indent < 12 {
        describe(state.graph.inputs[input], indent: indent + 1, &rows, &seen)
      }
    }
  }

  private func valueText(_ cell: Cell) -> Text {
    if cell.isPending { return Text("not measured yet", .warning) }
    guard let value = cell.value else { return Text("no value", .failure) }
    return Text(value.summary, .value)
  }

  private func provenance(_ cell: Cell) -> Text {
    switch cell.kind {
    case .parameter:
      cell.isSet
        ? cell.written.literal == nil
          ? Text("you set this: ", .muted) + Text(cell.written.text, .code)
          : Text("you set this", .strong) : Text("chapter default", .muted)
    case .own:
      cell.written.literal == nil
        ? Text("= ", .muted) + Text(cell.written.text, .code) : Text("you set this", .strong)
    case .result: Text("= ", .muted) + Text(cell.written.text, .code)
    }
  }
}
