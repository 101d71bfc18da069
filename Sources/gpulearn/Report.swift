import Answers
import ArgumentParser
import Course
import Diagnostics
import Display
import Headless
import Presentation
import Records
import Session
import Terminal
import Web

/// A form in which a report is written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, csv, json, html
}

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "What a class shows of its exercises: how hard they are, and what goes wrong.",
    discussion: """
      FILE is what gpulearn grade --format json wrote. For each exercise: difficulty, discrimination, \
      tries, hints, time, which mistake how often, and how it went for each value of what varies. \
      Wrong answers that nothing explains are searched for what they have in common: a formula that \
      leads to them whatever the figures is offered as an entry of mistakes, if check takes it.

        gpulearn grade submissions/ --format json -o class.json
        gpulearn report class.json
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Gradebooks in JSON.", completion: .file())
  var files: [String]

  @Option(help: "text, csv, json or html: one page with pictures.")
  var format = ReportFormat.text

  @Option(
    name: [.customShort("o"), .long], help: "The file; standard output if left out.",
    completion: .file())
  var output: String?

  func run() throws {
    let screen = common.screen
    Interrupt.catchSignal()
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let inputs = InputFiles(files + [common.prices].compactMap { $0 }, of: course)
      if let output { try inputs.refuse(output) }
      let grader = try Grader(
        ExerciseSet(of: course, runner: Places.runner(course)), now: Places.now(),
        isCancelled: Screen.isInterrupted)
      var rows: [GradedSubmission] = []
      for file in files {
        rows += try GradedSubmission.read(
          gradebook: file, gradedWith: grader.exercises.courseID,
          calling: course.presentExercise)
      }
      let report = try ClassReport(
        of: Gradebook(rows, by: grader), by: grader, isCancelled: Screen.isInterrupted)
      try write(report, screen, sparing: inputs)
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  private func write(
    _ report: ClassReport, _ screen: Screen, sparing inputs: InputFiles
  ) throws(Diagnostic) {
    let text: String
    switch format {
    case .csv: text = report.csv
    case .json: text = report.json.lines(flatBelow: 3)
    case .html: text = report.display.page(title: "What the class shows")
    case .text:
      guard output != nil else { return screen.show(report.display) }
      text = report.display.drawn(Style(width: 100, isPlain: true))
    }
    guard let output else { return screen.write(text) }
    let file = try OutputFile(output, sparing: inputs)
    try file.write(text)
    try file.finish()
  }
}
