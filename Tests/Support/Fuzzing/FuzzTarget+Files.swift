import Basics
import Diagnostics
import Display
import Foundation

@testable import Records
@testable import Simulation

extension FuzzTarget {
  /// A trace of requests.
  static let trace = FuzzTarget("trace") { bytes in
    let file = TraceFile("x.csv", content: bytes)
    let summary = try file.summary()
    let requests = try file.requests(upTo: 1000)
    try expect(requests.count == min(1000, summary.requests), "requests are counted otherwise")
    try expect(requests.allSatisfy { $0.time.isFinite }, "a time that is none")
    for note in summary.notes { try expect(note == note.showable, note.debugDescription) }
  }

  /// What a learner hands in: what is read is written and read again as the same.
  static let submission = FuzzTarget("submission") { bytes in
    let (submission, _) = try Submission.read(bytes)
    do {
      let again = try Submission.read(Array(submission.text.utf8)).submission
      try expect(again.text == submission.text, submission.text.debugDescription)
    } catch let error as Diagnostic {
      throw Finding("\(error.message) \(submission.text.debugDescription)")
    }
  }

  /// A gradebook, a roster, a certificate.
  static let gradebook = FuzzTarget("gradebook") { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    do { _ = try Roster.parse(Source(name: "x.csv", text)) } catch {
      try expectShowable((error as? Diagnostic)?.display ?? Display())
    }
    do { _ = try Certificate.read(bytes) } catch {
      try expectShowable((error as? Diagnostic)?.display ?? Display())
    }
    _ = try GradedSubmission.read(gradebook: bytes)
  }

  /// A zip archive, and what is in it.
  static let archive = FuzzTarget("archive") { bytes in
    let path = NSTemporaryDirectory() + "fuzz-\(UUID().uuidString).zip"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let archive = try ZipArchive(path: path)
    for entry in archive.entries.prefix(10) {
      let read = try archive.read(entry, most: 1 << 20)
      try expect(read.count <= 1 << 20, "more than the most bytes")
    }
  }

  /// JSON, CSV, XML and numbers: what is read is written and read as the same.
  static let data = FuzzTarget("data") { bytes in
    if let json = try? JSONReader.read(bytes, limits: JSONLimits(bytes: 1 << 20)) {
      try expectJSON(json)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let rows = try? CSV.rows(text) {
      for row in rows { for field in row.cells { _ = CSV.cell(field) } }
    }
    _ = try? XML.parse(bytes)
    if let number = Double(decimal: text) {
      try expect(number.isFinite && number == Double(text.trimmed), text.debugDescription)
    }
  }
}
