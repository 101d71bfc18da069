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
    if let left = left.truths, let right = right.truths {
      isShare = false
      return .odds(
        Odds(odds.samples.indices.map { odds.samples[$0] ? left($0) : right($0) }))
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
    var result = [Bool](repeating: isAll, count: UncertainQuantity.count)
    for part in parts {
      guard let truths = try column(part)?.value.truths else { return nil }
      for place in result.indices {
        result[place] = isAll ? result[place] && truths(place) : result[place] || truths(place)
      }
    }
    return .odds(Odds(result))
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
  /// Whether it holds, sample by sample; nil where it is no condition.
  fileprivate var truths: ((Int) -> Bool)? {
    switch self {
    case .bool(let truth): { _ in truth }
    case .odds(let odds): { odds.samples[$0] }
    default: nil
    }
  }
}
