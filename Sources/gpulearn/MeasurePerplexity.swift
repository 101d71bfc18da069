import ArgumentParser
import Basics
import Diagnostics
import Display
import Foundation
import Inference
import NativeFunctions
import Presentation
import Terminal

struct MeasurePerplexity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perplexity",
    abstract: "Measure how well a language model foresees a text.",
    discussion: """
      1 is perfect; as many as the model has tokens is guessing. Only models with the same tokenizer \
      can be compared: a file and what quantize made of it.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A GGUF file.", completion: .file(extensions: ["gguf"]))
  var model: String

  @Argument(help: "A file with the text.", completion: .file())
  var text: String

  @Option(help: "Tokens of each stretch, the second half of which is foreseen.")
  var context = 512

  @OptionGroup var threads: ThreadOption

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let screen = common.screen
    Interrupt.catchSignal()
    do throws(Diagnostic) {
      // Why it cannot be read makes no difference: it is no text, or it is not there.
      guard let words = try? String(contentsOfFile: text, encoding: .utf8) else {
        throw Diagnostic(.unreadable, "\(text) is no text that can be read.")
      }
      let announcer = Announcer(onProgress: screen.progress, isInterrupted: Screen.isInterrupted)
      let engine = try Places.runner(nil).engine(model, threads: threads.threads, announcer)
      announcer.say("reading the text")
      let found = try perplexity(engine, of: words)
      announcer.say("")
      if json {
        let object = JSON.object([
          "perplexity": .number(found.value), "surprise": .number(found.surprise),
          "standard_error": .number(found.standardError), "tokens": .number(Double(found.tokens)),
        ])
        return screen.write(object.text + "\n")
      }
      let spread = found.value * found.standardError
      screen.write(
        "\(rounded(found.value)) +- \(rounded(spread)) over \(found.tokens) tokens of the text\n")
    } catch {
      if json {
        screen.write(JSON.failure(error).text + "\n")
      } else {
        screen.complain(error)
      }
      throw ProgramEnd(of: error).code
    }
  }

  private func perplexity(
    _ engine: Engine, of words: String
  ) throws(Diagnostic) -> Perplexity {
    do throws(InferenceError) {
      return try engine.perplexity(of: words, context: context)
    } catch {
      throw Inferring.diagnostic(error, file: model) { name in
        name == "model" ? nil : Source(name: "--context", "\(context)").whole
      }
    }
  }

  private func rounded(_ value: Double) -> String { String(format: "%.4g", value) }
}
