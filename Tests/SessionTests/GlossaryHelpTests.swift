import Course
import SampleCourse
import Session
import TestSupport
import Testing

/// `help` and a word of the glossary.
@Suite struct GlossaryHelpTests {
  private func session(_ place: String) throws -> GuidedSession {
    try GuidedSession(course: try Course(folder: projectFolder), store: nil, place: place)
  }

  private static let glossary = try? Course(folder: projectFolder).glossary().glossary

  @Test(arguments: [
    ("idle cost", "Idle cost"), ("Idle costs", "Idle cost"), ("TTFT", "Time to first token"),
    ("cold starts", "Cold start"), ("GQA", "Grouped-query attention"),
  ])
  func aWord(_ word: String, _ name: String) throws {
    var session = try session("1/1")
    let reply = session.answer("help \(word)")
    #expect(reply.problems.isEmpty)
    let shown = reply.display.drawnForTest
    #expect(shown.contains(name) && shown.contains("Taught in") && shown.contains("See also"))
  }

  /// The name of a cell has its help first, and the entry behind it.
  @Test func aWordThatIsACellToo() throws {
    var session = try session("1/1")
    let shown = session.answer("help utilization").display.drawnForTest
    #expect(shown.contains("share of the rented time that does work"))
    #expect(shown.contains("Taught in"))
  }

  @Test func aSlip() throws {
    var session = try session("1/1")
    let problem = session.answer("help perplexitty").problems.first
    #expect(problem?.suggestion == "help Perplexity")
  }

  /// What is offered behind an entry can be typed: every lesson, every related term.
  @Test func everyTerm() throws {
    let glossary = try #require(Self.glossary)
    #expect(glossary.terms.count >= 80)
    var session = try session("1/1")
    for name in glossary.names {
      let reply = session.answer("help \(name)")
      #expect(reply.problems.isEmpty, "help \(name)")
    }
    for lesson in Set(glossary.terms.compactMap { $0.lesson?.id }) {
      let reply = session.answer("goto \(lesson)")
      #expect(reply.problems.isEmpty, "goto \(lesson)")
    }
  }
}
