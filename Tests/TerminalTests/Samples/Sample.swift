import Display
import Testing

/// Something to be drawn, with the name of its golden.
struct Sample: CustomTestStringConvertible, Sendable {
  let name: String
  let display: Display

  init(_ name: String, _ blocks: [Block]) {
    self.name = name
    display = Display(blocks)
  }

  var testDescription: String { name }

  static let all = prose + tables + answers + plots + timelines + sliders + heatMaps
}
