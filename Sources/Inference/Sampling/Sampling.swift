/// How the next token is drawn from the model's scores.
public struct Sampling: Sendable, Equatable {
  /// 0 always takes the most likely token, 1 draws as the model says, more is wilder. 0...100.
  public var temperature: Double
  /// The number of most likely tokens to draw from; 0 for all.
  public var topK: Int
  /// Only the most likely tokens that together reach this probability, 0...1.
  public var topP: Double
  /// Only tokens at least this share as likely as the most likely one, 0...1.
  public var minP: Double
  /// Scores of tokens in the last `repetitionWindow` are divided (or, where negative, multiplied)
  /// by this; 1 for no penalty. More than 0, at most 100.
  public var repetitionPenalty: Double
  /// How many of the last tokens, the prompt's included, are penalized; 0...1,000,000.
  public var repetitionWindow: Int
  /// The same seed gives the same text.
  public var seed: UInt64

  /// Ranges are checked when it is used: see the properties.
  public init(
    temperature: Double = 0, topK: Int = 40, topP: Double = 0.95, minP: Double = 0.05,
    repetitionPenalty: Double = 1, repetitionWindow: Int = 64, seed: UInt64 = 0
  ) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.repetitionPenalty = repetitionPenalty
    self.repetitionWindow = repetitionWindow
    self.seed = seed
  }

  /// Always the most likely token.
  public static let greedy = Sampling()

  /// Whether always the most likely token is taken, whatever the seed.
  public var isGreedy: Bool { temperature == 0 || topK == 1 }

  func check() throws(InferenceError) {
    func require(
      _ holds: Bool, _ name: String, _ fault: InferenceFault
    ) throws(InferenceError) {
      if !holds { throw InferenceError(.invalidRequest, name, fault) }
    }
    try require((0...100).contains(temperature), "temperature", .outside(0, 100))
    try require(topK >= 0, "top-k", .tooSmall(least: 0))
    try require((0...1).contains(topP), "top-p", .outside(0, 1))
    try require((0...1).contains(minP), "min-p", .outside(0, 1))
    try require(
      repetitionPenalty > 0 && repetitionPenalty <= 100, "repetition penalty", .notUpTo(100))
    try require(
      (0...1_000_000).contains(repetitionWindow), "repetition window", .outside(0, 1_000_000))
  }
}

/// A token that may come next.
public struct Candidate: Sendable, Equatable {
  /// The number of the token in the vocabulary.
  public var token: Int
  /// As the model says, before any setting of `Sampling`; all tokens add up to 1.
  public var probability: Double
}
