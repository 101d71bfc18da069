import ArgumentParser
import Basics
import Inference
import Language
import NativeFunctions
import Presentation
import Session
import Terminal

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
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

  @Option(help: "Threads at work; one for each processor if left out.")
  var threads: Int?

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let screen = Screen(isPlain: common.plain)
    Interrupt.catchSignal()
    do throws(InferenceError) {
      let file = try EngineFile(model, threads, common.course)
      let value = Value.record(
        try Benchmark.run(
          path: file.path, threads: threads,
          announcer: Announcer(
            onProgress: screen.progress, isInterrupted: Screen.isInterrupted)))
      if json {
        screen.write(JSON(value).text + "\n")
      } else {
        screen.show(value.display)
      }
    } catch {
      try complain(error, screen, json: json, model: model)
    }
  }
}
