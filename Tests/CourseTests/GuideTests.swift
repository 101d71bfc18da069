import Course
import Diagnostics
import Foundation
import Testing

@Suite("Every example of the guides is right")
struct GuideTests {
  struct Example: CustomTestStringConvertible, Sendable {
    var guide: String
    var line: Int
    var text: String

    var testDescription: String { "\(guide):\(line)" }
  }

  static let guides = ["writing-chapters", "writing-exercises"]

  /// What stands between lines ````markdown and ````.
  static let examples: [Example] = guides.flatMap { guide in
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Guides/\(guide).md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var examples: [Example] = []
    var start: Int?
    for (index, line) in lines.enumerated() {
      if line == "````markdown" {
        start = index + 1
      } else if line == "````", let first = start {
        let text = lines[first..<index].joined(separator: "\n") + "\n"
        examples.append(Example(guide: guide, line: first + 1, text: text))
        start = nil
      }
    }
    return examples
  }

  @Test("and found")
  func found() {
    for guide in Self.guides {
      #expect(Self.examples.filter { $0.guide == guide }.count >= 8)
    }
  }

  @Test("as it stands", arguments: examples)
  func right(_ example: Example) {
    let isFile = example.text.hasPrefix("---\n")
    if isFile, example.text.contains("\nkind: ") {
      let (exercise, problems) = Exercise.parse(Source(name: "Exercises/a/a.md", example.text))
      #expect(list(problems) == [])
      #expect(exercise != nil)
    } else if example.text.hasPrefix("# Glossary\n") {
      let (glossary, problems) = Glossary.parse(Source(name: Course.glossaryName, example.text))
      #expect(list(problems) == [])
      #expect(!glossary.terms.isEmpty)
    } else {
      let text =
        isFile ? example.text : "---\ntitle: A\nid: a\n---\n\n## Lesson\n\n\(example.text)"
      let (chapter, problems) = Chapter.parse(Source(name: "Chapters/1-a.md", text))
      #expect(list(problems) == [])
      #expect(chapter.lessons.contains { !$0.elements.isEmpty })
    }
  }

  @Test("and each block, option and kind has one")
  func complete() {
    let text = Self.examples.map(\.text).joined()
    let blocks = [
      "model", "try", "predict", "quiz", "exercise", "plot", "table", "strip", "timeline", "note",
      "warning", "source",
    ]
    for block in blocks { #expect(text.contains("```{\(block)}"), "\(block)") }
    for option in ["important", "over", "bursts", "as-of"] {
      #expect(text.contains("\n:\(option): "), "\(option)")
    }
    for kind in Exercise.Kind.allCases { #expect(text.contains("\nkind: \(kind.rawValue)\n")) }
  }
}
