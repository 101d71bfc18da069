import Answers
import ArgumentParser
import Diagnostics
import Display
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

  @OptionGroup var file: OwnFile

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let exercises = ExerciseSet(of: course, runner: Places.runner(course))
      let submission = try file.submission(common, of: exercises)
      let certificate = try Certificate(
        of: submission, for: chapter, by: try grader(exercises))
      let path = file.output ?? certificate.fileName
      try file.write(
        certificate.text, to: path, of: submission, exercises, by: .certificate(of: chapter)
      ) { (path) throws(Diagnostic) in try Certificate.read(file: path).submission }
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
