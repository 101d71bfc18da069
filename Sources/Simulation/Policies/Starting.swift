/// When requests that find no room have instances started for them, in fleets whose instances are
/// kept for a while.
public enum Starting: Sendable, Equatable {
  /// At once, one for each that no instance being started will take.
  case atOnce
  /// One for each that has waited so many seconds, as RunPod's queue delay does; the first at once
  /// where there is no instance. None where instances that start already will take all that wait.
  /// Source: docs.runpod.io, "Endpoint settings" (auto-scaling type).
  case afterWait(Double)
  /// As many as there are times so many requests, waiting or at work, as RunPod's request count does:
  /// ceil((requestsInQueue + requestsInProgress) / scalerValue). None of them goes while it is
  /// wanted. Source: as above.
  case byCount(Double)

  func validate(_ fleet: Fleet) throws(SimulationError) {
    switch self {
    case .atOnce: return
    case .afterWait(let seconds):
      try SimulationError.check(seconds, Setting(.starting, .time), in: 0...1e7)
    case .byCount(let requests):
      try SimulationError.check(requests, Setting(.starting, .count), in: 1...1e6)
    }
    if fleet.waiting == .forItsInstance { throw .unusable(Setting(.starting), .needsOneLine) }
    guard fleet.keepAlive != nil else {
      throw .unusable(Setting(.starting), .needsOtherScaling)
    }
  }
}

/// How quickly instances may be started: so many at once, and no more than so many in a time. What was
/// not used is not saved up.
public struct StartLimit: Sendable, Equatable {
  /// So many instances.
  public var count: Int
  /// In so many seconds.
  public var seconds: Double

  /// Creates a limit.
  public init(_ count: Int, per seconds: Double) { (self.count, self.seconds) = (count, seconds) }

  /// AWS Lambda's, for each function. Beyond it requests are throttled, which is `Queue.reject`.
  /// Source: docs.aws.amazon.com, "Lambda scaling behavior" (concurrency scaling rate).
  public static let lambda = StartLimit(1000, per: 10)

  func validate(_ fleet: Fleet) throws(SimulationError) {
    try SimulationError.check(count, Setting(.startLimit, .count), in: 1...1_000_000)
    try SimulationError.check(seconds, Setting(.startLimit, .time), in: 1e-3...1e7)
    if case .schedule = fleet.scaling, fleet.isElastic {
      throw .unusable(Setting(.startLimit), .needsOtherScaling)
    }
  }
}

/// What a limit leaves to start. It fills up evenly, as Lambda's does.
struct StartBucket: Sendable {
  private let limit: StartLimit
  private var left: Double
  private var since = 0.0

  init(_ limit: StartLimit) {
    self.limit = limit
    left = Double(limit.count)
  }

  private func left(at now: Double) -> Double {
    min(Double(limit.count), left + (now - since) * Double(limit.count) / limit.seconds)
  }

  /// Whether another one may start.
  func allows(at now: Double) -> Bool { left(at: now) >= 1 - 1e-9 }

  /// When the next one may.
  func next(after now: Double) -> Double {
    now + max(0, 1 - left(at: now)) * limit.seconds / Double(limit.count)
  }

  mutating func take(at now: Double) {
    (left, since) = (left(at: now) - 1, now)
  }
}
