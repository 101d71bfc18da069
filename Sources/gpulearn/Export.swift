import Answers
import ArgumentParser
import Diagnostics
import Display
import Headless
import Presentation
import Records
import Session
import Terminal

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the course for others.",
    subcommands: [ExportLearners.self, ExportQuestions.self])
}

struct ExportLearners: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learners", abstract: "Write a copy of the course without answers.",
    discussion: """
      Exercises with graded: true lose their answers, mistakes, replies and solutions; all others \
      keep them. What learners hand in from the copy is graded with the whole course.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A folder that is not there yet, or empty.", completion: .directory)
  var folder: String

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let exercises = ExerciseSet(of: course, runner: Places.runner(course))
      let copy = try LearnersCopy(of: exercises)
      try copy.write(to: folder)
      var lines = [
        Text("Wrote ") + Text(folder, .strong)
          + Text(
            ": \(count(copy.chapters, "chapter")), \(count(copy.withheld, "exercise")) without "
              + "answers, \(copy.whole) with them.")
      ]
      lines += copy.names.map { Text("  " + $0, .muted) }
      if copy.pricedHints > 0 {
        lines.append(
          Text(
            "\(count(copy.pricedHints, "hint")) with a price can be read in the files by whoever looks.",
            .warning))
      }
      if copy.withheld == 0 {
        lines.append(
          Text("No exercise is marked ", .warning) + Text("graded: true", .input)
            + Text(", so every answer is in the copy.", .warning))
      }
      lines.append(
        Text("Learners open it with ", .muted) + Text("gpulearn --course \(folder)", .input)
          + Text(".", .muted))
      screen.show(Display([.lines(lines)]))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  private func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
