extension StepLaw {
  /// Steps of a server that were watched: how long each took on average, and what was in them.
  public struct Watched: Sendable, Equatable {
    /// Sequences that got a token in each.
    public var sequences: Double
    /// Tokens of context of them all, on average.
    public var context: Double
    /// Seconds of a step.
    public var seconds: Double

    /// Steps by what was in them and how long they took.
    public init(sequences: Double, context: Double, seconds: Double) {
      (self.sequences, self.context, self.seconds) = (sequences, context, seconds)
    }
  }

  /// The law that comes closest to steps in which no prompt was read: least squares of the relative
  /// error, with no term below 0.
  /// - Parameters:
  ///   - weights: seconds in which the weights are read, or that a step is held to at least.
  ///   - prefillRate: prompt tokens per second, which such steps do not tell.
  /// - Returns: nil where there are no steps that took any time.
  public static func ofSteps(
    _ steps: [Watched], weights: Double, prefillRate: Double
  ) -> StepLaw? {
    let usable = steps.filter { $0.seconds > 0 && $0.seconds.isFinite && $0.sequences >= 1 }
    if usable.isEmpty { return nil }
    let found = LeastSquares.nonNegative(
      usable.map { [1 / $0.seconds, $0.sequences / $0.seconds, $0.context / $0.seconds] },
      usable.map { ($0.seconds - weights) / $0.seconds })
    var law = StepLaw(
      fixed: found[0], perSequence: found[1], perContextToken: found[2],
      prefillRate: prefillRate)
    law.weights = weights
    // The steps of a law take time.
    if weights + found[0] + found[1] <= 0 { law.fixed = 1e-9 }
    return law
  }
}
