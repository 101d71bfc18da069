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
  /// How wide 95 of 100 intervals have to be, in deviations of further draws from the one that is
  /// told: what it is off by itself makes them wider.
  private static let width = 1.5

  /// How far the draw that is told may be off; nil where luck has no part in it, or does not show in
  /// the digits.
  private func margin(
    of quantity: Quantity, _ expression: Expression
  ) throws(Diagnostic) -> Quantity? {
    let whatIf = WhatIf(self, varying: nil, for: [try resolve(expression)])
    guard whatIf.readsSamples else { return nil }
    func value(_ change: (inout WhatIf) -> Void) throws(Diagnostic) -> Double? {
      var other = whatIf
      change(&other)
      guard case .success(.quantity(let again))? = try other.values(at: nil).first else {
        return nil
      }
      return again.converted(to: quantity.unit)?.magnitude
    }
    // Drawn in another order; and where the order is nothing to it, from other places in each part of
    // the distribution: forward and backward, so that only what is not smooth there remains.
    var squares = (order: 0.0, places: 0.0)
    for round in 1...Workbook.rounds {
      guard let again = try value({ $0.reseed(1_000_003 * round) }) else { return nil }
      squares.order += (again - quantity.magnitude) * (again - quantity.magnitude)
    }
    func margin(_ squares: Double) -> Quantity? {
      let margin = Workbook.width * (squares / Double(Workbook.rounds)).squareRoot()
      return Workbook.shows(margin, in: quantity) ? Quantity(margin, quantity.unit) : nil
    }
    if let margin = margin(squares.order) { return margin }
    for round in 1...Workbook.rounds {
      guard let forward = try value({ $0.shift(Draws.Shift(round: round, isBackward: false)) }),
        let backward = try value({ $0.shift(Draws.Shift(round: round, isBackward: true)) })
      else { return nil }
      let off = (forward + backward) / 2 - quantity.magnitude
      squares.places += off * off
    }
    // A chance is told to a tenth of a percent, so that its last digit may go either way.
    guard let margin = margin(squares.places),
      !quantity.unit.isPercent || !(1...99).contains(quantity.magnitude) || margin.magnitude > 0.1
    else { return nil }
    return margin
  }
}
