import Basics

/// A load test of one server: users who each ask again as soon as they have their answer.
///
/// All ask for the first time at once. The times of the first requests count too, as in the load tests
/// that are published.
public struct ClosedLoop: Sendable, Equatable {
  /// How many ask at once.
  public var users: Int
  /// Tokens of each prompt.
  public var prompt: Int
  /// Tokens of each answer.
  public var output: Int
  /// How often each of them asks.
  public var rounds = 5

  /// So many users with requests of a length.
  public init(users: Int, prompt: Int, output: Int) {
    (self.users, self.prompt, self.output) = (users, prompt, output)
  }

  /// What a load test found.
  public struct Outcome: Sendable {
    /// Seconds from the first request to the last answer.
    public internal(set) var seconds = 0.0
    /// Requests that were answered: all of them.
    public internal(set) var requests = 0
    /// Tokens of all answers.
    public internal(set) var outputTokens = 0
    /// Seconds until the first token of an answer.
    public internal(set) var firstToken = LogHistogram()
    /// Seconds between the tokens of an answer, its mean; empty for answers of one token.
    public internal(set) var betweenTokens = LogHistogram()
    /// Seconds until the last token of an answer.
    public internal(set) var latency = LogHistogram()
    /// How often a request was put out of a full cache, to be read again.
    public internal(set) var preemptions = 0
    /// Events that were simulated.
    public internal(set) var events = 0

    /// Tokens of answers per second.
    public var outputRate: Double { Double(outputTokens) / seconds }
  }

  /// Runs it.
  /// - Parameter isStopped: asked now and then; true ends it.
  /// - Throws: `SimulationError`: settings that make no server or no test, or that it was stopped.
  public func run(
    on server: GPUServer, isStopped: () -> Bool = { false }
  ) throws(SimulationError) -> Outcome {
    try validate(on: server)
    var engine = ServerEngine(server)
    var outcome = Outcome()
    var left = users * rounds
    func request(at time: Double) -> BatchedRequest {
      BatchedRequest(id: 0, prompt: prompt, output: output, arrival: time)
    }
    for _ in 0..<users { engine.add(request(at: 0), at: 0) }
    left -= users
    var (looks, end) = (0, 0.0)
    while engine.count > 0 {
      looks += 1
      if looks % 1024 == 0, isStopped() { throw .cancelled }
      let now = engine.next()
      end = now
      engine.finish()
      for done in engine.takeFinished() {
        outcome.count(done)
        if left > 0 {
          left -= 1
          engine.add(request(at: now), at: now)
        }
      }
    }
    outcome.seconds = end
    outcome.preemptions = engine.preemptions
    outcome.events = looks + outcome.requests
    return outcome
  }

  private func validate(on server: GPUServer) throws(SimulationError) {
    try server.validate()
    try SimulationError.check(users, Setting(.load, .users), in: 1...100_000)
    try SimulationError.check(rounds, Setting(.load, .rounds), in: 1...1000)
    try SimulationError.check(prompt, Setting(.load, .prompt), in: 1...100_000_000)
    try SimulationError.check(output, Setting(.load, .output), in: 1...100_000_000)
    if !server.holds(Work(seconds: Double(output), prefill: Double(prompt))) {
      throw .unusable(
        Setting(.load, .prompt),
        .exceedsCache(Double(prompt) + Double(output), room: Double(server.room)))
    }
  }
}

extension ClosedLoop.Outcome {
  fileprivate mutating func count(_ done: BatchedRequest) {
    requests += 1
    outputTokens += done.output
    firstToken.add(done.firstToken - done.arrival)
    latency.add(done.end - done.arrival)
    if let between = done.betweenTokens { betweenTokens.add(between) }
  }
}
