import Answers
import ArgumentParser
import Diagnostics
import Display
import Headless
import Presentation
import Records
import Session
import Terminal

struct Submit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Write what you answered to a file for whoever grades it.",
    discussion: """
      The file holds every answer as you typed it, with its time, and the hints and solutions you \
      looked at. It holds no score. Hand it in again as often as you like: each file has all there \
      is up to then.
      """)

  @OptionGroup var common: CommonOptions

  @OptionGroup var file: OwnFile

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let exercises = ExerciseSet(of: course, runner: Places.runner(course))
      let submission = try file.submission(common, of: exercises)
      let path = file.output ?? submission.fileName
      try file.write(submission.text, to: path, of: submission, exercises, by: .submit) {
        (path) throws(Diagnostic) in try Submission.read(file: SubmissionFile(path)).submission
      }
      screen.show(submission.summary(path: path, of: exercises))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }
}
