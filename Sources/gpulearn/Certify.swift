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

struct Certify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Write down what you solved of a chapter or the course, and when.",
    discussion: """
      The file holds your answers beside what they are worth, so that whoever has the course can \
      check every one of them again: gpulearn verify FILE.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The chapter, by its number or name; the whole course if left out.")
  var chapter: String?

  @Option(
    name: [.customShort("o"), .long], help: "The file; named after the chapter if left out.",
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
      let certificate = try Certificate(
        of: submission, for: chapter, by: try grader(exercises))
      let path = output ?? certificate.fileName
      try refuse(path, unlessOf: certificate)
      try OutputFile.write(certificate.text, to: path, sparing: InputFiles([], of: course))
      screen.show(certificate.summary(path: path))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  private func grader(_ exercises: ExerciseSet) throws(Diagnostic) -> Grader {
    do throws(Diagnostic) {
      return try Grader(exercises, now: Places.now())
    } catch  where error.code == .answersWithheld {
      throw Diagnostic(
        .answersWithheld, "This copy of the course has no answers, so it cannot say what was right."
      ).note("Hand in what gpulearn submit writes.").try("gpulearn submit")
    }
  }

  /// A file that is no earlier certificate of the same learner is left alone.
  private func refuse(_ path: String, unlessOf certificate: Certificate) throws(Diagnostic) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    // What is no certificate is not to be replaced, whatever is wrong with it.
    if let earlier = try? Certificate.read(file: path),
      earlier.submission.learner == certificate.submission.learner
    {
      return
    }
    throw Diagnostic(
      .unwritable,
      "There is a file \(path) already that is not of yours to replace; it was left alone."
    ).try("gpulearn certificate -o \(path).new")
  }
}

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a certificate: every answer in it again, with the whole course.",
    discussion: "It ends with 0 where all holds that each file says, and with 1 where not.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "What gpulearn certificate wrote.", completion: .file())
  var files: [String]

  func run() throws {
    let screen = common.screen
    var end = ProgramEnd.fine
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let grader = try Grader(
        ExerciseSet(of: course, runner: Places.runner(course)), now: Places.now())
      for path in files {
        do throws(Diagnostic) {
          let certificate = try Certificate.read(file: path)
          let finding = try certificate.verified(by: grader)
          screen.show(certificate.display(of: finding))
          if !finding.holds { end = max(end, .wrong) }
        } catch {
          screen.complain(error.note("In \(path)."))
          end = max(end, ProgramEnd(of: error))
        }
      }
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    if end != .fine { throw end.code }
  }
}
