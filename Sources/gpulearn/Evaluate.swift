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
    let screen = Screen(isPlain: common.plain)
    var failure: ExitCode?
    do throws(Diagnostic) {
      let course = try course()
      var evaluation = try Evaluation(
        course: course, place: chapter, runner: Places.runner(course), now: Places.now(),
        isInterrupted: Screen.isInterrupted, onProgress: screen.progress)
      for setting in set {
        if let problem = evaluation.set(setting).problem { throw problem }
      }
      for line in lines {
        let code =
          line == "-"
          ? answer(LineReader(), &evaluation, screen) : answer(line, &evaluation, screen)
        if let code { failure = Exit.worse(failure, code) }
      }
      if let file {
        let reader = file == "-" ? LineReader() : LineReader(path: file)
        if let code = answer(reader, &evaluation, screen) { failure = Exit.worse(failure, code) }
      }
    } catch {
      throw complain(error, screen)
    }
    if let failure { throw failure }
  }

  /// - Returns: how the program ends because of it; nil where all is well.
  private func answer(
    _ line: String, _ evaluation: inout Evaluation, _ screen: Screen
  ) -> ExitCode? {
    let outcome = evaluation.answer(line)
    if json {
      screen.write(outcome.json.text + "\n")
    } else if let problem = outcome.problem {
      screen.complain(hinted(problem, line))
    } else {
      screen.show(outcome.display)
      screen.remark(outcome.remarks)
    }
    return outcome.problem == nil ? nil : Exit.wrong
  }

  /// Answers lines that were not given as arguments. Empty ones and remarks are passed over.
  private func answer(
    _ reader: LineReader, _ evaluation: inout Evaluation, _ screen: Screen
  ) -> ExitCode? {
    var failure: ExitCode?
    while true {
      do throws(Diagnostic) {
        guard let line = try reader.next() else { return failure }
        let words = line.trimmed
        guard !words.isEmpty, !words.hasPrefix("#") else { continue }
        if let code = answer(line, &evaluation, screen) { failure = Exit.worse(failure, code) }
      } catch {
        failure = Exit.worse(failure, complain(error, screen))
      }
    }
  }

  /// - Returns: how the program ends because of it.
  private func complain(_ problem: Diagnostic, _ screen: Screen) -> ExitCode {
    if json {
      screen.write(JSON.failure(problem).text + "\n")
    } else {
      screen.complain(problem)
    }
    return Exit.code(of: problem)
  }

  /// A chapter needs its course; prices alone are done without where there is none.
  private func course() throws(Diagnostic) -> Course? {
    chapter == nil && common.course == nil && common.prices == nil
      ? try? Places.course(common) : try Places.course(common)
  }

  /// Without a chapter, a name may be one of the course's.
  private func hinted(_ problem: Diagnostic, _ line: String) -> Diagnostic {
    guard chapter == nil else { return problem }
    return Evaluation.hinted(problem, line: line) { try? Places.course(common) }
  }
}
