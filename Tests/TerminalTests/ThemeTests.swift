import Display
import Foundation
import Testing

@testable import Terminal

/// That chosen colours can be read, and told apart.
@Suite struct ThemeTests {
  static let roles: [Role] = [
    .code, .name, .value, .muted, .success, .failure, .warning, .input, .link("a"),
  ]

  /// Relative luminance and contrast as the Web Content Accessibility Guidelines 2.1 define them.
  private func linear(_ part: Int) -> Double {
    let value = Double(part) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private func luminance(_ ink: Ink) -> Double {
    0.2126 * linear(ink.red) + 0.7152 * linear(ink.green) + 0.0722 * linear(ink.blue)
  }

  private func contrast(_ ink: Ink, _ ground: Ink) -> Double {
    let (a, b) = (luminance(ink), luminance(ground))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test(
    arguments: [
      (Theme.dark, 0x000000, 4.5), (.dark, 0x282A36, 4.5), (.light, 0xFFFFFF, 4.5),
      (.light, 0xFDF6E3, 4.5), (.colorBlind, 0x000000, 3), (.colorBlind, 0xFFFFFF, 3),
    ] as [(Theme, UInt32, Double)])
  func everyColourStandsOutFromItsGround(_ theme: Theme, _ ground: UInt32, _ least: Double) throws {
    for role in Self.roles {
      let ink = try #require(role.ink(theme))
      let contrast = contrast(ink, Ink(ground))
      #expect(contrast >= least, "\(role) in \(theme): \(contrast)")
    }
  }

  /// What eyes without green or red receptors see: Viénot, Brettel and Mollon, "Digital video
  /// colourmaps for checking the legibility of displays by dichromats" (1999), on linear light.
  private func seen(_ ink: Ink, withoutGreen: Bool) -> [Double] {
    let (r, g, b) = (linear(ink.red), linear(ink.green), linear(ink.blue))
    let mixed = withoutGreen ? 0.29275 * r + 0.70725 * g : 0.11238 * r + 0.88762 * g
    let bluish =
      withoutGreen ? -0.02234 * r + 0.02234 * g + b : 0.00401 * r - 0.00401 * g + b
    return [mixed, mixed, bluish]
  }

  @Test(arguments: [true, false])
  func successAndFailureRemainApartForColourBlindEyes(_ withoutGreen: Bool) throws {
    func distance(_ theme: Theme) throws -> Double {
      let one = seen(try #require(Role.success.ink(theme)), withoutGreen: withoutGreen)
      let other = seen(try #require(Role.failure.ink(theme)), withoutGreen: withoutGreen)
      return zip(one, other).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }
    #expect(try distance(.colorBlind) > 0.35)
    #expect(try distance(.colorBlind) > distance(.light))
  }

  @Test(
    arguments: [
      (0x000000, 16), (0xFFFFFF, 231), (0x5F87AF, 67), (0x808080, 244), (0xFF0000, 196),
      (0x767676, 243), (0x08080A, 232),
    ] as [(UInt32, Int)])
  func theNearestOfThePalette(_ hex: UInt32, _ index: Int) {
    #expect(Ink(hex).paletteIndex == index)
  }

  @Test func depthDecidesHowAColourIsWritten() {
    var style = Style(hasColor: true, theme: .dark, depth: .full)
    #expect(Role.value.code(style) == "38;2;205;191;239")
    style.depth = .palette
    #expect(Role.value.code(style) == "38;5;183")
    style.depth = .sixteen
    #expect(Role.value.code(style) == Role.value.code)
    style.depth = .full
    style.theme = .terminal
    #expect(Role.value.code(style) == Role.value.code)
    #expect(Role.plain.code(style) == nil)
  }

  @Test(arguments: [
    ("xterm", "", ColorDepth.sixteen), ("xterm-256color", "", .palette),
    ("xterm-256color", "truecolor", .full), ("screen", "24bit", .full),
    ("xterm-direct", "", .full), ("linux", "", .sixteen), ("xterm", "yes", .sixteen),
  ])
  func whatATerminalSaysOfItself(_ term: String, _ colorTerm: String, _ depth: ColorDepth) {
    #expect(ColorDepth(term: term, colorTerm: colorTerm) == depth)
  }
}
