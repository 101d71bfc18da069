import Basics
import Diagnostics
import Foundation
import Language
import Presentation
import TestSupport
import Testing
import Workbook

/// Every example of Guides/json.md gives what stands below it.
@Suite struct JSONGuideTests {
  /// Lines of a call of `gpulearn eval`, and the JSON of the last one. `"…"` at the end of a list
  /// stands for its further elements.
  struct Example: Sendable {
    let lines: [String]
    let json: String
  }

  static let examples: [Example] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Guides/json.md").path
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```sh\ngpulearn eval --json ").dropFirst().compactMap {
      let parts = $0.components(separatedBy: "```")
      guard parts.count > 2, parts[2].hasPrefix("json\n") else { return nil }
      let words = parts[0].components(separatedBy: "'")
      let lines = words.indices.filter { $0 % 2 == 1 }.map { words[$0] }
      return Example(lines: lines, json: String(parts[2].dropFirst(5)))
    }
  }()

  @Test func thereIsOneForEachQuestion() {
    let asked = Set(
      Self.examples.compactMap { $0.lines.last?.split(separator: " ").first.map(String.init) })
    #expect(Set(Question.verbs.map { $0.verb }).subtracting(asked) == [])
  }

  @Test(arguments: examples.indices) func holds(_ index: Int) throws {
    let example = Self.examples[index]
    var workbook = Workbook.empty
    var json = JSON.null
    for line in example.lines {
      do throws(Diagnostic) {
        json = try workbook.run(Source(line)).json
      } catch {
        json = .failure(error)
      }
    }
    let written = try JSONReader.read(
      Array(example.json.utf8), limits: JSONLimits(bytes: 1 << 16, depth: 32))
    #expect(
      json.matches(written), "\(example.lines): \(json.abridged.lines(flatBelow: 3))")
  }
}
