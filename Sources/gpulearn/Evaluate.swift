import ArgumentParser
import Basics
import Course
import Diagnostics
import Headless
import Presentation
import Session
import Terminal

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Answer lines of the language and end.",
    discussion: """
      gpulearn eval '$12,000/month / (4 gpu * 720 h/month * 15%)'
      gpulearn eval effective --chapter 1/utilization --set 'utilization = 40%' --json
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Lines, answered in order; - stands for those of standard input.")
  var lines: [String] = []

  @Option(
    help: "A file of lines, answered after the others; - is standard input.", completion: .file())
  var file: String?

  @Option(help: "The chapter whose models can be used: its number or id, or chapter/lesson.")
  var chapter: String?

  @Option(help: "NAME=VALUE, set before the first line; may be given several times.")
  var set: [String] = []

  @Flag(help: "One JSON object for each line.")
  var json = false

  func validate() throws {
    if lines.isEmpty, file == nil { throw ValidationError("There is no line to answer.") }
  }

  func run() throws {
    let screen = common.screen
    var status = ProgramEnd.fine
    do throws(Diagnostic) {
      let course = try chapter == nil ? Places.courseIfAny(common) : Places.course(common)
      var evaluation = try Evaluation(
        course: course, place: chapter, runner: Places.runner(course), now: Places.now(),
        isInterrupted: Screen.isInterrupted, onProgress: screen.progress)
      for setting in set {
        if let problem = evaluation.set(setting).problem { throw problem }
      }
      for line in lines {
        let next =
          line == "-"
          ? answer(LineReader(), &evaluation, screen) : answer(line, &evaluation, screen)
        status = max(status, next)
      }
      if let file {
        let reader = file == "-" ? LineReader() : LineReader(path: file)
        status = max(status, answer(reader, &evaluation, screen))
      }
    } catch {
      status = complain(error, screen)
    }
    if status != .fine { throw status.code }
  }

  /// - Returns: how the program ends because of it.
  private func answer(
    _ line: String, _ evaluation: inout Evaluation, _ screen: Screen
  ) -> ProgramEnd {
    let outcome = evaluation.answer(line)
    if json {
      screen.write(outcome.json.text + "\n")
    } else if let problem = outcome.problem {
      screen.complain(hinted(problem, line))
    } else {
      screen.show(outcome.display)
      screen.remark(outcome.remarks)
    }
    return outcome.problem == nil ? .fine : .wrong
  }

  /// Answers lines that were not given as arguments. Empty ones and remarks are passed over.
  private func answer(
    _ reader: LineReader, _ evaluation: inout Evaluation, _ screen: Screen
  ) -> ProgramEnd {
    var status = ProgramEnd.fine
    while true {
      do throws(Diagnostic) {
        guard let line = try reader.next() else { return status }
        let words = line.trimmed
        guard !words.isEmpty, !words.hasPrefix("#") else { continue }
        status = max(status, answer(line, &evaluation, screen))
      } catch {
        status = max(status, complain(error, screen))
      }
    }
  }

  /// - Returns: how the program ends because of it.
  private func complain(_ problem: Diagnostic, _ screen: Screen) -> ProgramEnd {
    if json {
      screen.write(JSON.failure(problem).text + "\n")
    } else {
      screen.complain(problem)
    }
    return ProgramEnd(of: problem)
  }

  /// Without a chapter, a name may be one of the course's.
  private func hinted(_ problem: Diagnostic, _ line: String) -> Diagnostic {
    guard chapter == nil else { return problem }
    // A hint can be done without; the problem itself is told.
    return Evaluation.hinted(problem, line: line) { try? Places.course(common) }
  }
}
