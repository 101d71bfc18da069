import Basics

/// What a server of ours says of itself at `/gpulearn/platform`, and what a forecast has to know of
/// any server.
public struct PlatformFacts: Sendable, Equatable {
  /// Whether workers come and go; otherwise all are always there.
  public var isServerless = false
  /// The most workers, and the most requests of one at once.
  public var workers = 1
  public var concurrency = 16
  /// Seconds that an idle worker is kept.
  public var keepAlive = 30.0
  /// Requests that wait at most.
  public var queue = 256
  /// Tokens that go through a worker's network together.
  public var batchSize = 64
  /// The least seconds of a step, where a worker is held to a pace.
  public var leastPass = 0.0
  /// Seconds from a worker's start to its model being there; nil where none has been started.
  public var start: Double?

  /// One worker that is always there.
  public init() {}

  var json: JSON {
    .object([
      "serverless": .bool(isServerless), "workers": JSON(workers),
      "concurrency": JSON(concurrency), "keep_alive": .number(keepAlive), "queue": JSON(queue),
      "batch_size": JSON(batchSize), "least_pass": .number(leastPass),
      "start": start.map { .number($0) } ?? .null,
    ])
  }

  /// Reads what `json` wrote; nil where it is something else.
  init?(_ json: JSON) {
    guard let workers = json.member("workers")?.asWhole, (1...10_000).contains(workers),
      let concurrency = json.member("concurrency")?.asWhole, (1...10_000).contains(concurrency),
      let batch = json.member("batch_size")?.asWhole, (1...1_000_000).contains(batch)
    else { return nil }
    self.init()
    isServerless = json.member("serverless") == .bool(true)
    (self.workers, self.concurrency, batchSize) = (workers, concurrency, batch)
    keepAlive = json.member("keep_alive")?.asNumber ?? keepAlive
    queue = json.member("queue")?.asWhole ?? queue
    leastPass = json.member("least_pass")?.asNumber ?? 0
    start = json.member("start")?.asNumber
  }
}
