import Basics
import Course
import Diagnostics
import Headless
import SampleCourse
import TestSupport
import Testing

/// A program's lines, answered as JSON.
@Suite struct LineSessionTests {
  private let stage: Stage
  private let course: Course

  init() throws {
    stage = try Stage(sampleChapter)
    course = try Course(folder: stage.folder)
  }

  private func session(_ place: String? = nil) throws -> LineSession {
    LineSession(try Evaluation(course: course, place: place))
  }

  private func says(_ line: String, _ session: inout LineSession) -> JSON {
    session.answer(Array(line.utf8))
  }

  @Test func whatIsSetStays() throws {
    var session = try session()
    _ = says("hours = 40 h", &session)
    #expect(says("hours * 2", &session).member("text")?.asText == "80 h")
    _ = says("hours = 50 h", &session)
    #expect(says("undo", &session).member("changes")?.asList?.count == 1)
    #expect(says("hours", &session).member("text")?.asText == "40 h")
    #expect(says("redo", &session).member("changes")?.asList?.count == 1)
    #expect(says("reset hours", &session).member("forgotten") == .array([.string("hours")]))
    #expect(says("hours", &session).member("error") != nil)
  }

  @Test func aChaptersCells() throws {
    var session = try session("1")
    let names = says("params", &session).member("cells")?.asList?.compactMap {
      $0.member("name")?.asText
    }
    #expect(names?.contains("waste.gpus") == true)
    _ = says("gpus = 8", &session)
    #expect(says("reset all", &session).member("changes")?.asList?.isEmpty == false)
    #expect(says("gpus", &session).member("text")?.asText == "4 gpu")
    #expect(says("next", &session).member("error")?.member("code")?.asText == "unknown-command")
  }

  /// What is wrong has a code, a place in the line and words.
  @Test func problemsHaveTheirPlace() throws {
    var session = try session()
    let problem = try #require(says("1 + zebra", &session).member("error"))
    #expect(problem.member("code")?.asText == "unknown-name")
    #expect(problem.member("column")?.asWhole == 5 && problem.member("end_column")?.asWhole == 10)
    #expect(problem.member("message")?.asText?.isEmpty == false)
  }

  /// Whatever the bytes are, there is one answer on one line, and the session goes on.
  @Test func hostileLines() throws {
    var session = try session()
    let nothing: [[UInt8]] = [[], [32, 9], Array("# a remark".utf8)]
    for bytes in nothing { #expect(session.answer(bytes) == .object([])) }
    let hostile: [[UInt8]] = [
      [0], [0, 0, 0], [0xFF, 0xFE], Array("1 + ".utf8) + [0xC3], Array("1 + ".utf8) + [0],
      [UInt8](repeating: UInt8(ascii: "("), count: 60_000), [0xED, 0xA0, 0x80], [0x1B, 0x5B, 0x32],
      Array(String(repeating: "1+", count: 30_000).utf8), Array("x = \u{202E}3".utf8),
    ]
    for bytes in hostile {
      let answer = session.answer(bytes)
      #expect(answer.member("error")?.member("code")?.asText != nil, "\(bytes.prefix(8))")
      #expect(
        !answer.text.contains("\n") && !answer.text.unicodeScalars.contains { $0.isUnshowable })
    }
    #expect(session.answer(tooLong: 7).member("error")?.member("code")?.asText == "line-too-long")
    #expect(says("1 + 1", &session).member("value")?.asWhole == 2)
  }

  /// Random bytes never end it and never give anything but one line.
  @Test(arguments: [UInt64](1...4)) func randomBytes(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var session = try session()
    for _ in 0..<60 {
      let bytes = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        UInt8.random(in: .min ... .max, using: &random)
      }.filter { $0 != 10 }
      let text = session.answer(bytes).text
      #expect(!text.contains("\n") && text.hasPrefix("{"), "seed \(seed) \(bytes)")
    }
  }

  @Test func quitEndsIt() throws {
    var session = try session()
    #expect(says("quit", &session) == .object([]) && session.isOver)
  }
}
