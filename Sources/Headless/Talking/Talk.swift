import Basics
import Diagnostics
import Display
import Inference
import Language
import NativeFunctions
import Presentation

/// A conversation with a model, a line at a time: `gpulearn chat`.
///
///     var talk = try Talk(with: engine, tokens: 512)
///     let turn = try talk.take("Why?") { text in show(text); return .goOn }
///     show(turn.remarks)
public struct Talk {
  /// What became of a line.
  public struct Turn: Sendable, Equatable {
    /// What is to be said of it, below what the model wrote.
    public var remarks: [String] = []
    /// Whether the conversation is over.
    public var ends = false
    /// Whether the model's text stopped within a line.
    public var isInLine = false
  }

  private let engine: Engine
  private var history: ChatHistory
  /// What was said before is not read again.
  private let prefixes = PrefixCache(mostBytes: 1 << 30)
  /// The fastest that a prompt was read in this conversation, in tokens a second.
  private var reading = 0.0
  private let tokens: Int
  private let sampling: Sampling
  private let join: String

  /// - Parameters:
  ///   - system: says how to answer; nil leaves it to the model's form.
  ///   - tokens: at most so many an answer.
  ///   - join: what stands between two facts about an answer.
  /// - Throws: `bad-model` where the model's file brings no chat template that is known.
  public init(
    with engine: Engine, system: String? = nil, tokens: Int = 512, sampling: Sampling = .greedy,
    joinedBy join: String = " · "
  ) throws(Diagnostic) {
    self.engine = engine
    self.tokens = tokens
    self.sampling = sampling
    self.join = join
    do throws(InferenceError) {
      history = try ChatHistory(engine.model)
    } catch {
      guard error.code == .unsupported else { throw Inferring.diagnostic(error) { _ in nil } }
      throw Diagnostic(
        .noConversation,
        engine.model.file.metadata["tokenizer.chat_template"] == nil
          ? "This model holds no conversation: it only goes on with a text."
          : "This model holds conversations in a form that is not known here."
      ).note(String(error.description.prefix(300)))
    }
    if let system { history.system = system }
  }

  /// Answers a line, or does what it commands.
  /// - Parameter onText: told what the model writes; says whether to go on.
  /// - Throws: `out-of-range` where a setting is, `interrupted` for Ctrl-C before the first word.
  public mutating func take(
    _ line: String, onText: (String) -> Flow = { _ in .goOn }
  ) throws(Diagnostic) -> Turn {
    let words = line.trimmed
    switch words {
    case "": return Turn()
    case "/quit", "/exit": return Turn(ends: true)
    case "/reset":
      history.reset()
      return Turn(remarks: ["What was said is forgotten."])
    case "/help", "/?":
      return Turn(remarks: [
        "/reset forgets what was said; /system TEXT says how to answer; /quit leaves."
      ])
    default:
      if words.hasPrefix("/system ") {
        let system = String(words.dropFirst("/system ".count)).trimmed
        history.system = system
        return Turn(remarks: ["From now on it is told: \(system)"])
      }
      if words.hasPrefix("/") {
        return Turn(remarks: ["There is no such command; /help lists them."])
      }
      return try say(words, onText)
    }
  }

  private mutating func say(
    _ words: String, _ onText: (String) -> Flow
  ) throws(Diagnostic) -> Turn {
    let context = engine.model.shape.contextLength
    let request = history.request(words, tokens: tokens, sampling: sampling)
    guard (request.promptTokens?.count ?? 0) < context else {
      return Turn(remarks: [
        "The conversation has outgrown the model's context of \(context) tokens; /reset."
      ])
    }
    let generation: Generation
    do throws(InferenceError) {
      generation = try generate(request, onText)
    } catch {
      throw Inferring.diagnostic(error) { _ in nil }
    }
    history.add(words, generation.text)
    reading = max(reading, generation.prefillTokensPerSecond)
    return Turn(
      remarks: [
        [
          "\(Value.tokens(generation.tokens.count).text) (\(generation.finish.word))",
          Value.tokenRate(generation.tokensPerSecond).text,
          "\(generation.promptTokens + generation.tokens.count) of \(context) tokens of the context",
          saved(generation),
        ].compactMap { $0 }.joined(separator: join)
      ], isInLine: generation.text.last != "\n")
  }

  /// What it saved that the conversation so far was in the cache; nil where nothing was.
  private func saved(_ generation: Generation) -> String? {
    guard generation.reusedTokens > 0, reading > 0 else { return nil }
    let time = Value.time(Double(generation.reusedTokens) / reading)
    return "\(generation.reusedTokens) of them still in the cache, which saves about "
      + (time.quantity?.text(significant: 2) ?? time.text)
  }

  private func generate(
    _ request: Request, _ onText: (String) -> Flow
  ) throws(InferenceError) -> Generation {
    var hasBegun = false
    return try engine.generate(request, prefixes: prefixes) { step in
      let text = hasBegun ? step.text[...] : step.text.drop { $0 == " " || $0 == "\n" }
      hasBegun = hasBegun || !text.isEmpty
      return onText(String(text))
    }
  }
}
