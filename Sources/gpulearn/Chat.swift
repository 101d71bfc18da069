import ArgumentParser
import Basics
import Diagnostics
import Display
import Inference
import Language
import NativeFunctions
import Presentation
import Session
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct Chat: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Talk with a language model on this machine's processor.",
    discussion: """
      The model's file must bring a chat template that is known. What was said is remembered until \
      /reset; /system TEXT says how to answer; Ctrl-C ends an answer; /quit or Ctrl-D leaves.

      gpulearn chat my-model.gguf --temperature 0.7
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A GGUF file of a chat model.", completion: .file(extensions: ["gguf"]))
  var model: String

  @Option(help: "A text on how to answer.")
  var system: String?

  @Option(help: "At most so many tokens an answer.")
  var tokens = 512

  @Option(help: "0 always takes the likeliest token; 1 draws as the model says.")
  var temperature = 0.0

  @Option(help: "Same seed, same text.")
  var seed: UInt64 = 1

  @Option(help: "Threads at work; one for each processor if left out.")
  var threads: Int?

  func run() throws {
    let screen = Screen(isPlain: common.plain)
    Interrupt.catchSignal()
    do throws(InferenceError) {
      let announcer = Announcer(onProgress: screen.progress, isInterrupted: Screen.isInterrupted)
      let engine = try EngineFile(model, threads, common.course).load(announcer)
      announcer.say("")
      var history = try ChatHistory(engine.model)
      if let system { history.system = system }
      screen.remark(engine.model.notes.map { Text($0, .muted) })
      var talk = Talk(
        engine: engine, history: history, screen: screen, tokens: tokens,
        sampling: Sampling(temperature: temperature, seed: seed))
      try talk.run()
    } catch {
      try complain(error, screen, json: false, model: model)
    }
  }
}

/// Carries lines to a model and its answers back.
private struct Talk {
  let engine: Engine
  var history: ChatHistory
  let screen: Screen
  let tokens: Int
  let sampling: Sampling

  mutating func run() throws(InferenceError) {
    guard isatty(STDIN_FILENO) == 1, let editor = LineEditor(style: screen.style) else {
      let reader = LineReader()
      while true {
        switch reader.read() {
        case .line(let line): if try !answer(line) { return }
        case .tooLong: remark("A line over 64 KiB was passed over.")
        case .failed(let problem): remark(problem)
        case .end: return
        }
      }
    }
    while true {
      switch editor.read(prompt: Text("you> ", .muted), completer: { _ in ("", []) }) {
      case .interrupted: Output.put("\n")
      case .end: return Output.put("\n")
      case .line(let line):
        Interrupt.clear()
        if try !answer(line) { return }
      }
    }
  }

  /// Answers a line, or does what it commands; false where it says to leave.
  private mutating func answer(_ line: String) throws(InferenceError) -> Bool {
    let words = line.trimmed
    switch words {
    case "": return true
    case "/quit", "/exit": return false
    case "/reset":
      history.reset()
      remark("What was said is forgotten.")
    case "/help", "/?":
      remark("/reset forgets what was said; /system TEXT says how to answer; /quit leaves.")
    default:
      if words.hasPrefix("/system ") {
        history.system = String(words.dropFirst("/system ".count)).trimmed
        remark("From now on it is told: \(history.system ?? "")")
      } else if words.hasPrefix("/") {
        remark("There is no such command; /help lists them.")
      } else {
        try say(words)
      }
    }
    return true
  }

  private mutating func say(_ words: String) throws(InferenceError) {
    let context = engine.model.shape.contextLength
    let request = history.request(words, tokens: tokens, sampling: sampling)
    guard (request.promptTokens?.count ?? 0) < context else {
      remark("The conversation has outgrown the model's context of \(context) tokens; /reset.")
      return
    }
    let (screen, generation) = (screen, try generate(request))
    screen.write(generation.text.last == "\n" ? "" : "\n")
    history.add(words, generation.text)
    let join = screen.style.hasUnicode ? " · " : "; "
    remark(
      [
        "\(Value.tokens(generation.tokens.count).text) (\(generation.finish.word))",
        Value.tokenRate(generation.tokensPerSecond).text,
        "\(generation.promptTokens + generation.tokens.count) of \(context) tokens of the context",
      ].joined(separator: join))
  }

  private func generate(_ request: Request) throws(InferenceError) -> Generation {
    var hasBegun = false
    return try engine.generate(request) { step in
      let text = hasBegun ? step.text[...] : step.text.drop { $0 == " " || $0 == "\n" }
      hasBegun = hasBegun || !text.isEmpty
      screen.write(screen.style.clean(String(text)))
      return Interrupt.isSet() ? .stop : .goOn
    }
  }

  private func remark(_ text: String) { screen.remark([Text(text, .muted)]) }
}
