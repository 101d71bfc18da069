/// How many drafted tokens came true.
public struct Speculation: Sendable {
  /// What was written.
  public var generation = Generation()
  /// Passes through the network behind the prompt.
  public var passes = 0
  /// Tokens that were drafted.
  public var drafted = 0
  /// Those of them that came.
  public var accepted = 0

  /// The share of the drafted tokens that came; 0 where none was drafted.
  public var acceptance: Double { drafted > 0 ? Double(accepted) / Double(drafted) : 0 }
  /// Tokens written behind the first in a pass, on average; 1 without drafts.
  public var tokensPerPass: Double {
    passes > 0 ? Double(max(0, generation.tokens.count - 1)) / Double(passes) : 1
  }
}

extension Engine {
  /// Generates an answer with several tokens tried in each pass: decode waits for memory, so that a
  /// pass of a few tokens takes little longer than one of a single token (speculative decoding;
  /// Leviathan and others, 2023).
  ///
  ///     let found = try engine.generate(Request("…"), drafting: .earlierText, ahead: 4)
  ///     print(found.acceptance, found.tokensPerPass)
  ///
  /// Where the request is greedy, or drafts are earlier text, the answer is the same as without, token
  /// by token. Where a model draws its drafts, it is another one, drawn with the same odds.
  /// - Parameter ahead: tokens that are drafted for each pass at most, 1...16.
  /// - Throws: as `generate`; `.invalidRequest` also where the drafting model has other tokens.
  public func generate(
    _ request: Request, drafting: Drafting, ahead: Int = 4,
    onStep: (Step) -> Flow = { _ in .goOn }
  ) throws(InferenceError) -> Speculation {
    guard (1...16).contains(ahead) else {
      throw InferenceError(.invalidRequest, "ahead", .outside(1, 16, found: Double(ahead)))
    }
    let sequence = try ActiveSequence(0, request, model, arrived: Machine.now)
    var drafter = try Drafter(
      drafting, for: model, request.sampling, capacity: sequence.cache.capacity)
    var result = Speculation()
    var isOver = false
    while !isOver {
      try checkCancelled()
      guard sequence.isDecoding else {
        for (sequence, logits) in try pass([sequence]) {
          let (step, done) = try sequence.advance(
            logits, contextLength: model.shape.contextLength)
          isOver = onStep(step) == .stop || done
        }
        continue
      }
      // All of them have to fit the pass, the cache, and what is still wanted.
      let room = min(
        ahead, batchSize - 1, sequence.left - 1,
        sequence.cache.capacity - sequence.cache.count - 1)
      let draft = try drafter.draft(behind: sequence.tokens, most: room)
      let logits = try forward([sequence.run(with: draft.map { $0.token })])
      result.passes += 1
      result.drafted += draft.count
      for place in 0...draft.count {
        let drafted = place < draft.count ? draft[place] : nil
        let row = UnsafeMutableBufferPointer(
          start: logits[place], count: model.shape.vocabulary)
        let (step, done) = try sequence.advance(
          row, contextLength: model.shape.contextLength,
          drafted: drafted.flatMap { drafted in
            drafted.odds.map { Sampler.Drafted(token: drafted.token, odds: $0) }
          })
        let came = step.token == drafted?.token
        if came { result.accepted += 1 }
        isOver = onStep(step) == .stop || done
        if isOver || !came { break }
      }
      sequence.dropDrafted()
    }
    result.generation = sequence.isDone ? sequence.result : sequence.stop()
    return result
  }
}
