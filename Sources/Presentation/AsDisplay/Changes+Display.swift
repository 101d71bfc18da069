import Diagnostics
import Display
import Language
import Quantities
import Workbook

extension Changes {
  /// How many results are shown before the rest is folded.
  public static let shown = 6

  /// A line for each result: name, before → after, ratio.
  /// - Parameter isFolded: whether to stop after six.
  public func display(isFolded: Bool = true) -> Display {
    // A setting speaks for itself where results follow from it; alone it is the answer.
    let lines = results.isEmpty ? settings : results
    guard !lines.isEmpty else {
      let others = definitions()
      return others.isEmpty
        ? Display([.paragraph(Text("Nothing changed: it has that value already.", .muted))])
        : others
    }
    let visible =
      isFolded && lines.count > Changes.shown + 1
      ? Array(lines.prefix(Changes.shown)) : lines
    var blocks: [Block] = [
      .table(
        Table(
          rows: visible.map(Changes.row), alignments: [.leading, .leading, .leading, .trailing],
          style: .bare))
    ]
    if visible.count < lines.count {
      blocks.append(
        .lines([
          Text("… and \(lines.count - visible.count) more: ", .muted) + Text("changes", .input)
        ]))
    }
    let roots = Set(
      visible.compactMap { $0.cell.failure }.filter { $0.code != .failedInput }.map { $0.message })
    for change in visible {
      if let failure = change.cell.failure {
        // What only follows from something that is told here as well needs no words of its own.
        if failure.code == .failedInput, let cause = failure.notes.first, roots.contains(cause) {
          continue
        }
        blocks.append(.lines([Text("\(change.name): ", .name) + Text(Changes.reason(failure))]))
      }
    }
    if !remarks.isEmpty { blocks.append(.lines(remarks.map { Text($0, .warning) })) }
    return Display(blocks) + definitions()
  }

  /// A line for each function that came, and for all names that went.
  private func definitions() -> Display {
    var lines = functions.map {
      Text("\($0.name)(\($0.parameters.joined(separator: ", "))) = \($0.body.text)", .code)
    }
    if !forgotten.isEmpty {
      lines.append(Text("forgotten: ", .muted) + Text(forgotten.joined(separator: ", "), .name))
    }
    return lines.isEmpty ? Display() : Display([.lines(lines)])
  }

  /// A line for each setting.
  public func settingsDisplay() -> Display {
    guard !settings.isEmpty else { return Display() }
    return Display([
      .table(
        Table(
          rows: settings.map(Changes.row),
          alignments: [.leading, .leading, .leading, .trailing], style: .bare))
    ])
  }

  /// Why a cell has no value, in a sentence.
  static func reason(_ failure: Diagnostic) -> String {
    failure.code == .failedInput
      ? "\(failure.message) \(failure.notes.first ?? "")" : failure.message
  }

  static func row(_ change: Change) -> [Text] {
    let mark = Text(change.cell.kind == .result ? "▸" : " ", .muted)
    let name = Text(change.name, .name)
    if change.cell.isStale { return [mark, name, Text("not computed yet: run", .warning), ""] }
    if change.cell.isPending { return [mark, name, Text("not measured yet: run", .warning), ""] }
    guard let after = change.after else { return [mark, name, Text("no value", .failure), ""] }
    guard let before = change.before, before != after else {
      return [mark, name, Text(after.summary(within: change.margin), .value), ""]
    }
    guard case .quantity(let old) = before, case .quantity(let new) = after else {
      if let old = before.amount, let new = after.amount, old.dimension == new.dimension {
        let (from, to) = (old.typical, new.typical)
        // Of two ranges the one that is now.
        let isBoth = !old.isCertain && !new.isCertain
        let told = isBoth ? from.text(significant: 3) : before.summary(within: change.marginBefore)
        return [
          mark, name,
          Text(told, .muted) + Text(" → ", .muted)
            + Text(after.summary(within: change.margin), .value),
          Text(ratio(from, to) ?? "", .muted),
        ]
      }
      return [
        mark, name,
        Text(before.summary, .muted) + Text(" → ", .muted) + Text(after.summary, .value), "",
      ]
    }
    if let isLuck = isLuck(old, new, change), isLuck {
      // Its digits need not tell the two apart.
      let told = new.text(within: change.margin)
      return [mark, name, Text(told, .value), Text("hardly another", .muted)]
    }
    let (from, to) = pair(old, new, within: change.marginBefore, change.margin)
    return [
      mark, name, Text(from, .muted) + Text(" → ", .muted) + Text(to, .value),
      Text(ratio(old, new) ?? "", .muted),
    ]
  }

  /// Whether two simulated values differ by less than a tenth of what they are known to; nil where
  /// they are exact.
  private static func isLuck(_ old: Quantity, _ new: Quantity, _ change: Change) -> Bool? {
    guard let before = change.marginBefore, let after = change.margin else { return nil }
    return abs(old.base - new.base) < 0.1 * min(abs(before.base), abs(after.base))
  }

  /// Both values as each is shown by itself, with enough digits to be told apart; the unit only once
  /// where it is the same.
  /// - Parameters:
  ///   - before: half the width of the old one's interval, where it is simulated.
  ///   - after: the same of the new one.
  static func pair(
    _ old: Quantity, _ new: Quantity, within before: Quantity? = nil, _ after: Quantity? = nil,
    isUnitOnce: Bool = true
  ) -> (String, String) {
    let isSame = isUnitOnce && old.unit == new.unit
    var (from, to) = Quantity.side(old, before, by: new, after)
    // 17 digits tell any two numbers apart.
    for digits in 3...17 where from == to {
      from = old.text(significant: digits)
      to = new.text(significant: digits)
    }
    return (isSame ? Showing.withoutUnit(from, of: old.unit) : from, to)
  }

  /// "×2.7"; nil where a ratio says nothing.
  static func ratio(_ old: Quantity, _ new: Quantity) -> String? {
    guard old.dimension == new.dimension, old.base != 0, new.base != 0,
      (old.base > 0) == (new.base > 0)
    else { return nil }
    let ratio = new.base / old.base
    guard ratio.isFinite, ratio > 0 else { return nil }
    let text = ratioText(ratio)
    return text == "1" || text == "0" ? nil : "×" + text
  }

  /// Two significant digits, more near one, whole numbers from ten up.
  static func ratioText(_ ratio: Double) -> String {
    if ratio >= 10 { return numberText(ratio.rounded()) }
    var scale = 10.0
    var probe = ratio
    while probe < 1, scale < 1e12 {
      probe *= 10
      scale *= 10
    }
    var rounded = (ratio * scale + 1e-9).rounded() / scale
    while rounded == 1, scale < 1e12 {
      scale *= 10
      rounded = (ratio * scale + 1e-9).rounded() / scale
    }
    return numberText(rounded)
  }
}
