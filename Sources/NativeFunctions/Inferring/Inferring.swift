import Diagnostics
import Inference
import Language
import Quantities

/// Does something with the engine, and tells what went wrong at the argument that it is about.
func inferring<T>(
  _ arguments: Arguments, file: String? = nil, _ body: () throws(InferenceError) -> T
) throws(Diagnostic) -> T {
  do throws(InferenceError) {
    return try body()
  } catch {
    throw Inferring.diagnostic(error, file: file) { arguments.span($0) }
  }
}

/// What functions of the engine have in common.
public enum Inferring {
  /// The engine's words as a diagnostic.
  /// - Parameter span: where the argument of that name stands; nil where nothing was typed.
  public static func diagnostic(
    _ error: InferenceError, file: String? = nil, _ span: (String) -> SourceSpan?
  ) -> Diagnostic {
    // What stands in a file may be of any length.
    let text = String(error.description.prefix(300))
    switch error.code {
    case .cancelled: return Diagnostic(.interrupted, "Stopped; nothing was changed.")
    case .cannotRead:
      return Diagnostic(.unreadable, "The model cannot be read.", at: span("model"))
        .label(String(error.message.prefix(200))).note(text)
    case .malformed, .unsupported, .invalidModel:
      return Diagnostic(
        .badModel, "\(file.map { String($0.prefix(200)) } ?? "This model") cannot be run.",
        at: span("model")
      ).note(text)
    case .notFinite:
      return Diagnostic(
        .badModel, "The model's own arithmetic fails: its scores are no numbers.",
        at: span("model")
      ).note(text)
    case .invalidRequest:
      let name = names.first { $0.key == error.subject }?.value ?? error.subject
      let place = span(name)
      // Where no argument is meant, the engine's own words are those of the command line.
      return Diagnostic(
        .outOfRange, "\(place == nil ? error.subject : name) \(error.message)", at: place
      ).label("this does not fit")
    }
  }

  /// The engine's names of settings, and the language's.
  private static let names: KeyValuePairs<String, String> = [
    "top-k": "top_k", "top-p": "top_p", "min-p": "min_p",
    "repetition penalty": "repetition_penalty", "keep-alive": "keep_alive", "arrival": "gap",
    "bytes": "size", "batch": "together",
  ]

  // MARK: Parameters

  static let model = Function.Parameter(
    "model", .path, default: .text(""), otherwise: "the course's own",
    "path of a GGUF file; \"15m\", \"110m\" and \"1.1b\" are made up, of that size")
  static let threads = Function.Parameter(
    "threads", .quantity(.none), default: .number(0), "at work; 0 takes one for each processor")
  static let prompt = Function.Parameter(
    "prompt", .text, default: .text("What is a cold start?"), "the text that is read first")

  static let asIs = Function.Parameter(
    "as_is", .bool, default: .bool(false),
    "whether the model gets just this text, not in the form of the questions it knows")

  /// The prompt of a call in the form that a model answers.
  static func prompt(_ arguments: Arguments, _ model: Model) -> String {
    let words = arguments.text("prompt") ?? ""
    return arguments.bool("as_is") ? words : model.prompt(words)
  }

  static let soFar = Function.Parameter(
    "so_far", .text, default: .text(""), otherwise: "nothing", "what it has answered already")

  /// The tokens of a call's prompt, in the form that the model answers, with what was answered so far.
  /// - Parameter most: tokens that there may be, the model's context aside.
  static func promptTokens(
    _ arguments: Arguments, _ model: Model, most: Int = .max
  ) throws(Diagnostic) -> [Int] {
    let said = arguments.text("so_far") ?? ""
    let text = prompt(arguments, model) + (said.isEmpty ? "" : " " + said)
    let tokens = model.tokenizer.encode(text)
    guard !tokens.isEmpty else {
      throw Diagnostic(.outOfRange, "prompt is empty.", at: arguments.span("prompt"))
        .label("there is nothing to read").try(
          arguments.line("prompt", "\"What is a cold start?\""))
    }
    let limit = min(most, model.shape.contextLength)
    guard tokens.count <= limit else {
      throw Diagnostic(
        .outOfRange,
        "prompt is \(numberText(Double(tokens.count))) tokens long; "
          + (limit < model.shape.contextLength
            ? "\(numberText(Double(limit))) can be shown."
            : "the model looks back on \(numberText(Double(limit)))."),
        at: arguments.span("prompt")
      ).label("this is too long")
    }
    return tokens
  }

  static func tokens(_ count: Int, _ sentence: String = "written at most") -> Function.Parameter {
    Function.Parameter("tokens", .quantity(Units.token), default: .tokens(count), sentence)
  }

  /// How many threads; nil for one each processor.
  static func threads(_ arguments: Arguments) throws(Diagnostic) -> Int? {
    // A bad setting is told before a large file is read.
    let count = try count("threads", arguments, in: 0...256)
    return count == 0 ? nil : count
  }

  /// A whole number that is given in tokens, requests or the like.
  static func count(
    _ name: String, _ arguments: Arguments, in range: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    let count = try Settings.count(name, arguments)
    guard range.contains(count) else {
      throw Diagnostic(
        .outOfRange,
        "\(name) goes from \(numberText(Double(range.lowerBound))) to "
          + "\(numberText(Double(range.upperBound))).", at: arguments.span(name)
      ).label("this is \(arguments[name]?.text ?? "nothing")")
    }
    return count
  }

  static let mostTokens = 1_000_000

  /// What a measurement holds for: "2 threads, AVX-512 VNNI, Xeon …".
  public static func machine(threads: Int, kernels: String) -> String {
    var parts = ["\(threads) \(threads == 1 ? "thread" : "threads")", kernels]
    let processor = Machine.processorName
    if !processor.isEmpty { parts.append(processor) }
    #if DEBUG
      parts.append("unoptimized build, made-up models small")
    #endif
    return parts.joined(separator: ", ")
  }

  /// The field that says what a measurement holds for.
  static func measuredOn<Found>(
    _ read: @escaping @Sendable (Found) -> String
  ) -> RecordForm<Found>.Entry {
    .text("measured_on", "the machine") { read($0) }
  }

  /// What a measurement with this engine holds for.
  static func machine(_ engine: Engine) -> String {
    machine(threads: engine.threads, kernels: engine.kernels.name)
  }

  /// The same with a word on what else the machine did.
  static func machine(_ engine: Engine, _ repetition: Repetition) -> String {
    machine(engine) + word(on: repetition)
  }

  /// What is to be said of a measurement that something else disturbed; empty for most.
  static func word(on repetition: Repetition) -> String {
    repetition.wasDisturbed ? "; the computer was busy, so measure again" : ""
  }

  /// How often it was measured, and how far the runs lay apart.
  static func repeated<Found>(
    _ read: @escaping @Sendable (Found) -> Repetition
  ) -> [RecordForm<Found>.Entry] {
    [
      .figure("runs", .number, "that were measured") { Double(read($0).runs) },
      .figure("spread", .share, "from the slowest run to the fastest") { read($0).spread },
    ]
  }
}
