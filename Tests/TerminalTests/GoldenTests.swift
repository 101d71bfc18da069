import Display
import TestSupport
import Testing

@testable import Terminal

@Suite("Drawings as a whole")
struct GoldenTests {
  /// Each kind of block as it looks at every width, in every manner.
  @Test(arguments: Sample.all)
  func drawing(_ sample: Sample) throws {
    var text = ""
    for (title, style) in GoldenTests.manners {
      text += "══ \(title) ══\n" + sample.display.drawn(style).showingEscapes + "\n"
    }
    try expectGolden(sample.name, text)
  }

  static let manners: [(String, Style)] = [
    ("60 columns", Style(width: 60)),
    ("40 columns", Style(width: 40)),
    ("100 columns", Style(width: 100)),
    ("60 columns, ASCII", Style(width: 60, hasUnicode: false)),
    ("40 columns, ASCII", Style(width: 40, hasUnicode: false)),
    ("60 columns, plain", Style(width: 60, isPlain: true)),
    ("60 columns, coloured", Style(width: 60, hasColor: true)),
  ]
}

extension String {
  /// Escape characters as something an editor shows.
  var showingEscapes: String {
    String(map { $0 == "\u{1B}" ? "␛" : $0 })
  }
}
