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
    return Turn(
      remarks: [
        [
          "\(Value.tokens(generation.tokens.count).text) (\(generation.finish.word))",
          Value.tokenRate(generation.tokensPerSecond).text,
          "\(generation.promptTokens + generation.tokens.count) of \(context) tokens of the context",
        ].joined(separator: join)
      ], isInLine: generation.text.last != "\n")
  }

  private func generate(
    _ request: Request, _ onText: (String) -> Flow
  ) throws(InferenceError) -> Generation {
    var hasBegun = false
    return try engine.generate(request) { step in
      let text = hasBegun ? step.text[...] : step.text.drop { $0 == " " || $0 == "\n" }
      hasBegun = hasBegun || !text.isEmpty
      return onText(String(text))
    }
  }
}
