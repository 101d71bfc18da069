import Basics
import Course
import Language
import Quantities

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Variation {
  /// A value that a formula is compared at.
  ///
  /// Of a range with steps, a step; of one without, any value, wide ranges covered in every order of
  /// magnitude. Of a list of numbers, every second one lies between the listed ones, so that a
  /// formula that fits only those is found out.
  func drawn(_ draws: inout SplitMix64) -> Language.Value {
    switch form {
    case .values(let values):
      let isBetween = draws.next() % 2 == 0
      let quantities = values.compactMap { value -> Quantity? in
        if case .quantity(let quantity) = value { quantity } else { nil }
      }
      if isBetween, let low = quantities.min(by: { $0.base < $1.base }),
        let high = quantities.max(by: { $0.base < $1.base })?.converted(to: low.unit)
      {
        return .quantity(Variation.between(low, high, &draws))
      }
      return values.isEmpty
        ? .quantity(Quantity(1)) : values[draws.index(below: values.count)].value
    case .range(let low, let high, nil): return .quantity(Variation.between(low, high, &draws))
    case .range(let low, _, .some):
      return value(draws.index(below: count))?.value ?? .quantity(low)
    }
  }

  private static func between(
    _ low: Quantity, _ high: Quantity, _ draws: inout SplitMix64
  ) -> Quantity {
    let share = draws.uniform()
    let (bottom, top) = (low.magnitude, high.magnitude)
    if bottom > 0, top / bottom > 20 {
      return Quantity(bottom * pow(top / bottom, share), low.unit)
    }
    return Quantity(bottom + (top - bottom) * share, low.unit)
  }
}

extension Variation.Value {
  /// As the language has it.
  public var value: Language.Value {
    switch self {
    case .quantity(let quantity): .quantity(quantity)
    case .text(let text): .text(text)
    }
  }
}
