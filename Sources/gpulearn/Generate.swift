import ArgumentParser
import Basics
import Diagnostics
import Display
import Foundation
import Inference
import NativeFunctions
import Presentation
import Session
import Terminal

struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
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

  @Option(help: "0 always takes the likeliest token; 1 draws as the model says.")
  var temperature = 0.0

  @Option(help: "Draw from so many of the likeliest tokens only; 0 for all.")
  var topK = 40

  @Option(help: "Draw from the likeliest tokens that together reach this probability, 0 to 1.")
  var topP = 0.95

  @Option(help: "Draw from tokens at least so likely, as a share of the likeliest, 0 to 1.")
  var minP = 0.05

  @Option(help: "Above 1 avoids what was said before.")
  var repetitionPenalty = 1.0

  @Option(help: "Same seed, same text.")
  var seed: UInt64 = 1

  @Option(help: "A text that ends the answer; may be given several times.")
  var stop: [String] = []

  @Option(help: "Threads at work; one for each processor if left out.")
  var threads: Int?

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
    let screen = Screen(isPlain: common.plain)
    Interrupt.catchSignal()
    do throws(InferenceError) {
      let announcer = Announcer(
        onProgress: screen.progress, isInterrupted: Screen.isInterrupted)
      let engine = try EngineFile(model, threads, common.course).load(announcer)
      var printer = TokenPrinter(
        screen: screen, tokenizer: engine.model.tokenizer, isSilent: json,
        listsCandidates: candidates > 0, isAnswer: !asIs && engine.model.promptForm != nil)
      announcer.say("reading the prompt")
      let generation = try engine.generate(request(engine.model)) { step in
        // From now on there is something to read.
        announcer.say("")
        printer.print(step)
        return Interrupt.isSet() ? .stop : .goOn
      }
      printer.end(generation, engine)
      if generation.finish == .stopped { throw InferenceError(.cancelled, "", "Stopped.") }
    } catch {
      try complain(error, screen, json: json, model: model)
    }
  }

  private func request(_ model: Model) -> Request {
    let prompt = prompt ?? ""
    return Request(
      asIs ? prompt : model.prompt(prompt), tokens: tokens,
      sampling: Sampling(
        temperature: temperature, topK: topK, topP: topP, minP: minP,
        repetitionPenalty: repetitionPenalty, seed: seed),
      stop: stop.filter { !$0.isEmpty }, candidates: candidates)
  }
}

/// The model that a subcommand runs.
struct EngineFile {
  let path: String
  let threads: Int?

  /// - Parameter named: the file that was named; nil for the one of the course.
  init(_ named: String?, _ threads: Int?, _ course: String?) throws(InferenceError) {
    self.threads = threads
    if let named {
      path = named
      return
    }
    do throws(Diagnostic) {
      path = try Places.runner(course == nil ? nil : try Places.course(course)).shippedPath()
    } catch {
      throw InferenceError(.cannotRead, "", error.message)
    }
  }

  func load(_ announcer: Announcer) throws(InferenceError) -> Engine {
    announcer.say("loading \(path)")
    // Bad settings are told before a large file is read.
    if let threads, !(1...256).contains(threads) {
      throw InferenceError(.invalidRequest, "threads", "must be from 1 to 256, not \(threads).")
    }
    let model = try Model(path: path, threads: threads, isCancelled: announcer.isCancelled)
    let engine = try Engine(model, threads: threads)
    engine.isCancelled = announcer.isCancelled
    return engine
  }
}

/// Says what went wrong with a model, and ends the program accordingly: 64 for an option, 74 for a
/// file, 1 for what is in it, 130 for Ctrl-C.
func complain(
  _ error: InferenceError, _ screen: Screen, json: Bool, model: String?
) throws {
  if error.code == .cancelled {
    ProgressLine.clear()
    throw Exit.interrupted
  }
  let problem = Inferring.diagnostic(error, file: model) { _ in nil }
  if json {
    screen.write(JSON.failure(problem).text + "\n")
  } else {
    screen.complain(problem)
  }
  throw error.code == .invalidRequest ? Exit.usage : Exit.code(of: problem)
}
