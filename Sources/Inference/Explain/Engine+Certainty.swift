extension Engine {
  /// The probability that the model gives to the beginning of an answer, its first 12 tokens together:
  /// what is answered is decided there, and how it is worded as well. 1 for an answer without tokens.
  /// - Parameters:
  ///   - answer: its tokens, with the one that ends it where that came.
  ///   - prompt: the tokens before it.
  /// - Throws: `.invalidRequest` where both do not fit the context, and `.cancelled`.
  public func certainty(of answer: [Int], behind prompt: [Int]) throws(InferenceError) -> Double {
    let begin = answer.prefix(min(Self.decidingTokens, batchSize))
    guard let last = prompt.last, !begin.isEmpty else { return 1 }
    guard prompt.count + begin.count <= model.shape.contextLength else {
      throw InferenceError(.invalidRequest, "tokens", .exceedsContext(model.shape.contextLength))
    }
    let cache = try KeyValueCache(model.shape, capacity: prompt.count + begin.count)
    try read(prompt.dropLast(), into: cache)
    let fed = [last] + begin.dropLast()
    let logits = try forward([Run(cache: cache, tokens: fed[...], logits: fed.count)])
    var certainty = 1.0
    for (place, token) in begin.enumerated() {
      let scores = UnsafeMutableBufferPointer(
        start: logits[place], count: model.shape.vocabulary)
      certainty *= try Sampler.probability(of: token, scores)
    }
    return certainty
  }

  private static let decidingTokens = 12
}
