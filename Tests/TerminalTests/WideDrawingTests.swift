import Display
import Foundation
import TestSupport
import Testing

@testable import Terminal

@Suite("Drawings that are too wide")
struct WideDrawingTests {
  private static let drawing = """
    request ──▶ ┌─ the platform ──────┐
                │  is a worker free?  │
    reply   ◀── └─────────────────────┘
    """

  @Test func areCutBetweenWords() {
    let display = Display([.code(Self.drawing, language: "text")])
    #expect(
      display.drawnLines(Style(width: 24, hasUnicode: true)) == [
        "request ──▶ ┌─ the", "            │  is a", "reply   ◀── └──────", "to the right of it:",
        "platform ──────┐", " worker free?  │", "───────────────┘",
      ])
    #expect(
      display.drawnLines(Style(width: 60, hasUnicode: true)).map { $0.columns } == [37, 37, 37])
  }

  /// Whatever is drawn, nothing of it is lost, and no part is too wide.
  @Test(arguments: 0..<20) func loseNothing(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let signs = Array("ab1  │─┌▶漢█")
    for _ in 0..<50 {
      let lines = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 0...90, using: &random)).map { _ in
            signs[Int.random(in: 0..<signs.count, using: &random)]
          })
      }
      let width = Int.random(in: 2...70, using: &random)
      let parts = WideDrawing(lines).parts(width: width)
      #expect(parts.joined().allSatisfy { $0.columns <= width }, "seed \(seed)")
      func ink(_ lines: [String]) -> [Character] {
        lines.joined().filter { $0 != " " }.sorted()
      }
      #expect(ink(lines) == ink(Array(parts.joined())), "seed \(seed): \(lines) in \(width)")
    }
  }

  /// The course's own drawings fit a terminal of 60 columns.
  @Test func shippedDrawingsAreNarrow() throws {
    var count = 0
    for folder in ["Chapters", "Exercises"] {
      let root = URL(fileURLWithPath: projectFolder).appendingPathComponent(folder)
      let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() where file.pathExtension == "md" {
        let parts = try String(contentsOf: file, encoding: .utf8).split(
          separator: "```", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() where index % 2 == 1 && String(part).isDrawing {
          count += 1
          for line in part.split(separator: "\n") where String(line).columns > 58 {
            Issue.record("\(file.lastPathComponent): \(line)")
          }
        }
      }
    }
    #expect(count > 5)
  }

  /// What belongs together stays on a line wherever the line can hold it.
  @Test(arguments: 24...90) func whatIsUnbrokenStaysSo(width: Int) {
    let text = Text("Chapter 1 · Introduction   ") + Text("lesson 10 of 15 ▓▓░░").unbroken
    let lines = Display([.paragraph(text)]).drawnLines(Style(width: width, hasUnicode: true))
    #expect(lines.contains { $0.hasSuffix("lesson 10 of 15 ▓▓░░") }, "\(lines)")
  }

  /// Names in tables break at their parts.
  @Test func namesBreakAtTheirParts() {
    let rows = ["cerebrium-a100-40", "hyperstack-a100-sxm-res", "aws-p4d-spot"].map {
      [Text($0, .name), Text("serverless"), Text("$1.293", .value), Text("2025-03-06!")]
    }
    let table = Table(header: ["offer", "plan", "price", "as of"], rows: rows)
    let lines = Display([.table(table)]).drawnLines(Style(width: 46, hasUnicode: true))
    #expect(
      lines[2...].map { $0.prefix { $0 != " " } }.filter { !$0.isEmpty }.allSatisfy { part in
        [
          "cerebrium-", "a100-40", "hyperstack-", "a100-sxm-res", "aws-p4d-", "spot",
          "aws-p4d-spot",
          "a100-sxm-", "res", "cerebrium-a100-", "40", "hyperstack-a100-", "sxm-res",
        ]
        .contains(String(part))
      }, "\(lines)")
    #expect(lines.contains { $0.contains("2025-03-06!") && $0.contains("serverless") })
  }
}
