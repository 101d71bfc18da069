import Course
import SampleCourse
import Session
import Terminal
import TestSupport
import Testing

/// The tutorial of the library, Session.docc/LeadingASession.md, whose code this is.
@Suite struct TutorialTests {
  @Test func leadsASession() throws {
    let folder = projectFolder
    let print = Printed()

    let course = try Course(folder: folder)
    var session = try GuidedSession(course: course, store: nil, place: "1/utilization")
    _ = session.start()
    print(session.prompt.plain)

    let style = Style(width: 72, height: 24, hasUnicode: true)
    func type(_ line: String) {
      let reply = session.answer(line)
      print(reply.display.drawn(style))
      for problem in reply.problems { print(problem.display.drawn(style)) }
    }
    type("utilization = 40%")

    type("why wasted")

    type("utilization + 10")

    try Article("Session/Session.docc/LeadingASession.md").check(printed: print.lines)
  }
}
