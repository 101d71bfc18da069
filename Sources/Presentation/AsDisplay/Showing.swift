import Display
import Quantities
import Workbook

/// How values and cells are laid out.
public enum Showing {
  /// What stands behind a value that is older than what was set.
  static let old = Text(" (old)", .warning)

  /// A row of a model as the lesson shows it: ▸ marks what follows.
  /// - Parameters:
  ///   - margin: half the width of its interval, where it is simulated.
  ///   - isRounded: whether it stands among others that are not exact.
  public static func row(
    _ cell: Cell, within margin: Quantity? = nil, rounded isRounded: Bool = false
  ) -> [Text] {
    let digits =
      cell.value?.quantity.map { $0.text(within: margin, rounded: isRounded) }
      ?? cell.value?.summary
    var value = Text(digits ?? "no value", cell.value == nil ? .failure : .value)
    if cell.isPending { value = Text("not measured yet", .warning) }
    if cell.isStale { value += old }
    return [
      Text(cell.kind == .result ? "▸" : " ", .muted), Text(cell.id.name, .name), value,
      Text(cell.sentence, .muted),
    ]
  }

  /// A model: parameters, then results, the author's important ones first. Results in one unit have
  /// the digits of the coarsest of them.
  /// - Parameter margin: half the width of a cell's interval, where it is simulated.
  public static func model(_ cells: [Cell], margin: (Cell) -> Quantity? = { _ in nil }) -> Block {
    let parameters = cells.filter { $0.kind != .result }
    let results = cells.filter { $0.kind == .result }
    let ordered = results.filter { $0.isImportant } + results.filter { !$0.isImportant }
    let coarse = coarseUnits(of: results)
    return .table(
      Table(
        rows: parameters.map { row($0) }
          + ordered.map { cell in
            row(
              cell, within: margin(cell),
              rounded: cell.value?.quantity.map { coarse.contains($0.unit) } ?? false)
          }, style: .bare))
  }

  /// The units in which a result of a model is rounded: all its results in them are.
  static func coarseUnits(of cells: [Cell]) -> [Unit] {
    cells.filter { $0.kind == .result }.compactMap { $0.value?.quantity }.filter { $0.isRounded }
      .map { $0.unit }
  }

  /// A quantity's text without what stands behind its number, for one that the same stands behind.
  static func withoutUnit(_ text: String, of unit: Unit) -> String {
    guard !unit.isPercent else { return text }
    for isOne in [false, true] {
      let suffix = unit.affixes(isOne: isOne).suffix
      if !suffix.isEmpty, text.hasSuffix(suffix) { return String(text.dropLast(suffix.count)) }
    }
    return text
  }

  /// Two quantities that stand side by side, with their unit only once where it is the same.
  static func unitOnce(
    _ first: Quantity, _ last: Quantity, significant digits: Int
  ) -> (String, String) {
    let text = first.text(significant: digits)
    return (
      first.unit == last.unit ? withoutUnit(text, of: first.unit) : text,
      last.text(significant: digits)
    )
  }

  /// ▓▓▓░░░, ten cells.
  public static func bar(_ done: Int, _ all: Int) -> Text {
    let cells = 10
    let full = all > 0 ? min(cells, max(0, done * cells / all)) : 0
    return Text(String(repeating: "▓", count: full), .success)
      + Text(String(repeating: "░", count: cells - full), .muted)
  }
}

extension Workbook {
  /// A model as its values stand, with the digits that hold.
  public func panel(of model: String) -> Block {
    Showing.model(cells(of: model)) { margin(of: $0) }
  }
}
