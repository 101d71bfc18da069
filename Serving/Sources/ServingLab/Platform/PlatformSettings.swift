/// How requests are held, and how workers come and go.
public struct PlatformSettings: Sendable, Equatable {
  /// Whether workers are started on demand and stopped when they are idle; otherwise `workers` of
  /// them are always there.
  public var isServerless = false
  /// The most workers, at least 1.
  public var workers = 1
  /// The most jobs of a worker at once, at least 1.
  public var concurrency = 16
  /// Seconds that an idle worker is kept, where they come and go.
  public var keepAlive = 30.0
  /// Requests that wait at most; more are refused.
  public var queue = 256
  /// Seconds after which a request is given up, from its arrival on.
  public var patience = 300.0
  /// Seconds without a word from a worker at work after which it counts as hung.
  public var longestSilence = 20.0
  /// Seconds that a load may take.
  public var longestLoad = 300.0
  /// How often a request is begun at most, where workers are lost.
  public var attempts = 3
  /// Starts that fail one after the other until those that wait are told so.
  public var failedStarts = 3

  /// One worker that is always there.
  public init() {}
}
