import Basics
import TestSupport
import Testing

/// No character that may not be shown leaves as it is.
@Suite struct UnshowableTests {
  /// Number signs that Unicode calls format characters, though they are drawn.
  static let seen: Set<UInt32> = [
    0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD,
  ]

  /// The list against Unicode's own: controls, format characters and separators.
  @Test func theListIsWhole() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isListed: Bool
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: isListed = true
      case .format: isListed = !Self.seen.contains(value)
      default: isListed = scalar.properties.isNoncharacterCodePoint
      }
      // Reserved for format characters to come.
      if value == 0x2065 || (0xE0000...0xE007F).contains(value) { continue }
      if (0xFFF0...0xFFFB).contains(value), !isListed { continue }
      if scalar.isUnshowable != isListed { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  @Test(
    arguments: [0x061C, 0x1B, 0x7F, 0x90, 0x9B, 0x200E, 0x202E, 0x2066, 0xFEFF, 0x200B] as [UInt32])
  func amongThem(_ value: UInt32) throws {
    #expect(try #require(Unicode.Scalar(value)).isUnshowable)
  }

  @Test(arguments: unshowableTexts) func json(_ text: String) throws {
    let value = JSON.object([
      JSON.Member(text, .array([.string(text), .object([JSON.Member(text, .string(text))])]))
    ])
    for written in [value.text, value.lines(), value.lines(flatBelow: 1)] {
      #expect(shownAnyway(in: written) == [])
      let limits = JSONLimits(bytes: 1 << 20)
      #expect(try JSONReader.read(Array(written.utf8), limits: limits) == value)
    }
  }

  @Test(arguments: unshowableTexts) func csv(_ text: String) {
    #expect(shownAnyway(in: CSV.row([text, "=" + text, text + ","])) == [])
    #expect(shownAnyway(in: text.showable) == [])
  }

  @Test(arguments: unshowableTexts) func problems(_ text: String) {
    // What a reader says of a file's own words.
    let json = JSON.object([JSON.Member(text, .null), JSON.Member(text, .null)]).text
    let problem = #expect(throws: JSONProblem.self) {
      try JSONReader.read(Array(json.utf8), limits: JSONLimits(bytes: 1 << 20))
    }
    #expect(shownAnyway(in: problem?.text ?? "") == [])
  }
}
