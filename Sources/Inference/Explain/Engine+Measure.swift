import Basics

/// The speed of an engine without sampling, as other engines' benchmarks tell it.
public struct Speed: Sendable, Equatable {
  /// Prompt tokens a second.
  public var prefill: Double
  /// Generated tokens a second, one sequence.
  public var decode: Double
  /// Threads at work.
  public var threads: Int
  /// How often it was measured, and how far the runs of decode lay apart.
  public var repetition: Repetition
}

extension Engine {
  /// Feeds a made-up prompt of `prompt` tokens, then `tokens` more one at a time; again and again
  /// until 50 ms have passed or five runs are made, or else `repeats` times. Takes the median of each.
  /// Throws `.invalidRequest` where that does not fit the context.
  public func measure(prompt: Int = 64, tokens: Int = 32, repeats: Int? = nil)
    throws(InferenceError) -> Speed
  {
    guard prompt > 0, tokens > 0, (repeats ?? 1) > 0, prompt + tokens <= model.shape.contextLength
    else {
      throw InferenceError(.invalidRequest, "tokens", .exceedsContext(model.shape.contextLength))
    }
    warmUp()
    var random = SplitMix64(seed: 1)
    let text = (0..<prompt + tokens).map { _ in
      Int(random.next() % UInt64(model.shape.vocabulary))
    }
    var prefill: [Double] = []
    var decode: [Double] = []
    let watch = Stopwatch()
    while prefill.count < repeats ?? Repetition.most,
      repeats != nil || prefill.count < 2 || watch.elapsed < Repetition.enough
    {
      let cache = try KeyValueCache(model.shape, capacity: prompt + tokens)
      var start = Machine.now
      try read(text[..<prompt], into: cache)
      prefill.append(Double(prompt) / (Machine.now - start))
      start = Machine.now
      for i in prompt..<prompt + tokens {
        try checkCancelled()
        _ = try forward([Run(cache: cache, tokens: text[i...i], logits: 1)])
      }
      decode.append(Double(tokens) / (Machine.now - start))
    }
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    return Speed(
      prefill: median(prefill), decode: median(decode), threads: threads,
      repetition: Repetition(decode, processorShare: watch.share(threads: threads)))
  }

  /// Reads a prompt, as many tokens at a time as a batch has, up to the logits after it.
  func read(_ prompt: ArraySlice<Int>, into cache: KeyValueCache) throws(InferenceError) {
    var at = prompt.startIndex
    while at < prompt.endIndex {
      try checkCancelled()
      let end = min(prompt.endIndex, at + batchSize)
      // What is read is kept in the cache.
      _ = try forward(
        [Run(cache: cache, tokens: prompt[at..<end], logits: end == prompt.endIndex ? 1 : 0)])
      at = end
    }
  }

  /// The most likely tokens after `text`, the likeliest first.
  public func candidates(after text: String, count: Int = 10) throws(InferenceError) -> [Candidate]
  {
    var result: [Candidate] = []
    _ = try generate(Request(text, tokens: 1, candidates: count)) { step in
      result = step.candidates
      return .stop
    }
    return result
  }

  /// The logits after `tokens`, [vocabulary]: what the model says before sampling.
  public func logits(after tokens: [Int]) throws(InferenceError) -> [Float] {
    guard !tokens.isEmpty, tokens.count <= model.shape.contextLength else {
      throw InferenceError(
        .invalidRequest, "tokens", .outside(1, Double(model.shape.contextLength)))
    }
    let cache = try KeyValueCache(model.shape, capacity: tokens.count)
    var result: [Float] = []
    var at = 0
    while at < tokens.count {
      let end = min(tokens.count, at + batchSize)
      let logits = try forward(
        [Run(cache: cache, tokens: tokens[at..<end], logits: end == tokens.count ? 1 : 0)])
      if end == tokens.count {
        result = Array(UnsafeBufferPointer(start: logits[0], count: model.shape.vocabulary))
      }
      at = end
    }
    return result
  }
}
