import Display

/// A colour as light: red, green and blue, each 0 to 255.
struct Ink: Hashable, Sendable {
  let red: Int
  let green: Int
  let blue: Int

  init(_ hex: UInt32) {
    red = Int(hex >> 16 & 0xFF)
    green = Int(hex >> 8 & 0xFF)
    blue = Int(hex & 0xFF)
  }

  /// The parameters of the terminal's code for text of this colour, for one that shows at least 256.
  func code(_ depth: ColorDepth) -> String {
    depth == .full ? "38;2;\(red);\(green);\(blue)" : "38;5;\(paletteIndex)"
  }

  /// The nearest of the 216 colours of the cube and the 24 greys that come after the first sixteen,
  /// which every terminal with 256 colours has alike.
  var paletteIndex: Int {
    let levels = [0, 95, 135, 175, 215, 255]
    func nearest(_ part: Int) -> Int {
      levels.indices.min { abs(levels[$0] - part) < abs(levels[$1] - part) } ?? 0
    }
    let (r, g, b) = (nearest(red), nearest(green), nearest(blue))
    let cube = distance(levels[r], levels[g], levels[b])
    let step = min(23, max(0, ((red + green + blue) / 3 - 3) / 10))
    let grey = 8 + 10 * step
    return distance(grey, grey, grey) < cube ? 232 + step : 16 + 36 * r + 6 * g + b
  }

  private func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
    (red - r) * (red - r) + (green - g) * (green - g) + (blue - b) * (blue - b)
  }
}

extension Role {
  /// The parameters of the terminal's code for what has this meaning; nil where it is plain.
  func code(_ style: Style) -> String? {
    guard style.depth > .sixteen, let ink = ink(style.theme) else { return code }
    return manner.map { "\($0);\(ink.code(style.depth))" } ?? ink.code(style.depth)
  }

  /// How the letters stand beside their colour: bold, dim, underlined.
  private var manner: String? {
    switch self {
    case .input, .strong, .heading: "1"
    case .link: "4"
    case .emphasis: "3"
    default: nil
    }
  }

  /// The colour of a meaning; nil where it has that of plain text or the terminal's own.
  func ink(_ theme: Theme) -> Ink? {
    guard let hex = hex(theme) else { return nil }
    return Ink(hex)
  }

  /// The colour-blind theme has the lights of Okabe and Ito, "Color universal design" (2008), made
  /// as dark as a white ground and as bright as a black one need.
  private func hex(_ theme: Theme) -> UInt32? {
    let colors: (dark: UInt32, light: UInt32, colorBlind: UInt32)
    switch self {
    case .plain, .emphasis, .strong, .heading: return nil
    case .code, .name: colors = (0x7CC7E8, 0x005F87, 0x007FC4)
    case .value: colors = (0xCDBFEF, 0x5A3E99, 0x8B74B0)
    case .muted: colors = (0x9AA0A6, 0x5F6368, 0x787C82)
    case .success: colors = (0x7BD88F, 0x1A7F37, 0x007FC4)
    case .failure: colors = (0xFF8B82, 0xB42318, 0xCC5A00)
    case .warning: colors = (0xE3B341, 0x8A5A00, 0x9A7400)
    case .input: colors = (0x79E2F2, 0x00617F, 0x007FC4)
    case .link: colors = (0x8ABFFF, 0x0B57D0, 0x007FC4)
    }
    switch theme {
    case .terminal: return nil
    case .dark: return colors.dark
    case .light: return colors.light
    case .colorBlind: return colors.colorBlind
    }
  }
}
