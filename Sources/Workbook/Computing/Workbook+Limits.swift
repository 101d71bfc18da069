import Basics
import Diagnostics
import Language
import Quantities

/// Whether what a parameter is set to is among what it may be.
extension Workbook {
  /// Throws where an amount lies outside of a parameter's range, or between its steps.
  func checkLimits(
    of index: Int, _ fitted: Amount, _ low: Quantity, _ high: Quantity
  ) throws(Diagnostic) {
    let cell = state.cells[index]
    let written = cell.written
    // Drawn anew, or held at one end, a range that was allowed may reach a little beyond.
    let isRedrawn = !(draws.luck.isEmpty && draws.held.isEmpty && draws.shift == nil)
    for end in isRedrawn ? [] : fitted.ends {
      let slack = fitted.isCertain ? 1e-12 : 1e-3
      let isBelow = end.base < low.base - abs(low.base) * slack
      guard isBelow || end.base > high.base + abs(high.base) * slack else { continue }
      throw Diagnostic(
        .outOfRange, "\(shortName(index)) goes from \(low.text) to \(high.text).", at: written.span
      )
      .label(
        "\(end.text(significant: fitted.isCertain ? nil : 3)) is \(isBelow ? "below" : "above") that"
      )
      .try(fitted.isCertain ? written.span.replaced(with: (isBelow ? low : high).text) : nil)
    }
    guard cell.isSet || cell.preset?.literal != nil, case .certain(let quantity) = fitted else {
      return
    }
    if cell.counts {
      guard !quantity.magnitude.isSame(as: quantity.magnitude.rounded()) else { return }
      let counted =
        quantity.dimension == Dimension(.gpu)
        ? "GPUs" : quantity.unit.factors.first?.unit.plural ?? "numbers"
      throw Diagnostic(
        .outOfRange, "\(shortName(index)) counts whole \(counted).", at: written.span
      )
      .label("\(quantity.text) is no whole number")
      .try(
        written.span.replaced(with: Quantity(quantity.magnitude.rounded(.up), quantity.unit).text))
    }
    guard let step = cell.step, let nearest = cell.nearestStep(to: quantity),
      !nearest.magnitude.isSame(as: quantity.magnitude)
    else { return }
    throw Diagnostic(
      .outOfRange, "\(shortName(index)) goes from \(low.text) in steps of \(step.text).",
      at: written.span
    )
    .label("\(quantity.text) lies between two of them")
    .try(written.span.replaced(with: nearest.text))
  }

  /// Throws where a text is none of those that a parameter may be.
  func checkChoice(of index: Int, _ text: String) throws(Diagnostic) {
    let cell = state.cells[index]
    guard cell.kind == .parameter, !cell.choices.isEmpty, !cell.choices.contains(text) else {
      return
    }
    let others = cell.choices.filter { cell.value != .text($0) }
    let offered = closest(to: text, among: cell.choices) ?? others.first ?? ""
    throw Diagnostic(
      .outOfRange, "\(shortName(index)) is one of \(cell.quotedChoices).", at: cell.written.span
    )
    .label("“\(text)” is none of them")
    .try(cell.isSet ? cell.written.span.replaced(with: "\"\(offered)\"") : nil)
  }
}

extension Amount {
  /// The quantity; or, of an uncertain one, the ends of the range that holds nine in ten.
  fileprivate var ends: [Quantity] {
    switch self {
    case .certain(let quantity): [quantity]
    case .uncertain(let quantity): [quantity.quantile(0.05), quantity.quantile(0.95)]
    }
  }
}
