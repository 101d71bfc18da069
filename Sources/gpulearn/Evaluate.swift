import ArgumentParser
import Basics
import Course
import Diagnostics
import Headless
import Presentation
import Session

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Answer lines of the language and end.",
    discussion: """
      gpulearn eval '$12,000/month / (4 gpu * 720 h/month * 15%)'
      gpulearn eval effective --chapter 1/utilization --set 'utilization = 40%' --json
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Lines, answered in order.")
  var lines: [String]

  @Option(help: "The chapter whose models can be used: its number or id, or chapter/lesson.")
  var chapter: String?

  @Option(help: "NAME=VALUE, set before the first line; may be given several times.")
  var set: [String] = []

  @Flag(help: "One JSON object for each line.")
  var json = false

  func run() throws {
    let screen = Screen(isPlain: common.plain)
    var isWrong = false
    do throws(Diagnostic) {
      let course = try course()
      var evaluation = try Evaluation(
        course: course, place: chapter, runner: Places.runner(course), now: Places.now(),
        isInterrupted: Screen.isInterrupted, onProgress: screen.progress)
      for setting in set {
        if let problem = evaluation.set(setting).problem { throw problem }
      }
      for line in lines {
        let outcome = evaluation.answer(line)
        isWrong = isWrong || outcome.problem != nil
        if json {
          screen.write(outcome.json.text + "\n")
        } else if let problem = outcome.problem {
          screen.complain(hinted(problem, line))
        } else {
          screen.show(outcome.display)
          screen.remark(outcome.remarks)
        }
      }
    } catch {
      if json {
        screen.write(JSON.failure(error).text + "\n")
      } else {
        screen.complain(error)
      }
      throw Exit.code(of: error)
    }
    if isWrong { throw Exit.wrong }
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
