import Answers
import Display
import Language
import Quantities

extension ConditionResult {
  /// Whether it holds, and if not, by how much it is missed.
  public var words: Text {
    let mark = Text(holds ? "  ✓ " : "  ✗ ", holds ? .success : .failure)
    guard let compared else {
      return mark + Text(condition, .code) + (holds ? " holds" : " does not hold")
    }
    let name = compared.name.map { Text($0, .name) + " is " } ?? ""
    let target =
      Text(" (") + Text(compared.comparison.words) + " " + Text(compared.wanted.text, .value) + ")"
    let off = holds ? "" : compared.miss
    let gap = off.isEmpty ? "" : ": \(off)"
    return mark + name + Text(compared.foundText, .value) + target + Text(gap)
  }
}

extension ConditionResult.Compared {
  /// What was found, with the digits that hold; with all where they decide.
  fileprivate var foundText: String {
    guard let margin, let found = found.quantity, let wanted = wanted.quantity,
      abs(found.base - wanted.base) > abs(margin.base)
    else { return found.text }
    return found.text(within: margin)
  }

  /// By how much it is missed: "3.2 times too high", "12% too low", "off by $30".
  fileprivate var miss: String {
    guard case .quantity(let found) = found, case .quantity(let wanted) = wanted,
      comparison != .unequal
    else { return "" }
    let side = found.base > wanted.base ? "too high" : "too low"
    guard wanted.base != 0, (found.base > 0) == (wanted.base > 0), found.base != 0 else {
      return found.base == wanted.base ? "it may not be equal" : side
    }
    let ratio = max(found.base / wanted.base, wanted.base / found.base)
    if ratio >= 2 {
      return "\(numberText((ratio * 10).rounded() / 10)) times \(side)"
    }
    let share = abs(found.base / wanted.base - 1)
    if share == 0 { return "it may not be equal" }
    return "\(Quantity(share * 100, .percent).text(significant: 2)) \(side)"
  }
}

extension Expression.Comparison {
  /// "to be below" for <.
  fileprivate var words: String {
    switch self {
    case .equal: "to be"
    case .unequal: "not to be"
    case .less: "to be below"
    case .greater: "to be above"
    case .atMost: "to be at most"
    case .atLeast: "to be at least"
    }
  }
}
