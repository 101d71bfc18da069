import Quantities

/// How an answer came to be off by a factor that betrays it.
public enum FactorSlip: Hashable, Sendable {
  /// It has the other sign.
  case sign
  /// It is one divided by what is right.
  case inverse
  /// Off by a value that the answer is computed from.
  case value(String, Quantity)
  /// Off by the square of such a value.
  case squared(String)
  /// With a share where its rest to one belongs, or the other way round.
  case rest(String)
  /// Off by a variable of the formula, whatever it stands for.
  case variable(String)
  /// With months of 730 hours, as clouds count.
  case cloudMonth
  /// In another unit than it says.
  case unit(UnitSlip)

  /// Its word in gradebooks: "1000", "730", "gpus".
  var name: String {
    switch self {
    case .sign: "sign"
    case .inverse: "inverse"
    case .value(let name, _), .squared(let name), .variable(let name): name
    case .rest(let name): "rest-of-\(name)"
    case .cloudMonth: "730"
    case .unit(let unit): unit.name
    }
  }
}

/// What an exercise is made of, for guessing at slips.
struct SlipContext {
  /// Values that the answer is computed from, each with the name that a learner knows it by.
  var values: [(name: String, quantity: Quantity)]
  /// Whether time, data or shares play a part.
  var hasTime: Bool
  /// Whether months or years do.
  var hasMonth: Bool
  var hasData: Bool
  var hasShare: Bool
}

extension FactorSlip {
  /// The slip that explains an answer; nil where none does.
  ///
  /// Only a ratio that is exact as far as the typed digits tell counts, and never one that is off by
  /// more than a quarter of a percent: a factor named by coincidence misleads. Nor does one that
  /// rounding explains: 19 for 18.75.
  /// - Parameters:
  ///   - given: the answer, in the unit of the right one.
  ///   - precision: how far it may be from what was meant, as a share of it.
  init?(_ given: Double, for expected: Double, precision: Double, _ context: SlipContext) {
    guard given != 0, expected != 0, given.isFinite, expected.isFinite else { return nil }
    let ratio = given / expected
    guard abs(ratio - 1) > precision else { return nil }
    let typed = precision
    let precision = min(max(precision, 1e-6) * 1.01, 0.0025)
    func isOff(by factor: Double) -> Bool {
      // Two digits do not tell a factor of 1.024 from any other small one.
      typed <= max(abs(factor - 1), abs(1 / factor - 1)) / 7
        && (abs(ratio / factor - 1) <= precision || abs(ratio * factor - 1) <= precision)
    }
    if isOff(by: -1) {
      self = .sign
    } else if let slip = FactorSlip.ofValue(isOff, context) {
      self = slip
    } else if let slip = FactorSlip.ofUnit(ratio, isOff, context) {
      self = slip
    } else if abs(given * expected - 1) <= precision {
      self = .inverse
    } else {
      return nil
    }
  }

  private static func ofValue(
    _ isOff: (Double) -> Bool, _ context: SlipContext
  ) -> FactorSlip? {
    for (name, quantity) in context.values {
      let value = quantity.unit.isPercent ? quantity.base : quantity.magnitude
      guard value > 0, abs(value - 1) > 0.02 else { continue }
      // Twice too much has many reasons; that something takes 2 s is none.
      if quantity.dimension.isMeasured, abs(value - 2) < 0.01 || abs(value - 0.5) < 0.003 {
        continue
      }
      if isOff(value) { return .value(name, quantity) }
      if isOff(value * value) { return .squared(name) }
      let rest = (1 - value) / value
      if quantity.dimension.isNone, value < 1, abs(rest - 1) > 0.02, isOff(rest) {
        return .rest(name)
      }
    }
    return nil
  }

  private static func ofUnit(
    _ ratio: Double, _ isOff: (Double) -> Bool, _ context: SlipContext
  ) -> FactorSlip? {
    if context.hasMonth, isOff(730.0 / 720) { return .cloudMonth }
    for unit in UnitSlip.allCases where isOff(unit.factor) {
      switch unit.field {
      case .any: break
      case .time: guard context.hasTime else { continue }
      case .data:
        // 1.024 and its powers are so near to 1 that others come as near by chance.
        let isNear = [ratio / unit.factor, ratio * unit.factor].contains {
          abs($0 - 1) <= (unit.factor - 1) / 60
        }
        guard context.hasData, isNear || unit.factor > 1.2 else { continue }
      case .share: guard context.hasShare else { continue }
      }
      return .unit(unit)
    }
    return nil
  }
}
