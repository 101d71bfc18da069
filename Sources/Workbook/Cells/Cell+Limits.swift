import Language
import Quantities

/// What a parameter may be set to.
extension Cell {
  /// The bounds in words; nil where there are none.
  public var range: String? {
    guard let low, let high else { return nil }
    return "\(low.text) to \(high.text)"
  }

  /// What it may be, in words that follow its value; nil where it may be anything of its kind.
  public var limits: String? {
    if !choices.isEmpty { return "one of \(quotedChoices)" }
    guard let range else { return nil }
    guard let step else { return "from \(range)" }
    return isWhole ? "whole, from \(range)" : "from \(range) in steps of \(step.text)"
  }

  /// The texts that it may be: “a”, “b” or “c”.
  var quotedChoices: String {
    let quoted = choices.map { "“\($0)”" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Whether it is counted: a parameter whose values are to be whole, or one in GPUs whose range and
  /// whose author's value are.
  var counts: Bool {
    if isWhole { return true }
    guard kind == .parameter, let unit, unit.dimension == Dimension(.gpu), unit.scale == 1 else {
      return false
    }
    let numbers = [low?.magnitude, high?.magnitude, preset?.literal?.magnitude]
    return numbers.allSatisfy { $0.map { $0 == $0.rounded() } ?? false }
  }

  /// Whether only whole numbers of its unit are steps of its range.
  private var isWhole: Bool {
    guard let low, let step, let unit, step.unit == unit, low.unit == unit else { return false }
    return step.magnitude == 1 && low.magnitude == low.magnitude.rounded()
  }

  /// The step of its range that is nearest to a quantity in its unit; nil where it has no steps.
  public func nearestStep(to quantity: Quantity) -> Quantity? {
    guard let unit, let low = low?.converted(to: unit), let high = high?.converted(to: unit),
      let step = step?.converted(to: unit), step.magnitude > 0
    else { return nil }
    let most = ((high.magnitude - low.magnitude) / step.magnitude + 1e-9).rounded(.down)
    let steps = ((quantity.magnitude - low.magnitude) / step.magnitude).rounded()
    return Quantity(low.magnitude + min(max(0, steps), most) * step.magnitude, unit)
  }
}
