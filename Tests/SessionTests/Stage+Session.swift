import Course
import Display
import Records
import SampleCourse
import Session
import Store
import Terminal

/// Sessions on the course of a stage.
extension Stage {
  private var style: Style { Style(width: 80, height: 24, hasUnicode: true) }

  func store() throws -> ProgressStore { try ProgressStore(path: storePath) }

  func session(
    _ place: String? = nil, keepsProgress: Bool = false
  ) throws -> GuidedSession {
    try GuidedSession(
      course: try Course(folder: folder), store: keepsProgress ? try store() : nil, place: place)
  }

  /// The start and the answers to lines, as a terminal would show them without colour.
  func transcript(_ lines: [String], _ place: String? = nil) throws -> String {
    var session = try session(place)
    return play(&session, lines, withStart: true)
  }

  /// What is answered to lines, from the start of a chapter on.
  static func answers(to lines: [String], in chapter: String) throws -> String {
    let stage = try Stage(chapter)
    var session = try stage.session()
    return stage.play(&session, lines)
  }

  func play(_ session: inout GuidedSession, _ lines: [String], withStart: Bool = false) -> String {
    var text = withStart ? drawn(session.start()) : ""
    for line in lines {
      text += session.prompt.plain + line + "\n"
      text += drawn(session.answer(line))
    }
    return text
  }

  func drawn(_ reply: Reply) -> String {
    var all = reply.display + reply.problems.reduce(into: Display()) { $0 += $1.display }
    if reply.tuning == nil, reply.walk == nil, !reply.isEarly { all += reply.afterwards }
    return all.drawn(style)
  }
}
