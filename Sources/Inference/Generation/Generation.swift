/// What to generate.
public struct Request: Sendable {
  /// The text to continue.
  public var prompt: String
  /// The largest number of tokens to write.
  public var tokens: Int
  /// How tokens are drawn.
  public var sampling: Sampling
  /// Texts that end the answer without being part of it.
  public var stop: [String]
  /// How many of the most likely tokens to report with each step, 0...1,000.
  public var candidates: Int
  /// Whether the prompt may hold control tokens, and begins with the model's own.
  public var special: Bool
  /// Whether to go on when the model says that its answer is over, as where only speed matters.
  public var ignoresEnd = false
  /// So many tokens come before the model may say that its answer is over.
  public var leastTokens = 0

  /// The tokens of the prompt, where they were made otherwise than from its text, as a conversation's.
  public var promptTokens: [Int]?

  /// Limits are checked when it is run: see the properties.
  public init(
    _ prompt: String, tokens: Int = 128, sampling: Sampling = .greedy, stop: [String] = [],
    candidates: Int = 0, special: Bool = true
  ) {
    self.prompt = prompt
    self.tokens = tokens
    self.sampling = sampling
    self.stop = stop
    self.candidates = candidates
    self.special = special
  }
}

/// One token generated.
public struct Step: Sendable {
  /// Which request of the batch it belongs to.
  public var request: Int
  /// The number of the token in the vocabulary.
  public var token: Int
  /// The text that became certain with it; empty for half a character or the start of a stop text.
  public var text: String
  /// The most likely tokens at this place, the likeliest first.
  public var candidates: [Candidate]
  /// Tokens generated so far, this one included.
  public var count: Int
  /// Seconds from the start of the request to its first token.
  public var timeToFirstToken: Double
  /// Tokens a second since the first one; 0 at the first.
  public var tokensPerSecond: Double
}

/// Whether generation goes on.
public enum Flow: Sendable {
  case goOn
  case stop
}

/// What was generated, and how long it took.
public struct Generation: Sendable {
  /// Why it ended.
  public enum Finish: Sendable, Equatable {
    /// All requested tokens were written.
    case length
    /// The model ended its answer.
    case end
    /// The model wrote a stop text.
    case stopText(String)
    /// The model's context is full.
    case contextFull
    /// The caller stopped it.
    case stopped
  }

  /// The text written, up to a stop text.
  public var text = ""
  /// The numbers of the tokens written, without the one that says it is over.
  public var tokens: [Int] = []
  /// Why it ended.
  public var finish = Finish.length
  /// Tokens of the prompt, the beginning one included.
  public var promptTokens = 0
  /// Tokens of the prompt whose keys and values were there already.
  public var reusedTokens = 0
  /// Seconds from the request until it was admitted to the batch.
  public var wait = 0.0
  /// Seconds from the start of the request to its first token; prefill is most of it.
  public var timeToFirstToken = 0.0
  /// Seconds from the start of the request to its end.
  public var time = 0.0
  /// Bytes of key-value cache that it held.
  public var cacheBytes = 0

  /// Prompt tokens read a second until the first token came.
  public var prefillTokensPerSecond: Double {
    let seconds = timeToFirstToken - wait
    return seconds > 0 ? Double(promptTokens - reusedTokens) / seconds : 0
  }

  /// Tokens a second after the first; 0 where there was only one.
  public var tokensPerSecond: Double {
    time > timeToFirstToken && tokens.count > 1
      ? Double(tokens.count - 1) / (time - timeToFirstToken) : 0
  }
}
