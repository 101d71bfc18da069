extension Engine {
  /// Generates an answer to one prompt, passing each token to `onStep` as it comes.
  ///
  ///     let answer = try engine.generate(Request("A GPU is", tokens: 32)) { step in
  ///       print(step.text, terminator: "")
  ///       return .goOn
  ///     }
  ///
  /// What `prefixes` hold of the prompt's beginning is not computed again; the text stays the same.
  ///
  /// Throws `.invalidRequest`, `.notFinite`, and `.cancelled` where `isCancelled` says so. A stop by
  /// the callback is no error.
  public func generate(
    _ request: Request, prefixes: PrefixCache? = nil, onStep: (Step) -> Flow = { _ in .goOn }
  ) throws(InferenceError) -> Generation {
    let all = try generate([request], together: 1, prefixes: prefixes, onStep: onStep)
    return all.generations[0]
  }

  /// Generates an answer to `prompt`, at most 128 tokens, always the most likely ones.
  public func generate(_ prompt: String) throws(InferenceError) -> Generation {
    try generate(Request(prompt))
  }

  /// Answers to several prompts, and what the batch as a whole did.
  public struct BatchResult: Sendable {
    /// In the order of the requests.
    public var generations: [Generation]
    /// Seconds from the start to the last token.
    public var time: Double
    /// Passes through the network.
    public var passes: Int
    /// Generated tokens a second, all requests together.
    public var tokensPerSecond: Double {
      let tokens = generations.reduce(0) { $0 + $1.tokens.count }
      return time > 0 ? Double(tokens) / time : 0
    }
  }

  /// Generates answers to several prompts with continuous batching: up to `together` of them share
  /// each pass, and when one ends the next takes its place. Prompts go through in what room a pass
  /// has left. The text of each is the same as if it were alone.
  public func generate(
    _ requests: [Request], together: Int, prefixes: PrefixCache? = nil,
    onStep: (Step) -> Flow = { _ in .goOn }
  ) throws(InferenceError) -> BatchResult {
    guard together >= 1, together <= batchSize else {
      throw InferenceError(.invalidRequest, "together", .outside(1, Double(batchSize)))
    }
    let start = Machine.now
    var generations = [Generation](repeating: Generation(), count: requests.count)
    let batch = Batch(self, prefixes: prefixes)
    var active: Set<Int> = []
    var next = 0
    var passes = 0
    while next < requests.count || !active.isEmpty {
      while next < requests.count, active.count < together {
        try batch.add(requests[next], as: next, arrived: start)
        active.insert(next)
        next += 1
      }
      passes += 1
      let flow = try batch.pass { step, ended in
        if let ended {
          generations[step.request] = ended
          active.remove(step.request)
        }
        return onStep(step)
      }
      if flow == .stop {
        for number in active { generations[number] = batch.remove(number) ?? Generation() }
        for waiting in next..<requests.count { generations[waiting].finish = .stopped }
        break
      }
    }
    return BatchResult(generations: generations, time: Machine.now - start, passes: passes)
  }

  /// One pass: a token of each sequence that decodes, and prompts in the room that is left.
  func pass(_ active: [ActiveSequence]) throws(InferenceError)
    -> [(ActiveSequence, UnsafeMutableBufferPointer<Float>)]
  {
    var runs: [Run] = []
    var owners: [ActiveSequence] = []
    var room = batchSize
    for sequence in active where sequence.isDecoding {
      runs.append(sequence.run(atMost: 1))
      owners.append(sequence)
      room -= 1
    }
    for sequence in active where !sequence.isDecoding && room > 0 {
      let run = sequence.run(atMost: room)
      room -= run.tokens.count
      runs.append(run)
      owners.append(sequence)
    }
    let logits = try forward(runs)
    var result: [(ActiveSequence, UnsafeMutableBufferPointer<Float>)] = []
    for (run, owner) in zip(runs, owners) where run.logits > 0 {
      result.append(
        (
          owner,
          UnsafeMutableBufferPointer(start: logits[result.count], count: model.shape.vocabulary)
        ))
    }
    return result
  }
}
