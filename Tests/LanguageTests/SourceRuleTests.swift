import Foundation
import Testing

/// What the sources of the layers may not use, so that a value is the same on every machine and in
/// every host.
@Suite struct SourceRuleTests {
  private static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources")

  /// Targets that know of time because they measure, show or keep it.
  private static let timed = ["Inference", "Terminal", "Grading", "Store", "Records", "gpulearn"]

  private static func lines(
    of isChecked: (String) -> Bool
  ) throws -> [(file: String, number: Int, text: Substring)] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") && isChecked(String($0.prefix { $0 != "/" })) }
    return try files.sorted().flatMap { file in
      try String(contentsOf: sources.appending(path: file), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.element.drop { $0 == " " }.hasPrefix("//") }
        .map { (file, $0.offset + 1, $0.element) }
    }
  }

  /// No meaning depends on how long something took.
  @Test func nothingReadsAClock() throws {
    let clocks = ["ContinuousClock", "SuspendingClock", "Date()", "clock_gettime", "Date.now"]
    let lines = try Self.lines { !Self.timed.contains($0) }
    #expect(lines.count > 10_000)
    for line in lines {
      for clock in clocks where line.text.contains(clock) {
        Issue.record("\(line.file):\(line.number) reads a clock: \(clock)")
      }
    }
  }

  /// What an embedded toolchain refuses, told here where there is none; `scripts/check-embedded`
  /// finds the rest.
  @Test func plainSwiftBelowTheSession() throws {
    let layers = [
      "Basics", "Display", "Diagnostics", "Quantities", "Language", "Simulation", "Workbook",
    ]
    let refused = [
      "import Foundation", "import Synchronization", "String(describing:", "(\\.", "Mirror(",
      "Codable", "uniquingKeysWith",
    ]
    for line in try Self.lines(of: layers.contains) where !line.file.hasSuffix("/Locked.swift") {
      for word in refused where line.text.contains(word) {
        Issue.record("\(line.file):\(line.number) uses what not every host has: \(word)")
      }
    }
  }
}
