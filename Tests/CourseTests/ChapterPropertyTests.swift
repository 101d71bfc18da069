import Basics
import Course
import Diagnostics
import Testing

@Suite("Any chapter is read, however broken")
struct ChapterPropertyTests {
  static let valid = ChapterTests.text

  /// Something wrong, the code it gives, and the lines of the valid chapter it can stand in front of.
  static let mistakes: [(line: String, code: String, place: @Sendable (String) -> Bool)] = [
    ("A figure {eval}`2 & 3` here.\n", "unexpected-character", { $0.hasPrefix("### ") }),
    ("\n- é\n  - ü {eval}`2 & 3`\n", "unexpected-character", { $0.hasPrefix("### ") }),
    ("result z 3", "bad-model-line", { $0.hasPrefix("param ") || $0.hasPrefix("result ") }),
    (
      "result z = 1 & 3", "unexpected-character",
      { $0.hasPrefix("param ") || $0.hasPrefix("check ") }
    ),
    ("```{modle} x\n```\n", "unknown-directive", { $0.hasPrefix("```{") }),
    ("> ```{try}\n> x\n> ```\n", "misplaced", { $0.hasPrefix("```{") || $0.hasPrefix("### ") }),
    ("- ```{try}\n  x\n  ```\n", "misplaced", { $0.hasPrefix("```{") }),
    ("# Again\n", "misplaced", { $0.hasPrefix("```{") || $0.hasPrefix("## ") }),
    (":what: ever", "bad-option", { $0.hasPrefix(":") }),
    ("what: ever", "unknown-key", { $0.hasPrefix("uses:") || $0.hasPrefix("id:") }),
    ("A {foo}`x`.\n", "unknown-role", { $0.hasPrefix("```{") }),
    ("a bell \u{7}\n", "not-text", { $0.hasPrefix("```{") }),
  ]

