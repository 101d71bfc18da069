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
    try other.refresh(for: [expression], measures: true)
    let now = try other.value(of: expression)
    var rows: [[Text]] = []
    for binding in bindings {
      let index = try find(binding.target)
      let before = state.cells[index].value?.summary ?? "no value"
      _ = try other.set(binding)
      let after = other.state.cells[index].value?.summary ?? "no value"
      rows.append([Text(binding.target.text, .name), Text(before, .value), Text(after, .value), ""])
    }
    try other.refresh(for: [expression])
    let then = try other.value(of: expression)
    let settings = Table(
      header: ["", Text("now", .muted), Text("what if", .muted), ""],
      rows: rows + [compared(expression, now, then)],
      alignments: [.leading, .trailing, .trailing, .leading])
    return Display(
      [.table(settings)] + (try pairedRuns(now, then, expression))
        + [.lines([Text("Nothing was changed.", .muted)])])
  }

  private func compared(_ expression: Expression, _ now: Value, _ then: Value) -> [Text] {
    var ratio = ""
    if let a = now.amount?.typical, let b = then.amount?.typical {
      ratio = Changes.ratio(a, b) ?? ""
    }
    let isSame = now == then
    return [
      Text(expression.text, .strong), Text(now.summary, .value), Text(then.summary, .value),
      Text(isSame ? "the same" : ratio, .muted),
    ]
  }

  /// Two runs side by side, with what is luck told from what is not; nothing for other values.
  private func pairedRuns(
    _ now: Value, _ then: Value, _ expression: Expression
  ) throws(Diagnostic) -> [Block] {
    guard now != then, case .record(let first) = now, case .record(let second) = then,
      let a = first.recording, let b = second.recording
    else { return [] }
    let found: Record?
    do throws(Diagnostic) {
      var budget = budget()
      found = try a.compared(with: b, &budget)
    } catch {
      throw error.placed(at: expression.span)
    }
    guard let found else { return [] }
    let rows = found.fields.compactMap { field -> [Text]? in
      guard case .record(let row) = field.value, let before = row["first"],
        let after = row["second"], let difference = row["difference"], let margin = row["margin"]
      else { return nil }
      return [
        Text(field.name, .name), Text(before.text, .value), Text(after.text, .value),
        Text(difference.text, .value) + Text(" ± " + amount(margin, as: difference), .muted),
        before == after
          ? Text("the same", .muted)
          : Text(row["clear"] == .bool(true) ? "" : "could be luck", .warning),
      ]
    }
    return [
      .table(
        Table(
          header: ["", "now", "what if", "difference", ""].map { Text($0, .muted) }, rows: rows,
          alignments: [.leading, .trailing, .trailing, .leading, .leading])),
      .lines([
        Text("Means of ten runs each, both with the same requests; ± is a 95% interval.", .muted)
      ]),
    ]
  }

  /// A margin's number, without the unit that stands at what it belongs to.
  private func amount(_ margin: Value, as difference: Value) -> String {
    guard let size = margin.quantity, let unit = difference.quantity?.unit,
      let number = size.converted(to: unit)
    else { return margin.text }
    return Quantity(number.magnitude).text(significant: 2)
  }
}
