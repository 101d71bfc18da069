#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a model would say if it stopped behind one of its layers: the last token's state, given to the
/// final norm and the output as if no layer followed (nostalgebraist, "interpreting GPT: the logit
/// lens", 2020).
public struct Lens: Sendable, Equatable {
  /// The most likely token before the first layer, and behind each one.
  public var best: [Candidate]
  /// Tokens that are followed: what the model says in the end, and what it would have said earlier; the
  /// last of them first.
  public var tokens: [Int]
  /// Their probabilities, [1 + layers][tokens].
  public var probabilities: [[Double]]
  /// The place of the token that is said in the end among all tokens, 1 for the most likely.
  public var ranks: [Int]
}

extension Engine {
  /// What the model would say behind each of its layers.
  /// - Parameter tokens: what it reads, 1 to the length of its context.
  /// - Throws: `.invalidRequest`, `.notFinite`, and `.cancelled` where `isCancelled` says so.
  public func lens(after tokens: [Int]) throws(InferenceError) -> Lens {
    let states = try lastStates(tokens)
    var rows: [[Float]] = []
    var at = 0
    while at < states.count {
      try checkCancelled()
      let part = states[at..<min(states.count, at + batchSize)]
      for (t, state) in part.enumerated() {
        scratch.x[t].update(from: state, count: state.count)
      }
      let logits = try scores(part.count)
      for t in 0..<part.count {
        let row = UnsafeMutableBufferPointer(start: logits[t], count: model.shape.vocabulary)
        _ = try Sampler.largest(row)
        rows.append(Array(row))
      }
      at += part.count
    }
    return Lens(logits: rows)
  }

  /// The state of the last token before the first layer and behind each one, [1 + layers][width].
  private func lastStates(_ tokens: [Int]) throws(InferenceError) -> [[Float]] {
    var states: [[Float]] = []
    let width = model.shape.width
    try feed(tokens, atMost: batchSize, alone: true) { [scratch] _, isLast, moment in
      guard isLast, case .states = moment else { return }
      states.append(Array(UnsafeBufferPointer(start: scratch.x[0], count: width)))
    }
    return states
  }

  /// Passes tokens through the network while somebody looks on.
  /// - Parameters:
  ///   - alone: whether the last token has a pass of its own.
  ///   - look: is told the first token of the pass, whether it is the last pass, and what came about.
  func feed(
    _ tokens: [Int], atMost count: Int, alone: Bool = false,
    _ look: @escaping (Int, Bool, Moment) -> Void
  ) throws(InferenceError) {
    guard !tokens.isEmpty, tokens.count <= model.shape.contextLength else {
      throw InferenceError(
        .invalidRequest, "tokens", .outside(1, Double(model.shape.contextLength)))
    }
    let cache = try KeyValueCache(model.shape, capacity: tokens.count)
    defer { watcher = nil }
    var at = 0
    while at < tokens.count {
      try checkCancelled()
      var end = min(tokens.count, at + count)
      if alone, end == tokens.count, at < end - 1 { end -= 1 }
      let (first, isLast) = (at, end == tokens.count)
      watcher = { look(first, isLast, $0) }
      _ = try forward([Run(cache: cache, tokens: tokens[at..<end], logits: 0)])
      at = end
    }
  }
}

extension Lens {
  /// The most tokens that are followed.
  static let most = 6

  /// - Parameter logits: [1 + layers][vocabulary], finite.
  init(logits: [[Float]]) {
    var best: [Candidate] = []
    var totals: [(peak: Float, total: Double)] = []
    for row in logits {
      let peak = row.max() ?? 0
      let total = row.reduce(0.0) { $0 + exp(Double($1 - peak)) }
      totals.append((peak, total))
      best.append(
        Candidate(token: row.firstIndex(of: peak) ?? 0, probability: total > 0 ? 1 / total : 0))
    }
    var tokens: [Int] = []
    for candidate in best.reversed() where !tokens.contains(candidate.token) {
      tokens.append(candidate.token)
    }
    tokens = Array(tokens.prefix(Lens.most))
    self.best = best
    self.tokens = tokens
    probabilities = zip(logits, totals).map { row, scale in
      tokens.map { exp(Double(row[$0] - scale.peak)) / scale.total }
    }
    let said = best.last?.token ?? 0
    ranks = logits.map { row in
      1 + row.enumerated().count { $1 > row[said] || ($1 == row[said] && $0 < said) }
    }
  }
}
