import Display
import Quantities
import Workbook

extension Answer.Sweep {
  /// A row for each value.
  var table: Table {
    Table(
      header: [Text(name, .name)] + columns.map { Text($0.name, .name) },
      rows: values.indices.map { place in
        [Text(values[place].text, .value)] + columns.map { $0.cell(place) }
      },
      alignments: [Table.Alignment](repeating: .trailing, count: columns.count + 1))
  }

  /// Why there is no value where there is none: a line for each reason.
  var reasons: [Block] {
    var lines: [(reason: String, column: String, places: [Int])] = []
    for column in columns {
      for failure in column.failures {
        // What it was computed from says more than that it was.
        let inner = failure.reason.code == .failedInput ? failure.reason.notes.first : nil
        let reason = inner ?? failure.reason.message
        if let known = lines.firstIndex(where: {
          $0.reason == reason && $0.column == column.name
        }) {
          lines[known].places.append(failure.place)
        } else {
          lines.append((reason, column.name, [failure.place]))
        }
      }
    }
    guard !lines.isEmpty else { return [] }
    let most = 3
    var texts = lines.prefix(most).map { line in
      let first = values[line.places[0]].text
      let others = line.places.count > 1 ? " and \(line.places.count - 1) more" : ""
      return Text(line.column, .name)
        + Text(" has no value at \(name) = \(first)\(others): ", .muted) + Text(line.reason)
    }
    if lines.count > most { texts.append(Text("… and \(lines.count - most) more", .muted)) }
    return [.lines(texts)]
  }
}

extension Answer.Sweep.Column {
  /// A value of the column, with the digits of the coarsest.
  fileprivate func cell(_ place: Int) -> Text {
    switch amounts[place] {
    case .certain(let quantity)? where margin(place) != nil:
      Text(quantity.text(within: margin(place), rounded: true), .value)
    // What is known exactly has no more digits than its neighbours that are simulated.
    case .certain(let quantity)? where mostDigits != nil && quantity.isRounded:
      Text(quantity.text(significant: max(3, mostDigits ?? 3)), .value)
    case .certain(let quantity)? where isRounded: Text(quantity.roundedText, .value)
    case let amount?: Text(amount.text, .value)
    case nil: Text("no value", .muted)
    }
  }

  /// Half the width of a value's interval; nil where it has none.
  func margin(_ place: Int) -> Quantity? {
    margins.indices.contains(place) ? margins[place] : nil
  }

  /// How many digits of the column's simulated values hold at most; nil where it has none.
  private var mostDigits: Int? {
    amounts.indices.compactMap { place in
      guard case .certain(let quantity)? = amounts[place] else { return nil }
      return quantity.digits(within: margin(place)).map { min($0, 4) }
    }.max()
  }

  private var isRounded: Bool {
    amounts.contains { if case .certain(let quantity)? = $0 { quantity.isRounded } else { false } }
  }
}
