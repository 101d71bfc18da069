import Course
import Diagnostics
import Display
import Foundation
import Headless
import SampleCourse
import Session
import Terminal
import TestSupport
import Testing

@testable import gpulearn

/// Every line that stands behind `Try:` in a golden, in a diagnostic or elsewhere, can be typed there.
@Suite struct OfferedLineTests {
  private static let tests = URL(fileURLWithPath: projectFolder + "/Tests")

  private static func golden(_ name: String) throws -> String {
    try String(contentsOf: tests.appendingPathComponent(name), encoding: .utf8)
  }

  /// The offers of a drawn text, those that go over several lines joined, without colours.
  private func offers(in text: String) -> [String] {
    let plain = text.replacing(/␛\[[0-9;]*m/, with: "")
    var offers: [String] = []
    var isOpen = false
    for line in plain.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("Try: ") {
        offers.append(String(line.dropFirst(5)))
        isOpen = true
      } else if isOpen, line.hasPrefix("  "), let last = offers.popLast() {
        offers.append(last + line.dropFirst(1))
      } else {
        isOpen = false
      }
    }
    return offers
  }

  /// Lines that were typed in a transcript are typed again, and after each of them every line that it
  /// offers, in a session of its own.
  @Test(arguments: ["help", "mistakes", "questions", "sample-chapter"])
  func ofTranscripts(_ name: String) throws {
    let text = try Self.golden("SessionTests/Goldens/\(name).txt")
    let stage = try Stage(sampleChapter)
    var session = try stage.session()
    var met = 0
    let wide = Style(width: 1000, height: 24, hasUnicode: true)
    _ = session.start()
    for line in text.split(separator: "\n") {
      guard let mark = line.range(of: " ❯ "), !line.hasPrefix(" ") else { continue }
      let reply = session.answer(String(line[mark.upperBound...]))
      let problems = reply.problems.reduce(into: Display()) { $0 += $1.display }
      for offer in offers(in: (reply.display + problems).drawn(wide)) {
        met += 1
        if offer.hasPrefix("gpulearn ") {
          #expect(throws: Never.self, "\(offer)") {
            _ = try GPULearn.parseAsRoot(offer.split(separator: " ").dropFirst().map(String.init))
          }
          continue
        }
        var other = session
        let answer = other.answer(offer)
        #expect(answer.problems.map(\.summary) == [], "\(offer)")
        #expect(!answer.display.isEmpty, "\(offer) says nothing")
      }
    }
    // None in the golden was passed over.
    #expect(met == offers(in: text).count)
  }

  /// Those of drawn samples are lines of a workbook, or of a chapter's model.
  @Test func ofDrawings() throws {
    let folder = Self.tests.appendingPathComponent("TerminalTests/Goldens")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let all = try Set(names.flatMap { offers(in: try Self.golden("TerminalTests/Goldens/\($0)")) })
    #expect(all == ["utilization = 50%", "result wasted = rent * (1 - utilization)"])
    for offer in all {
      if let declared = offer.wholeMatch(of: /(result \w+) = .*/)?.1 {
        let chapter = sampleChapter.replacing(
          try Regex("(?m)^\(declared)\\b.*$"), with: { _ in offer })
        #expect(chapter.contains(offer) && chapter != sampleChapter)
        let stage = try Stage(chapter)
        let course = try Course(folder: stage.folder)
        #expect(CourseCheck.problems(of: course).map(\.summary) == [], "\(offer)")
      } else {
        var session = try Stage(sampleChapter).session()
        #expect(session.answer(offer).problems.map(\.summary) == [], "\(offer)")
      }
    }
  }
}
