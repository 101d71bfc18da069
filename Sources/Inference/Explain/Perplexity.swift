#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How well a model foresees a text: e to the mean surprise a token; 1 is perfect, the number of
/// tokens in the vocabulary is guessing. Comparable only between models with the same tokenizer.
public struct Perplexity: Sendable, Equatable {
  /// Mean of -ln p over the tokens that were foreseen.
  public var surprise: Double
  /// The standard error of that mean, as if tokens were independent.
  public var standardError: Double
  /// Tokens that were foreseen.
  public var tokens: Int

  /// e to the mean surprise.
  public var value: Double { exp(surprise) }
}

extension Engine {
  /// Cuts a text into stretches of `context` tokens and lets the model foresee the second half of each,
  /// with what comes before as its context, as llama.cpp's measurement does. A text shorter than a
  /// stretch is one: its last half is foreseen.
  ///
  /// Throws `.invalidRequest` where the text is shorter than 4 tokens or the context out of range,
  /// `.notFinite`, and `.cancelled` where `isCancelled` says so.
  public func perplexity(of text: String, context: Int = 512) throws(InferenceError) -> Perplexity {
    let context = min(context, model.shape.contextLength)
    let tokens = model.tokenizer.encode(text)
    guard context >= 4, tokens.count >= 4 else {
      throw InferenceError(.invalidRequest, "text", .tooShort(least: 4))
    }
    let vocabulary = model.tokenizer.vocabulary
    var losses: [Double] = []
    for start in stride(from: 0, to: max(1, tokens.count - context + 1), by: context) {
      var stretch = Array(tokens[start..<min(tokens.count, start + context)])
      if vocabulary.addsBeginning, let beginning = vocabulary.beginning { stretch[0] = beginning }
      losses += try surprises(stretch, from: stretch.count / 2)
    }
    let mean = losses.reduce(0, +) / Double(losses.count)
    let squares = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let count = Double(losses.count)
    return Perplexity(
      surprise: mean, standardError: (squares / max(1, count - 1) / count).squareRoot(),
      tokens: losses.count)
  }

  /// -ln p of each token behind `first`, given those before it.
  private func surprises(_ tokens: [Int], from first: Int) throws(InferenceError) -> [Double] {
    let cache = try KeyValueCache(model.shape, capacity: tokens.count)
    var result: [Double] = []
    var at = 0
    while at < tokens.count - 1 {
      try checkCancelled()
      let end = min(tokens.count - 1, at + batchSize)
      let wanted = max(0, end - max(at, first))
      let logits = try forward([Run(cache: cache, tokens: tokens[at..<end], logits: wanted)])
      for i in 0..<wanted {
        let row = UnsafeBufferPointer(start: logits[i], count: model.shape.vocabulary)
        var (peak, sum): (Float, Double) = (-.infinity, 0)
        for v in row { peak = max(peak, v) }
        for v in row { sum += Double(exp(v - peak)) }
        let loss = log(sum) + Double(peak) - Double(row[tokens[end - wanted + i + 1]])
        guard loss.isFinite else {
          throw InferenceError(.notFinite, "logits", .notFinite)
        }
        result.append(loss)
      }
      at = end
    }
    return result
  }
}
