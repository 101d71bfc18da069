/// Where tokens come from that are tried before the model has said them.
public enum Drafting {
  /// What stood behind the same few tokens earlier in the text. It costs nothing, and helps where
  /// texts repeat themselves.
  case earlierText
  /// A smaller model with the same vocabulary says them, on an engine of its own.
  case model(Engine)
}

/// Drafts tokens for one sequence.
struct Drafter {
  private let drafting: Drafting
  private var model: Second?

  /// The smaller model at work.
  private struct Second {
    let engine: Engine
    let cache: KeyValueCache
    /// The tokens whose keys and values are in its cache.
    var cached: [Int] = []
    var sampler: Sampler
  }

  /// - Parameter capacity: tokens that the sequence may come to.
  init(
    _ drafting: Drafting, for model: Model, _ sampling: Sampling, capacity: Int
  ) throws(InferenceError) {
    self.drafting = drafting
    guard case .model(let engine) = drafting else { return }
    guard engine.model.tokenizer.vocabulary.texts == model.tokenizer.vocabulary.texts else {
      throw InferenceError(.invalidRequest, "draft", .otherVocabulary)
    }
    var own = sampling
    // Another stream of luck than the one by which its tokens are judged.
    own.seed = ~sampling.seed
    self.model = Second(
      engine: engine,
      cache: try KeyValueCache(
        engine.model.shape, capacity: min(capacity, engine.model.shape.contextLength)),
      sampler: Sampler(own))
  }

  /// Up to `most` tokens that may come behind `tokens`; those of a model that draws come with the odds
  /// with which they were drawn.
  mutating func draft(
    behind tokens: [Int], most: Int
  ) throws(InferenceError) -> [(token: Int, odds: [Sampler.Odds]?)] {
    guard most > 0 else { return [] }
    guard var second = model else {
      return Drafter.earlier(in: tokens, most: most).map { ($0, nil) }
    }
    defer { model = second }
    var result: [(token: Int, odds: [Sampler.Odds]?)] = []
    let known = zip(second.cached, tokens).prefix { $0 == $1 }.count
    second.cached.removeLast(second.cached.count - min(known, tokens.count - 1))
    second.cache.count = second.cached.count
    var next = Array(tokens[second.cached.count...])
    var sampler = second.sampler
    sampler.begin(with: tokens)
    while result.count < most, second.cached.count + next.count <= second.cache.capacity {
      try second.engine.checkCancelled()
      let fed = next.prefix(second.engine.batchSize)
      next.removeFirst(fed.count)
      let logits = try second.engine.forward([
        Engine.Run(cache: second.cache, tokens: fed, logits: next.isEmpty ? 1 : 0)
      ])
      second.cached += fed
      guard next.isEmpty else { continue }
      let row = UnsafeMutableBufferPointer(
        start: logits[0], count: second.engine.model.shape.vocabulary)
      let odds = try sampler.odds(row)
      let token = sampler.draw(odds)
      sampler.remember(token)
      result.append((token, sampler.sampling.isGreedy ? nil : odds))
      next = [token]
    }
    second.sampler = sampler
    return result
  }

  /// What stood behind the last three tokens where they stood last before; else behind the last two, or
  /// the last one.
  static func earlier(in tokens: [Int], most: Int) -> ArraySlice<Int> {
    for length in stride(from: min(3, tokens.count - 1), to: 0, by: -1) {
      let wanted = tokens.suffix(length)
      for start in stride(from: tokens.count - length - 1, through: 0, by: -1)
      where tokens[start..<start + length].elementsEqual(wanted) {
        return tokens[(start + length)...].prefix(most)
      }
    }
    return []
  }
}
