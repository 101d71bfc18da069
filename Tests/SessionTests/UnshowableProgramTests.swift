import Foundation
import PseudoTerminal
import SampleCourse
import TestSupport
import Testing

/// Names of files and words of the command line come back in messages; none that may not be shown
/// does so as it is. Neither do a model's tokens.
@Suite struct UnshowableProgramTests {
  /// NUL ends an argument, and a line end one of a message.
  static let words = unshowableTexts.map { text in
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0 && $0 != "\n" }))
  }

  /// Each of them, with every fifth of the texts: a program takes a moment to start.
  static let commands: [[String]] = [
    ["check", "%.md"], ["check", "--json", "%.md"], ["eval", "%"], ["eval", "--json", "%"],
    ["eval", "--json", "\"%\""], ["preview", "%.md"], ["generate", "%.gguf", "--prompt", "a"],
    ["generate", "%.gguf", "--prompt", "a", "--json"], ["bench", "--json", "%.gguf"],
    ["simulate", "--trace", "%.csv"], ["simulate", "--json", "--trace", "%.csv"],
    ["grade", "%.json"], ["merge", "%.json"], ["learner", "%"], ["%"], ["explain", "%"],
    ["practice", "%"], ["--course", "%"], ["prices", "%"], ["submit", "-o", "%/x"],
    ["eval", "1", "--chapter", "%"], ["eval", "1", "--%"],
  ]

  @Test(arguments: commands.indices)
  func messages(_ index: Int) throws {
    let stage = try Stage(sampleChapter)
    for number in stride(from: index % 5, to: Self.words.count, by: 5) {
      let arguments = Self.commands[index].map { $0.replacing("%", with: Self.words[number]) }
      let ended = try ProgramTests.run(arguments, in: stage.folder)
      #expect(shownAnyway(in: ended.output) == [], "\(Self.commands[index])")
      #expect(shownAnyway(in: ended.error) == [], "\(Self.commands[index])")
    }
  }

  @Test func tokensOfAModel() throws {
    let model = try TinyModel(context: 100_000)
    for options in [[], ["--json"], ["--candidates", "3"], ["--candidates", "3", "--json"]] {
      let ended = try ProgramTests.run(
        ["generate", model.path, "--prompt", "What", "--tokens", "40", "--temperature", "2"]
          + ["--top-k", "0"] + options)
      #expect(ended.status == 0)
      #expect(shownAnyway(in: ended.output + ended.error) == [], "\(options)")
    }
  }
}
