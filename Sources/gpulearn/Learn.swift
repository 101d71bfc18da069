import ArgumentParser
import Course
import Diagnostics
import Display
import Grading
import Session

struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the guided workbook where you left it (the default).")

  @OptionGroup var common: CommonOptions

  @Argument(help: "A chapter, or chapter/lesson, by number or id: 1/5.")
  var place: String?

  func run() throws {
    try Conversation.hold(common) { course, store, screen throws(Diagnostic) in
      try Session(
        course: course, store: store, place: place, runner: Places.runner(course),
        now: Places.now, isInterrupted: Screen.isInterrupted, onProgress: screen.progress)
    }
  }
}

extension Conversation {
  /// Holds a session with whoever is at the terminal, or with a script.
  /// - Parameter open: opens the session with the course, the progress where it can be kept, and
  ///   what it says of long work.
  static func hold(
    _ common: CommonOptions, open: (Course, ProgressStore?, Screen) throws(Diagnostic) -> Session
  ) throws {
    let screen = Screen(isPlain: common.plain)
    var store: ProgressStore?
    var warning: Diagnostic?
    var hasFailed = false
    do throws(Diagnostic) {
      store = try Places.store(common.profile)
    } catch {
      // A newer program's progress must not be touched; any other trouble costs only the progress.
      if error.code == .newerStore {
        screen.complain(error)
        throw Exit.code(of: error)
      }
      warning = error
    }
    do throws(Diagnostic) {
      let session = try open(try Places.course(common), store, screen)
      if let warning { screen.complain(warning) }
      var conversation = Conversation(session: session, screen: screen)
      conversation.run(historyFolder: Places.data(common.profile))
      hasFailed = conversation.hasFailed
    } catch {
      screen.complain(error)
      throw Exit.code(of: error)
    }
    if hasFailed { throw Exit.wrong }
  }
}
