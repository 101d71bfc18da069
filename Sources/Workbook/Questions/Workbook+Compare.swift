import Diagnostics
import Display
import Language
import Quantities

extension Workbook {
  /// The answer to `compare`: now, and with other settings, side by side.
  func answer(
    compare expression: Expression, with bindings: [Binding]
  ) throws(Diagnostic) -> Display {
    var other = self
    try other.complete(expression)
    let now = try other.value(of: expression)
    var rows: [[Text]] = []
    for binding in bindings {
      let index = try find(binding.target)
      let before = state.cells[index].value?.text ?? "no value"
      _ = try other.set(binding)
      let after = other.state.cells[index].value?.text ?? "no value"
      rows.append([Text(binding.target.text, .name), Text(before, .value), Text(after, .value), ""])
    }
    try other.refresh()
    let then = try other.value(of: expression)
    var ratio = ""
    if case .quantity(let a) = now, case .quantity(let b) = then {
      ratio = Changes.ratio(a, b) ?? ""
    }
    rows.append([
      Text(expression.text, .strong), Text(now.text, .value), Text(then.text, .value),
      Text(now == then ? "the same" : ratio, .muted),
    ])
    return Display([
      .table(
        Table(
          header: ["", Text("now", .muted), Text("what if", .muted), ""], rows: rows,
          alignments: [.leading, .trailing, .trailing, .leading])),
      .lines([Text("Nothing was changed.", .muted)]),
    ])
  }
}
