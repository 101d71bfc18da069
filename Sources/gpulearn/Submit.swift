import Answers
import ArgumentParser
import Diagnostics
import Display
import Foundation
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

  @Option(
    name: [.customShort("o"), .long], help: "The file; named after your id if left out.",
    completion: .file())
  var output: String?

  @Option(
    help: "Your name, as it goes into the file; the one kept by gpulearn learner if left out.")
  var name: String?

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let exercises = ExerciseSet(of: course, runner: Places.runner(course))
      let submission = try Submission(
        of: exercises, from: try Places.profile(common.profile).store(), name: name,
        at: Places.now())
      let path = output ?? submission.fileName
      try refuse(path, unlessOf: submission)
      try OutputFile.write(submission.text, to: path, sparing: InputFiles([], of: course))
      screen.show(submission.summary(path: path, of: exercises))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  /// A file that is no earlier submission of the same learner is left alone.
  private func refuse(_ path: String, unlessOf submission: Submission) throws(Diagnostic) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    // What is no submission is not to be replaced, whatever is wrong with it.
    if let earlier = try? Submission.read(file: SubmissionFile(path)),
      earlier.submission.learner == submission.learner
    {
      return
    }
    throw Diagnostic(
      .unwritable,
      "There is a file \(path) already that is not of yours to replace; it was left alone."
    ).try("gpulearn submit -o \(path).new")
  }
}
