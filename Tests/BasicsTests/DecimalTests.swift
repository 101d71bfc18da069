import Basics
import Testing

struct DecimalTests {
  @Test(arguments: [
    ("8", 8), ("+2", 2), ("-2.5", -2.5), (" 1e3 ", 1000), (".5", 0.5), ("1E-2", 0.01),
  ])
  func numbers(_ text: String, _ number: Double) { #expect(Double(decimal: text) == number) }

  @Test(arguments: [
    "", " ", "0x10", "nan", "inf", "-infinity", "1e999", "1,5", "1 000", "1_000", "٣", "½", "e",
    "+",
    "1e", "--1", String(repeating: "1", count: 41),
  ])
  func noNumbers(_ text: String) { #expect(Double(decimal: text) == nil) }
}
