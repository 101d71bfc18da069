import ArgumentParser
import Diagnostics
import Session
import Terminal

struct Practise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practice", abstract: "Do exercises, the next one due if none is named.",
    discussion: """
      What is unsolved comes first. What was missed comes again after ten minutes, a day, three \
      days, a week and three weeks, until it is done without help each time.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "An exercise's id, or the beginning of just one.")
  var exercise: String?

  @OptionGroup var script: ScriptOptions

  func run() throws {
    let (exercise, isDash) = exercise == "-" ? (nil, true) : (exercise, false)
    try Conversation.hold(common, script.source(isDash: isDash)) {
      course, store, screen throws(Diagnostic) in
      try GuidedSession(
        practising: exercise, course: course, store: store, runner: Places.runner(course),
        now: Places.now, isInterrupted: Screen.isInterrupted, onProgress: screen.progress)
    }
  }
}
