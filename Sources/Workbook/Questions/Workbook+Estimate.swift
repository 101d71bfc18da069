import Diagnostics
import Language
import Quantities

extension Workbook {
  /// The answer to an expression. Where that tells something of samples, with how far luck may have
  /// moved it: the same is drawn again several times.
  func answer(valueOf expression: Expression) throws(Diagnostic) -> Answer {
    let value = try value(of: expression)
    guard case .quantity(let quantity) = value, quantity.magnitude.isFinite,
      let margin = try margin(of: quantity, expression)
        ?? simulatedMargin(of: quantity, expression)
    else { return .value(value, of: expression) }
    return .estimate(quantity, margin: margin, of: expression)
  }

  /// How far a simulation's luck may have moved a figure; nil where it does not show in the digits.
  private func simulatedMargin(of quantity: Quantity, _ expression: Expression) -> Quantity? {
    guard let margin = margin(of: expression)?.converted(to: quantity.unit),
      Workbook.shows(margin.magnitude, in: quantity)
    else { return nil }
    return margin
  }

  /// Whether an amount more or less changes what is shown of a quantity.
  private static func shows(_ margin: Double, in quantity: Quantity) -> Bool {
    func text(_ magnitude: Double) -> String { Quantity(magnitude, quantity.unit).text }
    return margin.isFinite && margin > 1e-9 * abs(quantity.magnitude)
      && (text(quantity.magnitude + margin) != text(quantity.magnitude)
        || text(quantity.magnitude - margin) != text(quantity.magnitude))
  }

  /// How often it is drawn again.
  private static let rounds = 8
  /// Student's t for that many values: 95 of 100.
  private static let student = 2.365

  /// nil where luck has no part in it, or does not show in the digits.
  private func margin(
    of quantity: Quantity, _ expression: Expression
  ) throws(Diagnostic) -> Quantity? {
    let whatIf = WhatIf(self, varying: nil, for: [try resolve(expression)])
    guard whatIf.readsSamples else { return nil }
    var found: [Double] = []
    for round in 1...Workbook.rounds {
      var other = whatIf
      other.reseed(1_000_003 * round)
      guard case .success(.quantity(let again))? = try other.values(at: nil).first,
        let same = again.converted(to: quantity.unit)
      else { return nil }
      found.append(same.magnitude)
    }
    let count = Double(found.count)
    let mean = found.reduce(0, +) / count
    let variance = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let margin = Workbook.student * variance.squareRoot()
    return Workbook.shows(margin, in: quantity) ? Quantity(margin, quantity.unit) : nil
  }
}
