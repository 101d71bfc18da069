import Basics

/// A load test of an engine: so many requests together, their prompts read one after another, then
/// all answered token by token.
public struct LoadPoint: Sendable, Equatable {
  /// Tokens of each prompt, and of each answer.
  public var prompt: Int
  public var output: Int
  /// Requests at once.
  public var together: Int
  /// Seconds from the first token read to the last one written: the median of its runs.
  public var seconds: Double
}

extension Engine {
  /// Times requests of made-up tokens, in at most five runs or until 0.3 s are over.
  /// - Throws: `.invalidRequest` where they do not fit the context, `.cancelled`.
  public func loadPoint(
    prompt: Int, output: Int, together: Int
  ) throws(InferenceError) -> LoadPoint {
    guard prompt > 0, output > 0, together > 0, together <= batchSize,
      prompt + output <= model.shape.contextLength
    else {
      throw InferenceError(.invalidRequest, "tokens", .exceedsContext(model.shape.contextLength))
    }
    warmUp()
    var random = SplitMix64(seed: 1)
    let text = (0..<prompt + output).map { _ in
      Int(random.next() % UInt64(model.shape.vocabulary))
    }
    var times: [Double] = []
    let end = Machine.now + 0.3
    repeat {
      times.append(try timed(text, prompt: prompt, together: together))
    } while Machine.now < end && times.count < 5
    return LoadPoint(
      prompt: prompt, output: output, together: together,
      seconds: times.sorted()[times.count / 2])
  }

  private func timed(
    _ text: [Int], prompt: Int, together: Int
  ) throws(InferenceError) -> Double {
    var caches: [KeyValueCache] = []
    for _ in 0..<together {
      caches.append(try KeyValueCache(model.shape, capacity: text.count))
    }
    let start = Machine.now
    for cache in caches { try read(text[..<prompt], into: cache) }
    // The prompt's last logits are the first token's.
    for place in prompt..<max(prompt, text.count - 1) {
      try checkCancelled()
      _ = try forward(caches.map { Run(cache: $0, tokens: text[place...place], logits: 1) })
    }
    return Machine.now - start
  }
}
