/// A request on its way through the batch.
final class ActiveSequence {
  let number: Int
  let request: Request
  let cache: KeyValueCache
  let started: Double
  private(set) var result = Generation()
  /// Whether it has ended by itself.
  private(set) var isDone = false
  private var prompt: [Int]
  private var fed = 0
  private var sampler: Sampler
  private var stream: TextStream
  private let tokenizer: Tokenizer

  /// Checks a request and reserves its cache. `arrived` is when the caller asked for it; what
  /// `prefixes` hold of the beginning of its prompt is not computed again.
  init(
    _ number: Int, _ request: Request, _ model: Model, arrived: Double,
    prefixes: PrefixCache? = nil
  ) throws(InferenceError) {
    try request.sampling.check()
    guard request.tokens > 0 else {
      throw InferenceError(.invalidRequest, "tokens", .mustBePositive)
    }
    guard (0...1000).contains(request.candidates) else {
      throw InferenceError(.invalidRequest, "candidates", .outside(0, 1000))
    }
    let prompt =
      request.promptTokens ?? model.tokenizer.encode(request.prompt, special: request.special)
    let context = model.shape.contextLength
    guard !prompt.isEmpty else {
      throw InferenceError(.invalidRequest, "prompt", .empty)
    }
    guard prompt.count < context else {
      throw InferenceError(.invalidRequest, "prompt", .longerThanContext(prompt.count, context))
    }
    self.number = number
    self.request = request
    self.prompt = prompt
    started = arrived
    tokenizer = model.tokenizer
    // The last token is never fed back.
    let room = min(context, prompt.count + min(request.tokens, context))
    cache = try KeyValueCache(model.shape, capacity: room)
    sampler = Sampler(request.sampling)
    stream = TextStream(model.tokenizer, stop: request.stop)
    for token in prompt { sampler.remember(token) }
    if let kept = prefixes?.longest(prompt, isLong: cache.isLong) {
      // The last token has to go through in any case, for what comes behind it.
      fed = min(kept.count, prompt.count - 1)
      cache.copy(fed, from: kept.cache)
      result.reusedTokens = fed
    }
    result.promptTokens = prompt.count
    result.cacheBytes = cache.bytes
    result.wait = Machine.now - arrived
  }

  /// Whether the next pass feeds one generated token rather than prompt.
  var isDecoding: Bool { fed >= result.promptTokens }

  /// All tokens so far, the prompt's first.
  var tokens: [Int] { prompt }

  /// The tokens whose keys and values are in the cache.
  var cached: ArraySlice<Int> { prompt.prefix(cache.count) }

  /// The next tokens to feed, at most `limit`.
  func run(atMost limit: Int) -> Engine.Run {
    let end = min(prompt.count, fed + limit)
    defer { fed = end }
    return Engine.Run(cache: cache, tokens: prompt[fed..<end], logits: end == prompt.count ? 1 : 0)
  }

  /// The last token with some that may come behind it, to be fed with logits after each of them.
  func run(with draft: [Int]) -> Engine.Run {
    let tokens = prompt.suffix(1) + draft
    return Engine.Run(cache: cache, tokens: tokens[...], logits: tokens.count)
  }

  /// Forgets keys and values of tokens that were drafted and did not come.
  func dropDrafted() {
    cache.count = min(cache.count, prompt.count - 1)
    fed = prompt.count - 1
  }

  /// Takes the logits after the last token; returns the step, and whether the sequence is done.
  /// - Parameter drafted: a token that was drafted for this place by drawing it.
  func advance(
    _ logits: UnsafeMutableBufferPointer<Float>, contextLength: Int,
    drafted: Sampler.Drafted? = nil
  ) throws(InferenceError) -> (Step, Bool) {
    if result.tokens.count < request.leastTokens {
      for end in tokenizer.vocabulary.endings where logits.indices.contains(end) {
        // What is not finite counts as damage.
        logits[end] = -1e30
      }
    }
    let candidates =
      request.candidates > 0 ? Sampler.candidates(logits, request.candidates) : []
    let token =
      if let drafted { try sampler.next(logits, behind: drafted) } else { try sampler.next(logits) }
    let now = Machine.now - started
    if result.tokens.isEmpty { result.timeToFirstToken = now }
    result.time = now
    var step = Step(
      request: number, token: token, text: "", candidates: candidates,
      count: result.tokens.count + 1, timeToFirstToken: result.timeToFirstToken,
      tokensPerSecond: 0)
    let decoding = now - result.timeToFirstToken
    if !result.tokens.isEmpty, decoding > 0 {
      step.tokensPerSecond = Double(result.tokens.count) / decoding
    }
    if !request.ignoresEnd, tokenizer.vocabulary.ends(token) {
      result.finish = .end
      step.text = stream.finish()
      result.text = stream.text
      isDone = true
      return (step, true)
    }
    result.tokens.append(token)
    sampler.remember(token)
    prompt.append(token)
    step.text = stream.add(token)
    var done = true
    if let stop = stream.stopped {
      result.finish = .stopText(stop)
    } else if result.tokens.count >= request.tokens {
      result.finish = .length
    } else if prompt.count >= contextLength {
      result.finish = .contextFull
    } else {
      done = false
    }
    if done {
      step.text += stream.finish()
      result.text = stream.text
    }
    isDone = done
    return (step, done)
  }

  /// How many tokens may still be written, the context's end aside.
  var left: Int { request.tokens - result.tokens.count }

  /// Ends it early, with what there is.
  func stop() -> Generation {
    // What it returns is in the whole text, too.
    _ = stream.finish()
    result.text = stream.text
    result.finish = .stopped
    result.time = Machine.now - started
    return result
  }
}
