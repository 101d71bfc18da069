import Answers
import ArgumentParser
import Course
import Diagnostics
import Display
import Records
import Session
import Store

struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the guided workbook where you left it (the default).")

  @OptionGroup var common: CommonOptions

  @Argument(help: "A chapter, or chapter/lesson, by number or id: 1/5.")
  var place: String?

  func run() throws {
    try Conversation.hold(common) { course, store, screen throws(Diagnostic) in
      // Who mistypes a subcommand has named no chapter.
      if let place, let meant = Learn.subcommand(place), (try? course.find(place)) == nil {
        throw Diagnostic(.unknownCommand, "There is no subcommand “\(place)”, and no such chapter.")
          .note("gpulearn --help lists the subcommands, gpulearn chapters the chapters.")
          .try("gpulearn \(meant)")
      }
      return try GuidedSession(
        course: course, store: store, place: place, runner: Places.runner(course),
        now: Places.now, isInterrupted: Screen.isInterrupted, onProgress: screen.progress)
    }
  }
}

extension Learn {
  /// The subcommand that a word comes near to.
  fileprivate static func subcommand(_ word: String) -> String? {
    closest(to: word, among: GPULearn.configuration.subcommands.map { $0._commandName })
  }
}

extension Conversation {
  /// Holds a session with whoever is at the terminal, or with a script.
  /// - Parameter open: opens the session with the course, the progress where it can be kept, and
  ///   what it says of long work.
  static func hold(
    _ common: CommonOptions,
    open: (Course, ProgressStore?, Screen) throws(Diagnostic) -> GuidedSession
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
