import Basics
import Inference

/// What a worker is asked to write, as the door has read it from a request.
public struct Job: Sendable, Equatable {
  /// What the answer follows.
  public enum Prompt: Sendable, Equatable {
    /// A text to go on from, as it is.
    case text(String)
    /// The same, as tokens.
    case tokens([Int])
    /// A conversation, to be brought into the model's own form.
    case turns([ChatTurn])
  }

  /// What the answer follows.
  public var prompt: Prompt
  /// At most so many tokens are written; nil writes as many as the context holds.
  public var mostTokens: Int?
  /// At least so many, whatever the model says.
  public var leastTokens = 0
  /// Whether to go on when the model says that its answer is over.
  public var ignoresEnd = false
  /// Texts that end the answer without being part of it.
  public var stop: [String] = []
  /// How tokens are drawn. Clients say less than this, so the defaults are OpenAI's.
  public var sampling = Sampling(temperature: 1, topK: 0, topP: 1, minP: 0)

  /// A job by what its answer follows.
  public init(_ prompt: Prompt) { self.prompt = prompt }
}

extension Job {
  /// As it goes over to a worker. Seeds are texts: they have more digits than a number of JSON.
  var json: JSON {
    .object([
      "prompt": prompt.json, "most": mostTokens.map { JSON($0) } ?? .null,
      "least": JSON(leastTokens), "ignores_end": .bool(ignoresEnd),
      "stop": .array(stop.map { .string($0) }),
      "temperature": .number(sampling.temperature), "top_k": JSON(sampling.topK),
      "top_p": .number(sampling.topP), "min_p": .number(sampling.minP),
      "repetition_penalty": .number(sampling.repetitionPenalty),
      "seed": .string(String(sampling.seed)),
    ])
  }

  /// Reads what `json` wrote; nil where it is something else.
  init?(_ json: JSON) {
    guard let prompt = json.member("prompt").flatMap({ Prompt($0) }),
      let seed = json.member("seed")?.asText.flatMap({ UInt64($0) }),
      let stop = json.member("stop")?.asList
    else { return nil }
    self.init(prompt)
    mostTokens = json.member("most")?.asWhole
    leastTokens = json.member("least")?.asWhole ?? 0
    ignoresEnd = json.member("ignores_end") == .bool(true)
    self.stop = stop.compactMap { $0.asText }
    sampling = Sampling(
      temperature: json.member("temperature")?.asNumber ?? 1,
      topK: json.member("top_k")?.asWhole ?? 0, topP: json.member("top_p")?.asNumber ?? 1,
      minP: json.member("min_p")?.asNumber ?? 0,
      repetitionPenalty: json.member("repetition_penalty")?.asNumber ?? 1, seed: seed)
  }
}

extension Job.Prompt {
  var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .tokens(let tokens): .array(tokens.map { JSON($0) })
    case .turns(let turns):
      .object([
        "turns": .array(
          turns.map { .array([.string($0.role.rawValue), .string($0.text)]) })
      ])
    }
  }

  init?(_ json: JSON) {
    switch json {
    case .string(let text): self = .text(text)
    case .array(let tokens): self = .tokens(tokens.compactMap { $0.asWhole })
    default:
      guard let turns = json.member("turns")?.asList else { return nil }
      self = .turns(
        turns.compactMap { turn in
          guard let pair = turn.asList, pair.count == 2, let text = pair[1].asText,
            let role = pair[0].asText.flatMap({ ChatTurn.Role(rawValue: $0) })
          else { return nil }
          return ChatTurn(role, text)
        })
    }
  }
}

extension JSON {
  /// A number; nil where this is none.
  var asNumber: Double? {
    if case .number(let number) = self { return number }
    return nil
  }
}
