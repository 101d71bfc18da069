import Basics

/// How long one step of a server that decodes many requests together takes.
///
/// In a step each sequence that is being answered gets one token, and a piece of the prompts that
/// wait is read:
///
/// step = fixed + perSequence · sequences + perContextToken · context + arithmetic + attention
///
/// The context is that of all sequences in the step. Arithmetic is prefill tokens / prefillRate;
/// where `weights` is given, it is all tokens of the step / prefillRate, and hides behind the reading
/// of the weights as long as that takes longer (a roofline: Williams and others, CACM 2009).
public struct StepLaw: Sendable, Equatable {
  /// Seconds of every step, whatever is in it.
  public var fixed: Double
  /// Seconds for each sequence in the step.
  public var perSequence: Double
  /// Seconds for each token of context that is read from the KV cache.
  public var perContextToken: Double
  /// Prompt tokens read per second.
  public var prefillRate: Double
  /// Seconds for each pair of a prompt token and a token before it.
  public var perPromptPair = 0.0
  /// Seconds in which the weights that every token needs are read once; 0 where `fixed` holds them.
  public var weights = 0.0
  /// What is read of a model's experts; nil for a model without.
  public var experts: Experts?

  /// Experts of which each token uses a few.
  public struct Experts: Sendable, Equatable {
    /// Seconds in which all of them are read once.
    public var all: Double
    /// The share that one token uses, above 0 and up to 1.
    public var share: Double

    /// Experts by the time that reading all takes and the share that one token uses.
    public init(all: Double, share: Double) { (self.all, self.share) = (all, share) }

    /// Seconds for those that so many tokens need, each drawing its own at random.
    func seconds(_ tokens: Double) -> Double { all * (1 - left(after: tokens)) }

    /// The share that so many tokens leave unused.
    private func left(after tokens: Double) -> Double {
      if tokens == 0 { return 1 }
      return share < 1 ? PortableMath.exp(tokens * PortableMath.log(1 - share)) : 0
    }
  }

  /// A law by its four numbers.
  public init(
    fixed: Double, perSequence: Double, perContextToken: Double, prefillRate: Double
  ) {
    (self.fixed, self.perSequence) = (fixed, perSequence)
    (self.perContextToken, self.prefillRate) = (perContextToken, prefillRate)
  }

  /// Seconds of a step.
  /// - Parameters:
  ///   - sequences: that get a token in it.
  ///   - context: tokens of context of them all.
  ///   - prefill: prompt tokens read in it.
  ///   - pairs: how many pairs of a prompt token and one before it those make.
  public func seconds(
    sequences: Int, context: Int, prefill: Int = 0, pairs: Double = 0
  ) -> Double {
    let tokens = Double(sequences)
    return fixed + perSequence * tokens + perContextToken * Double(context)
      + arithmetic(tokens, Double(prefill)) + perPromptPair * pairs
  }

  /// Seconds in which the weights are read and the tokens computed with.
  func arithmetic(_ sequences: Double, _ prefill: Double) -> Double {
    let reading = weights + (experts?.seconds(sequences + prefill) ?? 0)
    if reading == 0 { return prefill / prefillRate }
    return max(reading, (sequences + prefill) / prefillRate)
  }

  /// Throws unless all are numbers that a step can have.
  /// - Throws: `SimulationError.unusable`, with the part.
  func validate() throws(SimulationError) {
    let times = 0...SimulationLimits.longestTime
    for (value, part) in [
      (fixed, Setting.Part.fixed), (perSequence, .perSequence),
      (perContextToken, .perContextToken), (perPromptPair, .perPromptPair), (weights, .weights),
      (experts?.all ?? 0, .experts),
    ] {
      try SimulationError.check(value, Setting(.step, part), in: times)
    }
    try SimulationError.check(prefillRate, Setting(.step, .prefillRate), in: 1e-6...1e12)
    try SimulationError.check(experts?.share ?? 1, Setting(.step, .share), in: 1e-9...1)
    let least = fixed + perSequence + weights + (experts?.seconds(1) ?? 0)
    if least <= 0 { throw .unusable(Setting(.step, .fixed), .tooSmall(fixed, least: 1e-9)) }
  }
}
