import Basics
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Course

/// Every kind of file that an author writes, with bytes changed, lost and doubled, or cut off: it is
/// read or refused, with problems that stand within it.
@Suite struct DamagedFileTests {
  static let names = [
    "course.yaml", "Chapters/01-introduction.md", "Chapters/glossary.md", "Chapters/prices.yaml",
    "Chapters/gpus.yaml", "Chapters/models.yaml",
  ]
  static let exercises = [
    "as-fast-as-memory", "a-fuller-batch", "gain-of-a-batch", "more-users-on-one-gpu",
    "from-prompt-to-last-token", "who-does-what", "a-fuller-server",
  ].map { "Exercises/inside-the-inference-server/\($0).md" }

  private static let settings = """
    id: costs
    title: "What it \\"costs\\""
    description: >-
      Several
      lines
    language: 'en'
    uses: [a, "b"]

    """
  private static let policy = """
    timezone: +02:00
    due: {others: 2026-10-15 18:00, costs: '2026-11-01'}
    late: {take: 10%, each: day}
    closes: 2 day
    drop_lowest: 1
    counts: best

    """

  private static func text(_ name: String) -> [UInt8] {
    if name == "course.yaml" { return Array(settings.utf8) }
    if name == "policy.yaml" { return Array(policy.utf8) }
    let data = FileManager.default.contents(atPath: projectFolder + "/" + name) ?? Data()
    // The beginning of a long list is as good as all of it.
    guard data.count > 12_000, name.hasSuffix(".yaml") else { return Array(data) }
    let end = data[..<12_000].lastIndex(of: UInt8(ascii: "\n")) ?? 0
    return Array(data[..<end])
  }

  private static func damaged(_ whole: [UInt8], _ random: inout SplitMix64) -> String {
    var bytes = whole
    let signs = Array("`{}[]|>#-:\"'&*\n \\$%=,?!é\u{0}\u{2028}\t".utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let other = Int.random(in: 0..<bytes.count, using: &random)
      let length = Int.random(in: 1...60, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[index] = signs.randomElement(using: &random) ?? 0
      case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: index)
      case 2: bytes.removeSubrange(index..<min(bytes.count, index + length))
      case 3: bytes.insert(contentsOf: bytes[other..<min(bytes.count, other + length)], at: index)
      case 4: bytes.removeSubrange(index...)
      default: bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func check(_ problems: [Diagnostic], _ remark: String) {
    for problem in problems {
      #expect(!problem.message.isEmpty, "\(remark)")
      guard let span = problem.span else { continue }
      #expect(span.range.upperBound <= span.source.text.utf8.count, "\(remark): \(problem.message)")
    }
  }

  @Test(arguments: names) func filesOfACourse(_ name: String) throws {
    var random = SplitMix64(seed: 21)
    let whole = Self.text(name)
    try #require(!whole.isEmpty)
    let chapter = "---\nid: costs\ntitle: Costs\n---\n\n## One\n\nA **cold start**.\n"
    for round in 0..<(name.hasSuffix(".md") ? 12 : 40) {
      let folder = try Folder(["Chapters/09-costs.md": chapter, name: Self.damaged(whole, &random)])
      let remark = "\(name), round \(round)"
      do throws(Diagnostic) {
        let course = try Course(folder: folder.path)
        check(course.contents().problems + course.settings().problems, remark)
        check(course.machines.catalog.problems, remark)
      } catch {
        check([error], remark)
      }
    }
  }

  @Test(arguments: exercises) func exercisesOfEveryKind(_ name: String) throws {
    var random = SplitMix64(seed: 22)
    let whole = Self.text(name)
    try #require(!whole.isEmpty)
    for round in 0..<60 {
      let source = Source(name: name, Self.damaged(whole, &random))
      check(Exercise.parse(source).problems, "\(name), round \(round)")
    }
  }

  @Test func policies() {
    var random = SplitMix64(seed: 23)
    for round in 0..<400 {
      let source = Source(name: "policy.yaml", Self.damaged(Self.text("policy.yaml"), &random))
      check(
        Policy.parse(source, chapters: ["costs"], exercises: ["one"]).problems, "round \(round)")
    }
  }
}
