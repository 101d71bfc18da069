import Display
import Language
import Quantities
import Workbook

extension Answer.Comparison {
  /// Settings and result side by side; of two runs also their measures.
  var display: Display {
    let rows = settings.map { setting in
      [
        Text(setting.name, .name), Text(setting.before?.summary ?? "no value", .value),
        Text(setting.after?.summary ?? "no value", .value), "",
      ]
    }
    let table = Table(
      header: ["", Text("now", .muted), Text("what if", .muted), ""], rows: rows + [result],
      alignments: [.leading, .trailing, .trailing, .leading])
    let reason = lack.map { [Block.lines([Text(Changes.reason($0), .muted)])] } ?? []
    return Display(
      [.table(table)] + reason + measures + [.lines([Text("Nothing was changed.", .muted)])])
  }

  private var result: [Text] {
    var ratio = ""
    if let a = before?.amount?.typical, let b = after?.amount?.typical {
      ratio = Changes.ratio(a, b) ?? ""
    }
    var (now, then) = (before?.summary ?? "no value", after?.summary ?? "no value")
    if let old = before?.quantity, let new = after?.quantity {
      (now, then) = Quantity.side(old, marginBefore, by: new, marginAfter)
      if now == then, before != after { (now, then) = Changes.pair(old, new, isUnitOnce: false) }
    }
    return [
      Text(name, .strong), Text(now, .value), Text(then, .value),
      Text(before == after ? "the same" : ratio, .muted),
    ]
  }

  /// Where the figures come from.
  private var words: String {
    let isKnown = runs.contains { $0.margin != nil }
    if times == 1 {
      return "Both met the same requests once, as recorded; "
        + (isKnown
          ? "± is a 95% interval, from stretches of them drawn again and again."
          : "there are too few of them to say what is luck.")
    }
    return "Means of \(times == 10 ? "ten" : "\(times)") runs each, both with the same requests; "
      + "± is a 95% interval."
  }

  private var measures: [Block] {
    guard !runs.isEmpty else { return [] }
    return [
      .table(
        Table(
          header: ["", "now", "what if", "difference", ""].map { Text($0, .muted) },
          rows: runs.map { $0.row },
          alignments: [.leading, .trailing, .trailing, .leading, .leading])),
      .lines([Text(names.text(words), .muted)]),
    ]
  }
}

extension Answer.Comparison.Difference {
  fileprivate var row: [Text] {
    [
      Text(name, .name), Text(before.text, .value), Text(after.text, .value),
      Text(difference.text, .value) + Text(marginText.map { " ± " + $0 } ?? "", .muted),
      before == after
        ? Text("the same", .muted)
        : Text(isClear || margin == nil ? "" : "could be luck", .warning),
    ]
  }

  /// The margin's number, without the unit that stands at what it belongs to.
  private var marginText: String? {
    guard let margin else { return nil }
    guard let size = margin.quantity, let unit = difference.quantity?.unit,
      let number = size.converted(to: unit)
    else { return margin.text }
    return Quantity(number.magnitude).text(significant: 2)
  }
}
