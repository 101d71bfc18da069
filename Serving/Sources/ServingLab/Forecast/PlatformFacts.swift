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
  /// Seconds from a worker's start to its model being there, on average; nil where none has been
  /// started.
  public var start: Double?
  /// Starts that came to their end so far, requests that were answered, and those of them that had
  /// waited for a start.
  public var starts = 0
  public var answered = 0
  public var cold = 0

  /// One worker that is always there.
  public init() {}

  var json: JSON {
    .object([
      "serverless": .bool(isServerless), "workers": JSON(workers),
      "concurrency": JSON(concurrency), "keep_alive": .number(keepAlive), "queue": JSON(queue),
      "batch_size": JSON(batchSize), "least_pass": .number(leastPass),
      "start": start.map { .number($0) } ?? .null, "starts": JSON(starts),
      "answered": JSON(answered), "cold": JSON(cold),
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
    queue = json.member("queue")?.asCount ?? queue
    leastPass = json.member("least_pass")?.asNumber ?? 0
    start = json.member("start")?.asNumber
    starts = json.member("starts")?.asCount ?? 0
    answered = json.member("answered")?.asCount ?? 0
    cold = json.member("cold")?.asCount ?? 0
  }
}

extension PlatformFacts {
  /// What came of it since an earlier look: the share of cold requests, and the mean seconds of a
  /// start; each nil where there were none.
  func since(_ earlier: PlatformFacts) -> (coldShare: Double?, start: Double?) {
    let (answers, starts) = (answered - earlier.answered, starts - earlier.starts)
    let seconds =
      (start ?? 0) * Double(self.starts) - (earlier.start ?? 0) * Double(earlier.starts)
    return (
      answers > 0 ? Double(cold - earlier.cold) / Double(answers) : nil,
      starts > 0 ? seconds / Double(starts) : nil
    )
  }
}
