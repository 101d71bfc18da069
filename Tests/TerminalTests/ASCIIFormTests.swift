import Testing

@testable import Terminal

@Suite("Text in ASCII")
struct ASCIIFormTests {
  /// The language reads `·` between units, and * between them only in parentheses.
  @Test(arguments: [
    ("432 gpu·h/month", "432 (gpu*h)/month"), ("$27.78/gpu·h", "$27.78/(gpu*h)"),
    ("3 gpu^2·h/request·s", "3 (gpu^2*h)/(request*s)"),
    ("432 → 1,152 gpu·h", "432 -> 1,152 (gpu*h)"),
    ("2gpu·h", "2(gpu*h)"), ("5/(gpu·h)", "5/(gpu*h)"), ("gpu·h, gpu·s.", "(gpu*h), (gpu*s)."),
    ("2 · 3", "2 * 3"), ("a · b", "a * b"), ("gpu·", "gpu*"), ("·h", "*h"), ("·", "*"),
    ("$5/h", "$5/h"), ("größe", "grosse"), ("", ""),
  ])
  func prose(_ text: String, _ expected: String) {
    #expect(text.inASCII(isPreformatted: false) == expected)
  }

  /// A diagram keeps its shape.
  @Test(arguments: [("├─ gpu·h →│", "+- gpu*h >|"), ("█░·…", "#.*~"), ("图", "??"), ("ß", "s")])
  func preformatted(_ text: String, _ expected: String) {
    #expect(text.inASCII(isPreformatted: true) == expected)
    #expect(expected.columns == text.columns)
  }
}
