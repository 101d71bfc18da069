import Foundation
import Testing

/// A file of lines and what each of them gives.
///
///     # remarks stay as they are
///
///     > a line to run
///     what it gives
///
/// Lines under one another that start with > belong together: they are run in order, and what the
/// last one gives stands below.
public struct GoldenFile: Sendable, CustomTestStringConvertible {
  public struct Case: Sendable {
    public let lines: [String]
    public let expected: String
  }

  public let url: URL
  public let head: [String]
  public let cases: [Case]

  public var testDescription: String { url.deletingPathExtension().lastPathComponent }

  /// Every file with this ending in a folder beside the test's own file.
  public static func all(
    in folder: String, ending: String = "txt", beside file: String = #filePath
  ) -> [GoldenFile] {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".\(ending)") }.sorted()
      .compactMap { GoldenFile(folder.appendingPathComponent($0)) }
  }

  init?(_ url: URL) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
    var head: [String] = []
    var cases: [Case] = []
    var lines: [String] = []
    var expected: [Substring] = []
    func finish() -> [Case] {
      while expected.last?.isEmpty == true { expected.removeLast() }
      defer { (lines, expected) = ([], []) }
      return lines.isEmpty ? [] : [Case(lines: lines, expected: expected.joined(separator: "\n"))]
    }
    var isInput = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("> ") {
        if !isInput { cases += finish() }
        isInput = true
        lines.append(String(line.dropFirst(2)))
      } else {
        isInput = false
        if lines.isEmpty { head.append(String(line)) } else { expected.append(line) }
      }
    }
    cases += finish()
    while head.last?.isEmpty == true { head.removeLast() }
    (self.url, self.head, self.cases) = (url, head, cases)
  }

  /// Compares what each case gives with what stands below it, or writes it there.
  public func check(_ run: ([String]) -> String) {
    var blocks: [String] = head.isEmpty ? [] : [head.joined(separator: "\n")]
    for one in cases {
      let actual = run(one.lines)
      blocks.append((one.lines.map { "> " + $0 } + [actual]).joined(separator: "\n"))
      if !isRecordingGoldens {
        #expect(actual == one.expected, "\(url.lastPathComponent): \(one.lines)")
      }
    }
    guard isRecordingGoldens else { return }
    let text = blocks.joined(separator: "\n\n") + "\n"
    do {
      try text.write(to: url, atomically: true, encoding: .utf8)
    } catch {
      Issue.record(error, "cannot write \(url.lastPathComponent)")
    }
  }
}
