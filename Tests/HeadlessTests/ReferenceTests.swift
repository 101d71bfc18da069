import Course
import Diagnostics
import Foundation
import Headless
import Language
import NativeFunctions
import SampleCourse
import TestSupport
import Testing
import Workbook

/// The written reference, made anew.
@Suite struct ReferenceTests {
  private static let course = Result { try Course(folder: projectFolder) }

  /// Made once: the examples run whole fleets.
  private static let made = Result {
    let course = try Self.course.get()
    let evaluation = try Evaluation(
      course: course, place: nil, runner: ModelRunner(course, otherwise: nil))
    var reference = Reference(evaluation) { $0.drawnForTest }
    let pages = try reference.pages()
    return Dictionary(uniqueKeysWithValues: pages.map { ($0.file, $0.text) })
  }

  private func pages() throws -> [String: String] { try Self.made.get() }

  /// Each function has a page, which the first page leads to, with all its arguments and fields.
  @Test func everyFunctionHasAPage() throws {
    let pages = try pages()
    let prices = try Self.course.get().prices
    let functions = Workbook.native(ModelRunner(nil), prices: prices).functions.functions
    #expect(functions.count > 20)
    let blocks = DirectiveKind.allCases.map { "blocks/\($0.word).md" }
    let kinds = Exercise.Kind.allCases.map { "exercises/\($0.rawValue).md" }
    #expect(
      Set(pages.keys)
        == Set(
          functions.map { "\($0.name).md" } + blocks + kinds
            + ["README.md", "language.md", "files.md"]))
    let contents = try #require(pages["README.md"])
    for function in functions {
      let page = try #require(pages["\(function.name).md"])
      #expect(contents.contains("| [\(function.name)](\(function.name).md) | "))
      #expect(page.hasPrefix("# \(function.name)\n\n`\(function.form)` – \(function.sentence).\n"))
      for parameter in function.parameters { #expect(page.contains("| `\(parameter.name)` | ")) }
      for field in function.fields { #expect(page.contains("| `.\(field.name)` | ")) }
      #expect(page.contains("❯ \(function.example)\n"))
      #expect(
        page.contains("every machine answers with figures of its own") == function.isMeasurement)
      #expect(!page.contains("\n\n\n") && page.hasSuffix("\n") && !page.hasSuffix("\n\n"))
      // A cell of a table holds no bar of its own.
      for row in page.split(separator: "\n") where row.hasPrefix("|") {
        #expect(
          row.replacing("\\|", with: "").count(where: { $0 == "|" }) == 4,
          "\(function.name): \(row)")
      }
    }
  }

  /// The page of the language has every rule, question, command and unit, and what examples come to.
  @Test func theLanguageHasAPage() throws {
    let page = try #require(try pages()["language.md"])
    let forms =
      SyntaxRule.all.map { $0.form } + Question.verbs.map { $0.form }
      + Command.allCases.map { $0.form }
    for form in forms {
      // In a table a bar is written with a backslash, in a heading without.
      let isThere =
        page.contains("`\(form.replacing("|", with: "\\|"))`") || page.contains("### `\(form)`")
      #expect(isThere, "no \(form)")
    }
    for words in ["`$` `usd`", "`h` `hr`", "720 hours", "| `2 h in min` | `120 min` |"] {
      #expect(page.contains(words), "no \(words)")
    }
  }

  /// A block, a kind of exercise and a file have a row for each of their keys, and an example.
  @Test func keysAreListed() throws {
    let pages = try pages()
    for kind in Exercise.Kind.allCases {
      let page = try #require(pages["exercises/\(kind.rawValue).md"])
      for key in kind.keys { #expect(page.contains("| `\(key.name)` | ")) }
      #expect(page.contains("\nkind: \(kind.rawValue)\n"))
    }
    for kind in DirectiveKind.allCases {
      let page = try #require(pages["blocks/\(kind.word).md"])
      for key in kind.declaration.options { #expect(page.contains("| `:\(key.name):` | ")) }
      #expect(page.contains(kind.declaration.example))
    }
    let files = try #require(pages["files.md"])
    for key in Chapter.Key.all + CourseSettings.Key.all + Offer.Key.all {
      #expect(files.contains("| `\(key.name)` | "), "\(key.name)")
    }
    for page in pages.values {
      for row in page.split(separator: "\n") where row.hasPrefix("|") {
        #expect(row.replacing("\\|", with: "").count(where: { $0 == "|" }) <= 5, "\(row)")
      }
    }
  }

  /// What an example comes to stands below it.
  @Test func examplesAreAnswered() throws {
    let page = try #require(try pages()["clamp.md"])
    #expect(page.contains("```text\n❯ clamp(12 s, 0 s, 10 s)\n10 s\n```\n"))
    #expect(page.contains("One value: "))
  }
}
