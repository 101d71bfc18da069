import Diagnostics
import Language
import Quantities

extension Workbook {
  /// How many inputs are ranked.
  static let mostInputs = 40

  /// Which inputs an uncertain expression hangs on.
  /// - Parameters:
  ///   - name: what the expression is called; nil for its own text.
  ///   - most: how much work that may be; nil for any.
  func tornado(
    _ expression: Expression, named name: String? = nil, steps most: Effort? = nil
  ) throws(Diagnostic) -> Answer.Tornado {
    let resolved = try resolve(expression)
    let value = try value(of: expression)
    guard case .uncertain(let quantity) = value else { throw notUncertain(expression, value) }
    var study = try InfluenceStudy(WhatIf(self, varying: nil, for: [resolved]), of: quantity)
    guard study.inputs.count <= Workbook.mostInputs else {
      throw Diagnostic(
        .tooMuchWork, "This hangs on more than \(Workbook.mostInputs) ranges.", at: expression.span
      ).label("\(study.inputs.count) ranges")
    }
    if let most, study.effort > most {
      throw Diagnostic(.tooMuchWork, "Ranking the inputs takes long.", at: expression.span)
    }
    let (shares, method) = try study.shares()
    var inputs: [Answer.Tornado.Input] = []
    for (place, input) in study.inputs.enumerated() {
      let swing = try study.swing(of: input)
      inputs.append(
        Answer.Tornado.Input(
          name: study.name(of: input), low: swing.low, high: swing.high, atLow: swing.atLow,
          atHigh: swing.atHigh, share: shares[place].alone, withOthers: shares[place].withOthers))
    }
    let ranked = inputs.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return (a.share, a.withOthers, -left.offset) > (b.share, b.withOthers, -right.offset)
    }
    return Answer.Tornado(
      name: name ?? expression.text, value: quantity, inputs: ranked.map { $0.element },
      method: method)
  }

  /// Nothing to rank: the expression is one number, or nothing of that kind.
  private func notUncertain(_ expression: Expression, _ value: Value) -> Diagnostic {
    if case .odds = value {
      return Diagnostic(
        .wrongKind, "A chance hangs on its inputs by both sides.", at: expression.span
      ).label("this is \(value.kind)")
        .note("Ask for one side of it, or for their difference.")
    }
    guard let quantity = value.quantity else {
      return Diagnostic(.wrongKind, "Only quantities hang on ranges.", at: expression.span)
        .label("this is \(value.kind)")
    }
    let base = Diagnostic(
      .wrongKind, "\(expression.text) is certain: no range has a part in it.", at: expression.span
    ).label("\(quantity.text), whatever comes")
    // A parameter it reads, from half of its value to the double.
    let cells = cells(neededBy: [expression]).filter { $0.kind != .result && $0.failure == nil }
    for cell in cells.reversed() {
      guard let now = cell.value?.quantity, now.magnitude > 0,
        let index = state.index[cell.id]
      else { continue }
      let low = max(now.magnitude / 2, cell.low?.converted(to: now.unit)?.magnitude ?? 0)
      let high = min(now.magnitude * 2, cell.high?.converted(to: now.unit)?.magnitude ?? .infinity)
      guard low > 0, low < high else { continue }
      return base.note("Give what is not known a range, and ask again.").try(
        "\(shortName(index)) = \(SweepRange.tidied(Quantity(low, now.unit)).text) to "
          + SweepRange.tidied(Quantity(high, now.unit)).text)
    }
    return base.note("Give what is not known a range: x = 2 to 5.")
  }
}
