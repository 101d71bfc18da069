import Quantities
import TestSupport
import Testing

@Suite struct NumberTextTests {
  /// Six digits or a whole number stand as they are.
  @Test(
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (999, "999"), (1000, "1,000"),
      (1_234_567, "1,234,567"), (999_999_999_999_999, "999,999,999,999,999"),
      (-12_000, "-12,000"), (0.5, "0.5"), (0.1, "0.1"), (432.5, "432.5"), (27.7777, "27.7777"),
      (123.456, "123.456"), (0.000_123_456, "0.000123456"), (1234.56, "1,234.56"),
    ] as [(Double, String)])
  func exact(_ value: Double, _ text: String) { #expect(numberText(value) == text) }

  /// Longer ones are rounded: whole from 1,000 up, else to four significant digits.
  @Test(
    arguments: [
      (1.0 / 3, "0.3333"), (2.0 / 3, "0.6667"), (27.777_777_777, "27.78"), (100.0 / 3, "33.33"),
      (1000.0 / 3, "333.3"), (10_000.0 / 3, "3,333"), (1e6 / 3, "333,333"),
      (1e9 / 3, "333,333,333"),
      (0.1 + 0.2, "0.3"), (999.999_999, "1,000"), (0.999_999_99, "1"), (9.999_999_9, "10"),
      (99_999.999_9, "100,000"), (0.000_033_333_333, "0.00003333"), (1.000_000_1, "1"),
      (1.000_449_99, "1"), (1.000_500_01, "1.001"), (-2.0 / 3, "-0.6667"),
    ] as [(Double, String)])
  func rounded(_ value: Double, _ text: String) { #expect(numberText(value) == text) }

  /// Very large and very small ones are in powers of ten.
  @Test(
    arguments: [
      (1e15, "1e15"), (1.5e15, "1.5e15"), (1e300, "1e300"), (-1e20, "-1e20"),
      (1e14, "100,000,000,000,000"),
      (1e-5, "0.00001"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.0 / 3 * 1e-7, "3.333e-8"),
      (3e-300, "3e-300"), (1.797_693_134_862_315_7e308, "1.798e308"),
      (2e15 / 3, "666,666,666,666,667"),
    ] as [(Double, String)])
  func scientific(_ value: Double, _ text: String) { #expect(numberText(value) == text) }

  /// Money has cents, and more digits only below a dollar.
  @Test(
    arguments: [
      (0.0, "0"), (5, "5"), (12_000, "12,000"), (0.5, "0.50"), (27.777_777, "27.78"),
      (4.166_666_6, "4.17"), (1.1, "1.10"), (1234.5, "1,234.50"), (1234.567, "1,235"),
      (12_345.678_9, "12,346"), (0.001, "0.001"), (0.000_333_333_3, "0.0003333"),
      (0.1 + 0.2, "0.30"), (-3.5, "-3.50"), (999.999_99, "1,000"),
    ] as [(Double, String)])
  func money(_ value: Double, _ text: String) {
    #expect(numberText(value, isMoney: true) == text)
  }

  /// All digits on demand, with the same separators.
  @Test(
    arguments: [
      (1.0 / 3, "0.3333333333333333"), (12_000.000_1, "12,000.0001"), (5, "5"),
      (1e15 / 3, "333,333,333,333,333.3"), (0.1 + 0.2, "0.30000000000000004"),
    ] as [(Double, String)])
  func all(_ value: Double, _ text: String) {
    #expect(numberText(value, significant: 17) == text)
  }

  @Test func notANumber() {
    #expect(numberText(.infinity) == "inf")
    #expect(numberText(-.infinity) == "-inf")
    #expect(numberText(.nan) == "nan")
  }

  /// What is printed reads back as a number that prints the same, and is near the first.
  @Test(arguments: 0..<8 as Range<UInt64>) func printsAlikeAgain(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<2_000 {
      let value = randomNumber(&generator)
      for isMoney in [false, true] {
        let text = numberText(value, isMoney: isMoney)
        guard let again = number(text) else {
          Issue.record("seed \(seed): \(value) gives \(text)")
          continue
        }
        #expect(numberText(again, isMoney: isMoney) == text, "seed \(seed): \(value)")
        #expect(
          abs(again - value) <= max(abs(value) * 0.000_51, isMoney ? 0.005_01 : 0),
          "seed \(seed): \(value) as \(text)")
        let exact = numberText(value, isMoney: isMoney, significant: 17)
        #expect(number(exact) == value, "seed \(seed): \(exact)")
      }
    }
  }
}

private func number(_ text: String) -> Double? { Double(text.filter { $0 != "," }) }

/// Numbers of all sizes and lengths, of either sign.
func randomNumber(_ generator: inout SplitMix64) -> Double {
  let sign: Double = Bool.random(using: &generator) ? 1 : -1
  switch Int.random(in: 0..<5, using: &generator) {
  case 0: return sign * Double(Int.random(in: 0..<100_000, using: &generator))
  case 1: return sign * Double(Int.random(in: 0..<1_000_000, using: &generator)) / 100
  case 2: return sign * Double.random(in: 0..<1, using: &generator)
  case 3:
    // Near powers of ten, where rounding carries.
    let power = Double(generator.pick([0.001, 0.1, 1, 10, 1e3, 1e6, 1e15], or: 1))
    return sign * power * (1 + Double.random(in: -1e-4...1e-4, using: &generator))
  default:
    let bits = generator.next()
    let value = Double(bitPattern: bits)
    return value.isFinite ? value : Double(bits)
  }
}
