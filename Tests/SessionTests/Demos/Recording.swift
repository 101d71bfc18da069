import Basics

/// A demo as asciinema plays it, typed and read at an even pace.
///
/// Source: asciicast v2, https://docs.asciinema.org/manual/asciicast/v2/
struct Recording {
  let text: String

  init(_ demo: Demo) throws {
    var time = 0.5
    var lines = [
      JSON.object([
        "version": .number(2), "width": .number(Double(Demo.width)), "height": .number(24),
        "title": .string(demo.title),
      ]).text
    ]
    func show(_ text: String) {
      guard !text.isEmpty else { return }
      let rounded = (time * 1000).rounded() / 1000
      lines.append(JSON.array([.number(rounded), .string("o"), .string(text)]).text)
    }
    for turn in try demo.turns() {
      show(turn.prompt)
      time += 0.8
      for character in turn.line {
        show(String(character))
        time += 0.06
      }
      time += 0.3
      let lineEnd = turn.prompt.isEmpty ? "" : "\r\n"
      show(
        lineEnd
          + turn.answer.split(separator: "\n", omittingEmptySubsequences: false)
          .joined(separator: "\r\n"))
      // Time to read it.
      time += min(6, 0.5 + 0.35 * Double(turn.answer.count { $0 == "\n" }))
    }
    text = lines.joined(separator: "\n") + "\n"
  }
}
