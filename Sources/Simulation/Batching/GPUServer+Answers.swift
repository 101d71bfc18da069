extension GPUServer {
  /// What a request got, in seconds after it came.
  public struct Answer: Sendable, Equatable {
    /// Until its first token.
    public var firstToken: Double
    /// Until its last.
    public var latency: Double
  }

  /// Plays requests through one such server that has nothing else to do, from the first to the last.
  /// - Parameter requests: in the order of their times; lengths that are missing are one token.
  /// - Returns: what each got, in the same order.
  /// - Throws: `SimulationError`: settings that make no server, or a request that its cache cannot hold.
  public func answers(to requests: [TracedRequest]) throws(SimulationError) -> [Answer] {
    try validate()
    var engine = ServerEngine(self)
    var answers = Array(repeating: Answer(firstToken: 0, latency: 0), count: requests.count)
    func take() {
      for done in engine.takeFinished() {
        answers[done.id] = Answer(
          firstToken: done.firstToken - done.arrival, latency: done.end - done.arrival)
      }
    }
    for (index, request) in requests.enumerated() {
      let (prompt, output) = (
        GPUServer.tokens(request.promptTokens), GPUServer.tokens(request.outputTokens)
      )
      if !holds(Work(seconds: Double(output), prefill: Double(prompt))) {
        throw .unusable(
          Setting(.load, .prompt),
          .exceedsCache(Double(prompt) + Double(output), room: Double(room)))
      }
      while engine.count > 0, engine.next() <= request.time { engine.finish() }
      take()
      engine.add(
        BatchedRequest(id: index, prompt: prompt, output: output, arrival: request.time),
        at: request.time)
    }
    while engine.count > 0 { engine.finish() }
    take()
    return answers
  }

  private static func tokens(_ length: Double?) -> Int {
    length.map { $0 >= 1 && $0 < 1e9 ? Int($0.rounded()) : 1 } ?? 1
  }
}
