import Answers
import ArgumentParser
import Diagnostics
import Headless
import Presentation
import Records
import Session
import Terminal

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join gradebooks that parts of a class were graded to.",
    discussion: """
      FILE is what gpulearn grade --format json wrote. What shows only when files lie side by side is \
      compared anew: two files of one learner, answers of another's figures, the roster.

        gpulearn merge parts/*.json --roster roster.csv -o gradebook.csv
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var gradebook: GradebookOptions

  @Argument(help: "Gradebooks in JSON, in any order.", completion: .file())
  var files: [String]

  func run() throws {
    let screen = common.screen
    var hasRefusals = false
    do throws(Diagnostic) {
      let (course, policy, roster, counting) = try gradebook.ofClass(common)
      let inputs = try gradebook.inputs(files, course, common.prices)
      let grader = try Grader(
        ExerciseSet(of: course, runner: Places.runner(course)), roster: roster,
        now: Places.now())
      let rows = try GradedRows(gradebooks: files, gradedWith: grader)
      let book = Gradebook(rows, by: grader, counting: counting)
      try gradebook.write(book, policy, by: grader, screen, sparing: inputs)
      hasRefusals = book.refusals > 0
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    if hasRefusals { throw ProgramEnd.wrong.code }
  }
}
