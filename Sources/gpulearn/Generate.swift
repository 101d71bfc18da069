import ArgumentParser
import Basics
import Diagnostics
import Display
import Foundation
import Headless
import Inference
import Language
import NativeFunctions
import Presentation
import Terminal

struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Ask a language model, or let it go on from a text, on this machine's processor.",
    discussion: """
      The text comes as it is written; how long it took stands on standard error. Without a file \
      the small model of the course is used, which knows the words of the course and little else.

      gpulearn generate 'What is a cold start?'
      gpulearn generate my-model.gguf --prompt 'Once upon a time' --temperature 0.8 --seed 7
      """)

  @OptionGroup var common: CommonOptions

  @Argument(
    help: "A GGUF file of a language model, the course's own if left out; or the prompt.",
    completion: .file(extensions: ["gguf"]))
  var model: String?

  @Option(help: "What the model is asked, or the text to go on from.")
  var prompt: String?

  @Option(help: "At most so many tokens are written.")
  var tokens = 128

  @OptionGroup var drawing: DrawingOptions

  @Option(help: .declared("top_k", in: NativeFunctions.generateParameters))
  var topK = 40

  @Option(help: .declared("top_p", in: NativeFunctions.generateParameters))
  var topP = 0.95

  @Option(help: .declared("min_p", in: NativeFunctions.generateParameters))
  var minP = 0.05

  @Option(help: .declared("repetition_penalty", in: NativeFunctions.generateParameters))
  var repetitionPenalty = 1.0

  @Option(help: "A text that ends the answer; may be given several times.")
  var stop: [String] = []

  @OptionGroup var threads: ThreadOption

  @Option(help: "Show so many of the likeliest tokens at each step.")
  var candidates = 0

  @Flag(help: "Give the model just this text, not in the form of the questions it knows.")
  var asIs = false

  @Flag(help: "One JSON object at the end instead of the text.")
  var json = false

  mutating func validate() throws {
    // One argument that is no file is what the model is asked.
    if prompt == nil, let words = model, !words.hasSuffix(".gguf"),
      !FileManager.default.fileExists(atPath: words)
    {
      (prompt, model) = (words, nil)
    }
    guard prompt != nil else {
      throw ValidationError(
        "What is the model asked? Try: gpulearn generate --prompt 'What is a cold start?'")
    }
  }

  func run() throws {
    let screen = common.screen
    Interrupt.catchSignal()
    do throws(Diagnostic) {
      let answer = Locked(WrittenAnswer(listsCandidates: candidates > 0, isAsIs: asIs))
      let course = model == nil || common.course != nil ? try Places.courseIfAny(common) : nil
      let evaluation = try Evaluation(
        course: nil, place: nil, runner: Places.courses.runner(course, listener: listener(answer)),
        isInterrupted: Screen.isInterrupted, onProgress: screen.progress)
      let value = try evaluation.value(
        calling: "generate", with: arguments, typed: "gpulearn generate")
      if json {
        screen.write(answer.withLock { $0.json(of: value) }.text + "\n")
      } else if case .record(let record) = value {
        if !answer.withLock({ $0.endsItsLine }) { screen.write("\n") }
        let join = screen.style.hasUnicode ? " · " : "; "
        screen.complain(WrittenAnswer.facts(about: record, joinedBy: join))
        let found = try WrittenAnswer.glossary(
          on: prompt ?? "", answered: record,
          in: model == nil ? try Places.courseIfAny(common) : nil)
        if !found.isEmpty { screen.complain(found) }
      }
      if case .record(let record) = value, record["finish"] == .text("stopped") {
        throw Diagnostic(.interrupted, "")
      }
    } catch {
      ProgressLine.clear()
      if error.code == .interrupted { throw ProgramEnd.interrupted.code }
      if json {
        screen.write(JSON.failure(error).text + "\n")
      } else {
        screen.complain(error)
      }
      throw ProgramEnd(of: error).code
    }
  }

  /// Shows what is written while it is written.
  private func listener(_ answer: Locked<WrittenAnswer>) -> GenerationListener {
    let (screen, isSilent) = (common.screen, json)
    let progress = screen.progress
    return GenerationListener(candidates: candidates, stops: Array(stops.dropFirst())) {
      step, model in
      let piece = answer.withLock { $0.take(step, by: model) }
      if isSilent || isatty(STDOUT_FILENO) == 0 { progress(WrittenAnswer.progress(step)) }
      switch piece {
      case _ where isSilent: break
      case .line(let line): screen.show(Display([.lines([line])]))
      case .text(let text): if !text.isEmpty { screen.write(screen.style.clean(text)) }
      }
      return Interrupt.isSet() ? .stop : .goOn
    }
  }

  private var stops: [String] { stop.filter { !$0.isEmpty } }

  /// What the function is given.
  private var arguments: [GivenArgument] {
    var given = [
      GivenArgument("prompt", .text(prompt ?? "")), GivenArgument("tokens", .tokens(tokens)),
      GivenArgument("temperature", .number(drawing.temperature)),
      GivenArgument("top_k", .number(Double(topK))), GivenArgument("top_p", .share(topP)),
      GivenArgument("min_p", .share(minP)),
      GivenArgument("repetition_penalty", .number(repetitionPenalty)),
      GivenArgument("seed", .number(Double(drawing.seed))),
      GivenArgument("stop", .text(stops.first ?? "")), GivenArgument("as_is", .bool(asIs)),
      threads.argument,
    ]
    if let model { given.append(GivenArgument("model", .written(Source(model)))) }
    return given
  }
}
