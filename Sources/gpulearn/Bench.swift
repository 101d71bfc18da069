import ArgumentParser
import Basics
import Diagnostics
import Headless
import Language
import NativeFunctions
import Presentation
import Session
import Terminal

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast this machine runs a language model.",
    discussion: """
      Load, prefill and decode, memory by part, the speed of memory and the bound it sets, and \
      several answers written together. Without a file the small model of the course is measured.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(
    help: "A GGUF file of a language model; the course's own if left out.",
    completion: .file(extensions: ["gguf"]))
  var model: String?

  @OptionGroup var threads: ThreadOption

  @Flag(help: "Fit the law of a batched server's steps to what is measured.")
  var fit = false

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let screen = common.screen
    Interrupt.catchSignal()
    do throws(Diagnostic) {
      let course = model == nil || common.course != nil ? try Places.courseIfAny(common) : nil
      let evaluation = try Evaluation(
        course: nil, place: nil, runner: Places.runner(course), isInterrupted: Screen.isInterrupted,
        onProgress: screen.progress)
      var arguments = [threads.argument]
      if let model { arguments.append(GivenArgument("model", .written(Source(model)))) }
      let outcome = try evaluation.call(
        fit ? "bench_fit" : "bench", with: arguments,
        typed: fit ? "gpulearn bench --fit" : "gpulearn bench")
      if json {
        screen.write(outcome.json.text + "\n")
      } else {
        screen.show(outcome.display)
      }
    } catch {
      if json {
        screen.write(JSON.failure(error).text + "\n")
      } else {
        screen.complain(error)
      }
      throw ProgramEnd(of: error).code
    }
  }
}
