import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Draws tokens from logits: penalty, then top-k, top-p, min-p, then temperature.
struct Sampler {
  let sampling: Sampling
  private var random: SplitMix64
  private var recent: [Int] = []

  init(_ sampling: Sampling) {
    self.sampling = sampling
    random = SplitMix64(seed: sampling.seed)
  }

  /// Forgets what it remembered, and remembers these.
  mutating func begin(with tokens: [Int]) {
    recent = []
    for token in tokens.suffix(max(0, sampling.repetitionWindow)) { remember(token) }
  }

  /// Remembers a token of the prompt or the answer for the repetition penalty.
  mutating func remember(_ token: Int) {
    guard sampling.repetitionPenalty != 1, sampling.repetitionWindow > 0 else { return }
    recent.append(token)
    if recent.count > sampling.repetitionWindow { recent.removeFirst() }
  }

  /// A token that was drawn for a place by something cheaper, and the odds with which it was.
  struct Drafted {
    var token: Int
    var odds: [Odds]
  }

  /// The odds of a token.
  struct Odds {
    var token: Int
    var weight: Double
  }

  /// The next token. `logits` may be changed. Throws `.notFinite` where they hold NaN or are all
  /// infinite.
  mutating func next(_ logits: UnsafeMutableBufferPointer<Float>) throws(InferenceError) -> Int {
    draw(try odds(logits))
  }

  /// The next token where one was drafted: that one as often as its odds here allow, else one of those
  /// that were drafted too seldom. All tokens come up as often as without a draft (Leviathan and others,
  /// "Fast inference from transformers via speculative decoding", 2023).
  mutating func next(
    _ logits: UnsafeMutableBufferPointer<Float>, behind drafted: Drafted
  ) throws(InferenceError) -> Int {
    let wanted = try odds(logits)
    func share(_ token: Int, _ odds: [Odds]) -> Double {
      odds.first { $0.token == token }.map { $0.weight / Self.total(odds) } ?? 0
    }
    let (due, was) = (share(drafted.token, wanted), share(drafted.token, drafted.odds))
    if random.uniform() * was < due { return drafted.token }
    let (all, given) = (Self.total(wanted), Self.total(drafted.odds))
    var before: [Int: Double] = [:]
    for one in drafted.odds { before[one.token] = one.weight / given }
    let missing = wanted.map {
      Odds(token: $0.token, weight: max(0, $0.weight / all - (before[$0.token] ?? 0)))
    }
    // Nothing is missing where both are the same but for rounding.
    return draw(Self.total(missing) > 0 ? missing : wanted)
  }

  /// The tokens that may come next, the likeliest first, with their odds; one alone where it is sure.
  mutating func odds(_ logits: UnsafeMutableBufferPointer<Float>) throws(InferenceError) -> [Odds] {
    for token in Set(recent) where logits.indices.contains(token) {
      let penalty = Float(sampling.repetitionPenalty)
      logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty
    }
    let best = try Self.largest(logits)
    if sampling.isGreedy { return [Odds(token: best, weight: 1)] }
    var choices = Self.top(logits, sampling.topK == 0 ? logits.count : sampling.topK)
    let peak = choices[0].logit
    // Probabilities among the choices before temperature, for top-p and min-p.
    let weights = choices.map { exp(Double($0.logit - peak)) }
    let total = weights.reduce(0, +)
    var sum = 0.0
    var kept = 0
    for weight in weights where sum < sampling.topP * total && weight >= sampling.minP {
      sum += weight
      kept += 1
    }
    choices.removeLast(choices.count - max(kept, 1))
    return choices.map {
      Odds(token: $0.token, weight: exp(Double($0.logit - peak) / sampling.temperature))
    }
  }

  /// One of them, by its odds; no chance is used up where always the likeliest is taken.
  mutating func draw(_ odds: [Odds]) -> Int {
    if sampling.isGreedy { return odds.first?.token ?? 0 }
    var left = random.uniform() * Self.total(odds)
    for one in odds {
      left -= one.weight
      if left < 0 { return one.token }
    }
    return odds.last { $0.weight > 0 }?.token ?? 0
  }

  private static func total(_ odds: [Odds]) -> Double { odds.reduce(0) { $0 + $1.weight } }

  /// The position of the first of the largest.
  static func largest(_ logits: UnsafeMutableBufferPointer<Float>) throws(InferenceError) -> Int {
    var most = SIMD16<Float>(repeating: -.infinity)
    var check = SIMD16<Float>()
    let whole = logits.count / 16 * 16
    let bytes = UnsafeRawBufferPointer(logits)
    for i in stride(from: 0, to: whole, by: 16) {
      let v = bytes.loadUnaligned(fromByteOffset: i * 4, as: SIMD16<Float>.self)
      most.replace(with: v, where: v .> most)
      check += v * 0
    }
    var peak = most.max()
    var finite = check.sum() == 0
    for i in whole..<logits.count {
      peak = max(peak, logits[i])
      finite = finite && logits[i].isFinite
    }
    guard finite, let best = logits.firstIndex(of: peak) else {
      throw InferenceError(.notFinite, "logits", .notFinite)
    }
    return best
  }

  struct Choice {
    var token: Int
    var logit: Float

    func isBefore(_ other: Choice) -> Bool {
      logit != other.logit ? logit > other.logit : token < other.token
    }
  }

  /// The `k` largest, in order; the lower token first among equals.
  static func top(_ logits: UnsafeMutableBufferPointer<Float>, _ k: Int) -> [Choice] {
    guard k < logits.count / 4 else {
      let all = logits.enumerated().map { Choice(token: $0, logit: $1) }
      return Array(all.sorted { $0.isBefore($1) }.prefix(k))
    }
    // Collect what beats the worst of the best k so far; cut back when there are many.
    var best: [Choice] = []
    var bar = -Float.infinity
    for (token, logit) in logits.enumerated() where logit > bar || best.count < k {
      best.append(Choice(token: token, logit: logit))
      if best.count >= 2 * k + 16 {
        best.sort { $0.isBefore($1) }
        best.removeLast(best.count - k)
        bar = best[k - 1].logit
      }
    }
    return Array(best.sorted { $0.isBefore($1) }.prefix(k))
  }

  /// The probability of a token; 0 of one that is not in the vocabulary. Throws `.notFinite`.
  static func probability(
    of token: Int, _ logits: UnsafeMutableBufferPointer<Float>
  ) throws(InferenceError) -> Double {
    guard logits.indices.contains(token) else { return 0 }
    let peak = logits[try largest(logits)]
    let total = logits.reduce(0.0) { $0 + exp(Double($1 - peak)) }
    return exp(Double(logits[token] - peak)) / total
  }

  /// The `count` most likely tokens with their probabilities.
  static func candidates(_ logits: UnsafeMutableBufferPointer<Float>, _ count: Int) -> [Candidate] {
    let best = top(logits, count)
    guard let peak = best.first?.logit else { return [] }
    let total = logits.reduce(0.0) { $0 + exp(Double($1 - peak)) }
    return best.map {
      Candidate(token: $0.token, probability: exp(Double($0.logit - peak)) / total)
    }
  }
}
