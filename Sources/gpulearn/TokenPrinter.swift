import Basics
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

/// Writes tokens as they come, and in the end what they took.
struct TokenPrinter {
  let screen: Screen
  let tokenizer: Tokenizer
  /// Whether only the JSON at the end is wanted.
  let isSilent: Bool
  let listsCandidates: Bool
  /// Whether the model was asked in its own form.
  let isAnswer: Bool
  private var steps: [JSON] = []
  /// The last character written, to end the line.
  private var last: Character = "\n"
  private var hasBegun = false

  init(screen: Screen, tokenizer: Tokenizer, isSilent: Bool, listsCandidates: Bool, isAnswer: Bool)
  {
    self.screen = screen
    self.tokenizer = tokenizer
    self.isSilent = isSilent
    self.listsCandidates = listsCandidates
    self.isAnswer = isAnswer
  }

  /// The text as far as it is certain; with candidates, a line for each token.
  mutating func print(_ step: Step) {
    if listsCandidates { note(step) }
    if isSilent || isatty(STDOUT_FILENO) == 0 {
      let words =
        "\(step.count) tokens, the first after \(time(step.timeToFirstToken).text), then "
        + rate(step.tokensPerSecond).text
      screen.progress(WorkProgress(words))
    }
    guard !isSilent else { return }
    if listsCandidates {
      screen.show(Display([.lines([line(step)])]))
    } else if !step.text.isEmpty {
      // A model that answers in a form begins with a space.
      let text = isAnswer && !hasBegun ? step.text.drop { $0 == " " } : step.text[...]
      hasBegun = true
      screen.write(screen.style.clean(String(text)))
      last = step.text.last ?? last
    }
  }

  /// How it ended and what it took: on standard error, or as JSON on standard output.
  func end(_ generation: Generation, _ engine: Engine) {
    let record = Generating.form.record(
      of: Generating.Found(generation, engine), name: "generate")
    guard !isSilent else {
      guard case .object(var members) = JSON(.record(record)) else { return }
      if listsCandidates { members.append(.init("steps", .array(steps))) }
      return screen.write(JSON.object(members).text + "\n")
    }
    if last != "\n" { screen.write("\n") }
    let total = record["memory"].flatMap { value -> Value? in
      if case .record(let memory) = value { return memory["total"] }
      return nil
    }
    let join = screen.style.hasUnicode ? " · " : "; "
    let facts: [[String?]] = [
      [
        "\(Value.tokens(generation.tokens.count).text) (\(generation.finish.word))",
        "the first after \(time(generation.timeToFirstToken).text)",
        generation.tokens.count > 1 ? "then \(rate(generation.tokensPerSecond).text)" : nil,
        "prompt of \(Value.tokens(generation.promptTokens).text) at "
          + rate(generation.prefillTokensPerSecond).text,
      ],
      [
        "loaded in \(time(engine.model.loadTime).text)", "\(total?.text ?? "") held",
        Inferring.machine(threads: engine.threads, kernels: engine.kernels.name),
      ],
    ]
    let lines = facts.map { Text($0.compactMap { $0.self }.joined(separator: join), .muted) }
    Output.putError(Display([.lines(lines)]).drawn(screen.style))
  }

  private mutating func note(_ step: Step) {
    let candidates = step.candidates.map { candidate in
      JSON.object([
        "token": .string(tokenizer.piece(candidate.token)),
        "probability": .number(candidate.probability),
      ])
    }
    steps.append(
      .object([
        "token": .string(tokenizer.piece(step.token)), "candidates": .array(candidates),
      ]))
  }

  private func line(_ step: Step) -> Text {
    step.candidates.reduce(Text("“\(tokenizer.piece(step.token))”", .strong)) { text, candidate in
      text + Text("   “\(tokenizer.piece(candidate.token))” ", .muted)
        + Text(Value.share(candidate.probability).text, .value)
    }
  }

  private func time(_ seconds: Double) -> Value { .time(seconds) }
  private func rate(_ value: Double) -> Value { .tokenRate(value) }
}
