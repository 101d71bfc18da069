import Basics
import Display
import Inference
import Language
import NativeFunctions
import Presentation

/// An answer that a model writes, made ready to be shown while it comes.
///
///     var answer = WrittenAnswer(listsCandidates: false)
///     for step in steps { show(answer.take(step, by: model)) }
///     show(WrittenAnswer.facts(about: record, joinedBy: " · "))
public struct WrittenAnswer: Sendable {
  /// What there is to show of a token.
  public enum Piece: Sendable, Equatable {
    /// The text as far as it is certain; maybe empty.
    case text(String)
    /// The token with those that were likely in its place, as a line.
    case line(Text)
  }

  private let listsCandidates: Bool
  /// Whether the model was asked in the form of the questions that it knows.
  private let isInForm: Bool
  private var hasBegun = false
  private var last: Character = "\n"
  /// Each token with its candidates; none where they are not listed.
  public private(set) var steps: [JSON] = []

  /// - Parameters:
  ///   - listsCandidates: whether each token comes with those that were likely in its place.
  ///   - isAsIs: whether the model gets just the prompt, not in its form.
  public init(listsCandidates: Bool, isAsIs: Bool = false) {
    self.listsCandidates = listsCandidates
    isInForm = !isAsIs
  }

  /// Whether what was taken last ended its line.
  public var endsItsLine: Bool { listsCandidates || last == "\n" }

  /// Takes a token.
  public mutating func take(_ step: Step, by model: Model) -> Piece {
    guard !listsCandidates else {
      note(step, model.tokenizer)
      return .line(line(step, model.tokenizer))
    }
    guard !step.text.isEmpty else { return .text("") }
    // A model that answers in a form begins with a space.
    let skipsSpace = isInForm && model.promptForm != nil && !hasBegun
    hasBegun = true
    last = step.text.last ?? last
    return .text(String(skipsSpace ? step.text.drop { $0 == " " } : step.text[...]))
  }

  private mutating func note(_ step: Step, _ tokenizer: Tokenizer) {
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

  private func line(_ step: Step, _ tokenizer: Tokenizer) -> Text {
    step.candidates.reduce(Text("“\(tokenizer.piece(step.token))”", .strong)) { text, candidate in
      text + Text("   “\(tokenizer.piece(candidate.token))” ", .muted)
        + Text(Value.share(candidate.probability).text, .value)
    }
  }

  /// How far a model is, for whoever does not read along.
  public static func progress(_ step: Step) -> WorkProgress {
    WorkProgress(
      "\(step.count) tokens, the first after \(Value.time(step.timeToFirstToken).text), then "
        + Value.tokenRate(step.tokensPerSecond).text)
  }

  /// What `generate` gave as JSON: its record, with each token where candidates are listed.
  public func json(of value: Value) -> JSON {
    guard listsCandidates, case .object(var members) = JSON(value) else { return JSON(value) }
    members.append(JSON.Member("steps", .array(steps)))
    return .object(members)
  }

  /// How an answer ended and what it took, as two lines below it.
  /// - Parameters:
  ///   - record: what `generate` gave.
  ///   - join: what stands between two facts.
  public static func facts(about record: Record, joinedBy join: String) -> Display {
    let tokens = record["tokens"]?.text ?? ""
    let writesSeveral = (record["tokens"]?.quantity?.base ?? 0) > 1
    let facts: [[String?]] = [
      [
        "\(tokens) (\(word("finish", of: record)))",
        record["time_to_first_token"].map { "the first after \($0.text)" },
        writesSeveral ? record["tokens_per_second"].map { "then \($0.text)" } : nil,
        prompt(record["prefill"]),
      ],
      [
        record["load_time"].map { "loaded in \($0.text)" },
        field("total", of: record["memory"]).map { "\($0.text) held" },
        word("measured_on", of: record),
      ],
    ]
    return Display([
      .lines(
        facts.map { Text($0.compactMap { $0 }.joined(separator: join), .muted) }
          + record.remarks.map { Text($0, .warning) })
    ])
  }

  private static func prompt(_ prefill: Value?) -> String? {
    guard let tokens = field("tokens", of: prefill),
      let speed = field("tokens_per_second", of: prefill)
    else { return nil }
    return "prompt of \(tokens.text) at \(speed.text)"
  }

  private static func field(_ name: String, of value: Value?) -> Value? {
    guard case .record(let record)? = value else { return nil }
    return record[name]
  }

  /// A field that is a word, without its quotes.
  private static func word(_ name: String, of record: Record) -> String {
    if case .text(let text)? = record[name] { return text }
    return ""
  }
}
