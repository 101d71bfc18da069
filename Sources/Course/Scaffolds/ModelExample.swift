import Diagnostics
import Language
import Quantities

/// A model of a chapter, and something in it that a new exercise can be about.
struct ModelExample {
  /// The model's name.
  let model: String
  /// A parameter with a number for its default.
  let parameter: String
  /// The default, and another value in the parameter's range.
  let before: Quantity
  let after: Quantity
  /// A result that can be guessed.
  let result: String

  /// What the scaffold of a chapter has.
  static let waste = ModelExample(
    model: "waste", parameter: "utilization", before: Quantity(15, .percent),
    after: Quantity(30, .percent), result: "effective")

  private init(
    model: String, parameter: String, before: Quantity, after: Quantity, result: String
  ) {
    self.model = model
    self.parameter = parameter
    self.before = before
    self.after = after
    self.result = result
  }

  /// The first in a chapter; nil where there is none.
  init?(of chapter: String, in course: Course?) {
    guard let file = try? course?.find(chapter),
      let parsed = try? course?.chapter(file).chapter
    else { return nil }
    for model in parsed.models {
      if let example = ModelExample(model) {
        self = example
        return
      }
    }
    return nil
  }

  private init?(_ block: ModelBlock) {
    var results: [ResultDeclaration] = []
    for case .result(let result) in block.declarations { results.append(result) }
    let important = results.first { block.important.contains($0.name) && $0.unit != nil }
    guard let result = important ?? results.first(where: { $0.unit != nil }) else { return nil }
    for case .parameter(let parameter) in block.declarations {
      guard let preset = parameter.value.literal else { continue }
      let before = preset.isPlain ? Quantity(preset.magnitude, parameter.unit ?? .none) : preset
      guard let after = ModelExample.other(than: before, parameter) else { continue }
      self.init(
        model: block.name, parameter: parameter.name, before: before, after: after,
        result: result.name)
      return
    }
    return nil
  }

  /// Twice or half the default, where that is in the range.
  private static func other(
    than before: Quantity, _ parameter: ParameterDeclaration
  ) -> Quantity? {
    func end(_ written: Expression?, otherwise open: Double) -> Double {
      guard let literal = written?.literal else { return written == nil ? open : .nan }
      return literal.isPlain
        ? literal.magnitude : literal.converted(to: before.unit)?.magnitude ?? .nan
    }
    let low = end(parameter.low, otherwise: -.infinity)
    let high = end(parameter.high, otherwise: .infinity)
    let step = parameter.step == nil ? nil : end(parameter.step, otherwise: .nan)
    guard before.magnitude != 0 else { return nil }
    for factor in [2, 0.5] {
      let value = before.magnitude * factor
      guard value >= low, value <= high else { continue }
      if let step, ((value - low) / step).rounded() * step + low != value { continue }
      return Quantity(value, before.unit)
    }
    return nil
  }
}