  @Test("with a mistake told in its own line", arguments: 0..<300)
  func mistake(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let lines = Self.valid.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let mistake = try #require(Self.mistakes.randomElement(using: &random))
    // Not in front of the first lesson, where other rules hold.
    let lesson = try #require(lines.firstIndex { $0.hasPrefix("## ") })
    let places = lines.indices.filter {
      mistake.place(lines[$0]) && ($0 > lesson || mistake.code == "unknown-key")
    }
    let place = try #require(places.randomElement(using: &random))
    var broken = lines
    broken.insert(mistake.line, at: place)
    let source = Source(name: "a.md", broken.joined(separator: "\n"))
    let problems = Chapter.parse(source).problems
    let inMistake = try #require(
      mistake.line.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
        !$0.isEmpty && !["- é"].contains($0)
      })
    #expect(
      problems.map { "\($0.code.name) \($0.span?.position.line ?? 0)" }
        == ["\(mistake.code) \(place + inMistake + 1)"], "seed \(seed): \(mistake.line)")
  }

  @Test("with a closing fence left out", arguments: 0..<12)
  func openFence(_ number: Int) throws {
    var lines = Self.valid.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let closing = lines.indices.filter { lines[$0] == "```" }
    guard number < closing.count else { return }
    let opening = try #require(lines[..<closing[number]].lastIndex { $0.hasPrefix("```") })
    lines.remove(at: closing[number])
    let source = Source(name: "a.md", lines.joined(separator: "\n"))
    let (chapter, problems) = Chapter.parse(source)
    #expect(
      problems.filter { $0.code == .unclosedFence }.map { $0.span?.position.line ?? 0 }
        == [opening + 1])
    #expect(chapter.lessons.map(\.id) == ["why", "what-next"])
    #expect(problems.count == 1, "\(list(problems))")
  }

  @Test("with bytes changed, lost and doubled", arguments: 0..<400)
  func fuzz(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed) &+ 1_000_000)
    var bytes = Array(Self.valid.utf8)
    let signs = Array("`{}[]|>#-:\"'&*\n \\$%=()~é€\u{0}\u{2028}<!".utf8)
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let other = Int.random(in: 0..<bytes.count, using: &random)
      let length = Int.random(in: 1...40, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[index] = signs.randomElement(using: &random) ?? 0
      case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: index)
      case 2: bytes.removeSubrange(index..<min(bytes.count, index + length))
      case 3:
        bytes.insert(contentsOf: bytes[other..<min(bytes.count, other + length)], at: index)
      default: bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
    }
    check(Source(name: "a.md", String(decoding: bytes, as: UTF8.self)), "seed \(seed)")
  }

  /// Files made to take long or to go deep.
  static let hostile: [String: String] = [
    "quotes": String(repeating: "> ", count: 50_000) + "x",
    "quotes on many lines": String(
      repeating: String(repeating: ">", count: 101) + "x\n", count: 2000),
    "lists": String(repeating: "- ", count: 50_000) + "x",
    "a stair of lists": (0..<600).map { String(repeating: "  ", count: $0) + "- x" }
      .joined(separator: "\n"),
    "emphasis": String(repeating: "*a **a ", count: 20_000),
    "brackets": String(repeating: "[", count: 50_000),
    "links": String(repeating: "[a](", count: 20_000),
    "references": "[a]: b\n\n" + String(repeating: "[a] ", count: 20_000),
    "backticks": (1..<600).map { String(repeating: "`", count: $0) + " " }.joined(),
    "same backticks": String(repeating: "`a` ", count: 30_000),
    "figures": String(repeating: "{eval}`1` ", count: 20_000),
    "open figures": String(repeating: "{eval}` ", count: 20_000),
    "broken figures": String(repeating: "{eval}`1 & 2`\n", count: 10_000),
    "fences": String(repeating: "```{try}\nx\n", count: 10_000),
    "headings": String(repeating: "## a\n", count: 20_000),
    "a table": "| a | b |\n|---|---|\n" + String(repeating: "| {eval}`1` | `x` |\n", count: 10_000),
    "columns": String(repeating: "|a", count: 20_000) + "\n"
      + String(repeating: "|-", count: 20_000),
    "cells": String(repeating: "|a", count: 500) + "\n" + String(repeating: "|-", count: 500) + "\n"
      + String(repeating: "|a|\n", count: 3000),
    "images": String(repeating: "![[]()", count: 20_000),
    "HTML": String(repeating: "<a <!-- ", count: 20_000),
    "parentheses": "{eval}`" + String(repeating: "(", count: 50_000) + "`",
    "control characters": String(repeating: "\u{1}", count: 50_000),
    "entities": String(repeating: "&amp;", count: 30_000),
    "backslashes": String(repeating: "\\", count: 100_000) + "{eval}`x",
  ]

  @Test("made to take long or go deep", arguments: hostile.keys.sorted())
  func withstands(_ name: String) throws {
    let text = try #require(Self.hostile[name])
    check(Source(name: "a.md", chapter(around: text)), name)
  }

  static let hostileHeads: [String: String] = [
    "brackets": "title: " + String(repeating: "[", count: 50_000),
    "braces": "title: " + String(repeating: "{a: ", count: 50_000),
    "dashes": String(repeating: "- ", count: 50_000),
    "a stair": (0..<500).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
    "anchors": "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]",
    "anchors in a flow": "a: [&a [x], *a]",
    "an alias alone": "title: *x",
    "a tag": "title: !!binary x",
    "keys": "? [a, b]\n: c",
    "a document": "title: a\n...\nid: b",
    "tabs": "title:\n\t- x",
    "a quote": "title: \"abc",
    "escapes": "title: \"\\u0041\\x\"",
    "separators": "title: a\u{2028}b: c",
    "merge": "<<: {title: a}",
    "many keys": (0..<20_000).map { "k\($0): v" }.joined(separator: "\n"),
  ]

  @Test("whose head is made to", arguments: hostileHeads.keys.sorted())
  func withstandsHead(_ name: String) throws {
    let text = try #require(Self.hostileHeads[name])
    let source = Source(name: "a.md", "---\n\(text)\n---\n\n## One\n")
    check(source, name)
    #expect(!Chapter.parse(source).problems.isEmpty)
  }

  /// Reading ends, gives places within the text only, and shows something.
  private func check(_ source: Source, _ name: String) {
    let (chapter, problems) = Chapter.parse(source)
    let count = source.text.utf8.count
    for problem in problems {
      guard let range = problem.span?.range else {
        Issue.record("\(name): \(problem.code.name) has no place")
        continue
      }
      #expect(range.lowerBound >= 0 && range.upperBound <= count, "\(name): \(range)")
    }
    for markup in chapter.markups { _ = markup.display { _ in "" } }
    #expect(!ChapterHead(source).title.isEmpty)
  }
}
