import ArgumentParser
import Course
import Diagnostics
import Session
import Store
import Terminal

extension Conversation {
  /// Holds a session with whoever is at the terminal, or with a script.
  ///
  /// A script has nothing to do with what a learner has set and answered, unless it names a profile.
  /// - Parameters:
  ///   - script: where its lines come from; nil for the terminal.
  ///   - open: opens the session with the course, the progress where it is kept, and what it says
  ///     of long work.
  static func hold(
    _ common: CommonOptions, _ script: LineReader?,
    open: (Course, ProgressStore?, Screen) throws(Diagnostic) -> GuidedSession
  ) throws {
    let screen = Screen(isPlain: common.plain)
    var failure: ExitCode?
    do throws(Diagnostic) {
      let isKept = script == nil || common.profile != nil
      let (store, warning) = isKept ? try store(common, isScript: script != nil) : (nil, nil)
      let session = try open(try Places.course(common), store, screen)
      if let warning { screen.complain(warning) }
      var conversation = Conversation(session: session, screen: screen)
      if let script {
        conversation.runScript(script)
      } else {
        conversation.converse(historyFolder: Places.data(common.profile))
      }
      failure = conversation.failure
    } catch {
      screen.complain(error)
      throw Exit.code(of: error)
    }
    if let failure { throw failure }
  }

  /// The progress, or why there is none. Who sits at the terminal is told of it and goes on without;
  /// a script stops, and so does everybody where it is a newer program's, which must not be touched.
  private static func store(
    _ common: CommonOptions, isScript: Bool
  ) throws(Diagnostic) -> (ProgressStore?, Diagnostic?) {
    do throws(Diagnostic) {
      return (try Places.store(common.profile), nil)
    } catch {
      if isScript || error.code == .newerStore { throw error }
      return (nil, error)
    }
  }
}
