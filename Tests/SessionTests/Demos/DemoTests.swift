import Foundation
import TestSupport
import Testing

/// The recordings and pictures of `Guides/demos` are what the program says today.
@Suite struct DemoTests {
  private let folder = projectFolder + "/Guides/demos"

  @Test(arguments: Demo.all) func recordingsAreTrue(_ demo: Demo) throws {
    try expectFile("\(folder)/\(demo.name).cast", try Recording(demo).text)
  }

  @Test(arguments: Demo.all) func picturesAreTrue(_ demo: Demo) throws {
    let screen = try demo.turns().map { turn in
      (turn.prompt.isEmpty ? "" : turn.prompt + turn.line + "\n") + turn.answer
    }.joined()
    let svg = ScreenPicture(screen, title: demo.title).svg
    try expectFile("\(folder)/\(demo.name).svg", svg)
    // Nothing that is shown is left out of the picture.
    let words = svg.split(separator: "\n").compactMap { line in
      line.hasPrefix("<text") ? line.split(separator: ">")[1].dropLast("</text".count) : nil
    }
    let plain = screen.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(
      words.joined().filter { $0 != " " }
        == ScreenPicture.escaped(plain).filter { !$0.isWhitespace })
  }

  /// A folder with nothing in it that no demo makes.
  @Test func nothingIsLeftOver() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let made = Demo.all.flatMap { ["\($0.name).cast", "\($0.name).svg"] }
    #expect(Set(names) == Set(made))
  }
}
