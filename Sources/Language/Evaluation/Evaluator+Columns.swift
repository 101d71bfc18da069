import Diagnostics
import Quantities

/// What the odds decide, for all samples at once: both branches are computed whole, and each sample
/// takes its own. Where a branch cannot be computed for samples that do not reach it, and where it
/// calls functions of the language's own, which may call themselves, each sample goes by itself.
extension Evaluator {
  /// What a choice comes to; nil where each sample has to go by itself.
  mutating func chosen(
    _ odds: Odds, _ first: Expression, _ second: Expression
  ) throws(Diagnostic) -> Value? {
    guard let (left, isLeft) = try column(first), let (right, isRight) = try column(second) else {
      return nil
    }
    if let left = left.odds, let right = right.odds {
      isShare = false
      return .odds(
        odds.joined(left, isAll: true)
          .joined(odds.inverted.joined(right, isAll: true), isAll: false))
    }
    guard let left = left.amount, let right = right.amount, left.dimension == right.dimension,
      let leads = odds.samples.first
    else { return nil }
    let unit = leads ? left.unit : right.unit
    guard let left = left.converted(to: unit), let right = right.converted(to: unit) else {
      return nil
    }
    isShare = odds.samples.last == true ? isLeft : isRight
    return Value(left.chosen(where: odds.samples, else: right))
  }

  /// Whether all hold, or any; nil where each sample has to go by itself.
  mutating func joined(
    _ parts: [Expression], isAll: Bool
  ) throws(Diagnostic) -> Value? {
    var result: Odds?
    for part in parts {
      guard let odds = try column(part)?.value.odds else { return nil }
      result = result?.joined(odds, isAll: isAll) ?? odds
    }
    return result.map { .odds($0) }
  }

  /// A part in all samples; nil where it has to be looked at sample by sample.
  private mutating func column(
    _ part: Expression
  ) throws(Diagnostic) -> (value: Value, isShare: Bool)? {
    guard place == nil, row == nil, !isLookingAhead,
      !part.calls.contains(where: { !isPlain($0) })
    else { return nil }
    let before = (budget, drawn, draws)
    do throws(Diagnostic) {
      let value = try value(part)
      return (value, isShare)
    } catch {
      if error.code == .interrupted { throw error }
      (budget, drawn, draws) = before
      return nil
    }
  }

  /// Whether a function is called as well for samples that do not reach it.
  private func isPlain(_ name: String) -> Bool {
    guard scope.definition(of: name) == nil, let native = scope.native(name) else { return false }
    return [.eachSample, .read, .drawn].contains(native.uncertainty)
  }
}

extension Value {
  /// The condition that it is; nil where it is none.
  fileprivate var odds: Odds? {
    switch self {
    case .bool(let truth): Odds([Bool](repeating: truth, count: UncertainQuantity.count))
    case .odds(let odds): odds
    default: nil
    }
  }
}
