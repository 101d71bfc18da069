import Answers
import ArgumentParser
import Course
import Diagnostics
import Display
import Records
import Session
import Terminal

struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Open the guided workbook where you left it (the default).",
    discussion: ScriptOptions.discussion)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A chapter, or chapter/lesson, by number or id: 1/5.")
  var place: String?

  @OptionGroup var script: ScriptOptions

  func run() throws {
    let (place, isDash) = place == "-" ? (nil, true) : (place, false)
    try Conversation.hold(common, script.source(isDash: isDash)) {
      course, store, screen throws(Diagnostic) in
      // Who mistypes a subcommand has named no chapter.
      // Only whether there is such a chapter is asked.
      if let place, let meant = Learn.subcommand(place), (try? course.find(place)) == nil {
        throw Diagnostic(
          .unknownCommand,
          meant == place
            ? "The subcommand “\(place)” stands before its options."
            : "There is no subcommand “\(place)”, and no such chapter."
        )
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
