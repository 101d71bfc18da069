import Language
import Quantities
import TestSupport
import Testing

/// What is printed reads back as a value that prints the same.
@Suite struct RoundTripTests {
  private func number(_ generator: inout SplitMix64) -> Double {
    let sign: Double = Bool.random(using: &generator) ? 1 : -1
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return sign * Double(Int.random(in: 0..<20, using: &generator))
    case 1: return sign * Double(Int.random(in: 0..<10_000_000, using: &generator)) / 1000
    case 2: return sign * Double.random(in: 0..<1, using: &generator)
    default:
      let exponent = Double(Int.random(in: -300...300, using: &generator))
      return sign * Double("1e\(Int(exponent))", default: 1)
        * Double.random(in: 1..<10, using: &generator)
    }
  }

  private func unit(_ generator: inout SplitMix64) -> Unit {
    let units = UnitCatalog.standard.entries.map(\.unit)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return .none
    case 1: return .percent
    case 2: return .dollar
    default:
      var factors: [Unit.Factor] = []
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let exponents = [1, 1, 1, -1, -1, -1, 2, -2, 3]
        factors.append(
          Unit.Factor(
            generator.pick(units, or: .second), generator.pick(exponents, or: 1)))
      }
      return Unit(factors)
    }
  }

  private func check(_ quantity: Quantity, _ note: String) {
    let text = quantity.text
    var scope = TestScope()
    do {
      guard case .quantity(let again)? = try scope.run(text) else {
        Issue.record("\(note): \(text) is no quantity")
        return
      }
      #expect(again.text == text, "\(note)")
      #expect(again.dimension == quantity.dimension, "\(note): \(text)")
      #expect(again.unit.isPercent == quantity.unit.isPercent, "\(note): \(text)")
      // With every digit it is the same amount to the last bit.
      let exact = try scope.run(quantity.text(significant: 17))
      #expect(exact == .quantity(quantity), "\(note): \(text)")
    } catch {
      Issue.record("\(note): \(text) does not read back: \(error)")
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func quantities(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for round in 0..<500 {
      let quantity = Quantity(number(&generator), unit(&generator))
      guard quantity.unit.isReasonable else { continue }
      check(quantity, "seed \(seed), round \(round)")
    }
  }

  /// What arithmetic gives reads back too.
  @Test(arguments: 50..<54 as Range<UInt64>) func productsAndQuotients(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for round in 0..<300 {
      let left = Quantity(number(&generator), unit(&generator))
      let right = Quantity(number(&generator), unit(&generator))
      for result in [left * right, left / right]
      where result.magnitude.isFinite && result.unit.isReasonable && right.magnitude != 0 {
        check(result, "seed \(seed), round \(round)")
      }
    }
  }

  @Test(arguments: 80..<84 as Range<UInt64>) func spellings(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for round in 0..<300 {
      let unit = unit(&generator)
      guard unit.isReasonable, !unit.isNone else { continue }
      let again = try Unit.parse(unit.spelling)
      #expect(again.spelling == unit.spelling, "seed \(seed), round \(round)")
      #expect(again.dimension == unit.dimension, "seed \(seed): \(unit.spelling)")
    }
  }

  @Test(arguments: ["true", "false", "\"a text\"", "\"\""]) func others(_ text: String) {
    var scope = TestScope()
    #expect(scope.answer(text) == text)
  }
}

extension Double {
  /// The number a text spells.
  fileprivate init(_ text: String, default value: Double) { self = Double(text) ?? value }
}
