import ArgumentParser
import Course
import Diagnostics
import Presentation
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
    let screen = common.screen
    let status: ProgramEnd
    do throws(Diagnostic) {
      let isKept = script == nil || common.profile != nil
      let (store, warning) = isKept ? try store(common, isScript: script != nil) : (nil, nil)
      let session = try open(try Places.course(common), store, screen)
      if let warning { screen.complain(warning) }
      var conversation = Conversation(session: session, screen: screen)
      if let script {
        status = conversation.runScript(script)
      } else {
        status = conversation.converse(historyFolder: historyFolder(common))
      }
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    if status != .fine { throw status.code }
  }

  /// Where lines are kept that were typed; nil where no folder can be made, which was said when the
  /// progress was opened.
  private static func historyFolder(_ common: CommonOptions) -> String? {
    let folder = Places.profile(common.profile)
    return (try? folder.make()) == nil ? nil : folder.path
  }

  /// The progress, or why there is none. Who sits at the terminal is told of it and goes on without;
  /// a script stops, and so does everybody where it is a newer program's, which must not be touched.
  private static func store(
    _ common: CommonOptions, isScript: Bool
  ) throws(Diagnostic) -> (ProgressStore?, Diagnostic?) {
    do throws(Diagnostic) {
      return (try Places.profile(common.profile).store(), nil)
    } catch {
      if isScript || error.code == .newerStore { throw error }
      return (nil, error)
    }
  }
}
