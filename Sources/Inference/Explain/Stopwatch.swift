/// Elapsed time beside the time that processors spent, so that a measurement can tell whether the
/// computer was busy with something else.
public struct Stopwatch: Sendable {
  private let start = Machine.now
  private let spent = Machine.processorTime
  private let waited = Machine.timeKeptWaiting

  /// Starts it.
  public init() {}

  /// Seconds since it was started.
  public var elapsed: Double { Machine.now - start }

  /// Of the time in which threads could have worked, the share in which they had a processor, 0...1;
  /// 1 where too little passed to tell.
  ///
  /// Threads that wait for each other do not count. Where the system does not tell waiting for a
  /// processor from that, 1 stands for whatever may be either.
  public func share(threads: Int) -> Double {
    let elapsed = elapsed
    guard elapsed > 0.005, threads > 0 else { return 1 }
    let worked = Machine.processorTime - spent
    if let waited, let now = Machine.timeKeptWaiting, now >= waited, worked > 0 {
      return worked / (worked + now - waited)
    }
    let share = min(1, worked / (elapsed * Double(threads)))
    return share < 0.7 ? share : 1
  }
}

/// How a measurement was repeated.
public struct Repetition: Sendable, Equatable {
  /// Short ones are made anew until so many seconds have passed, but not more often than `most`.
  public static let enough = 0.05
  /// The most runs.
  public static let most = 5

  /// How often it was made.
  public var runs: Int
  /// How far the fastest and the slowest lay apart, as a share of the one in the middle; 0 for one.
  public var spread: Double
  /// Of the time in which its threads could have worked, the share in which they had a processor,
  /// 0...1.
  public var processorShare: Double

  /// Whether something else kept the computer busy, and the figure is off by more than runs differ
  /// anyhow: the threads were kept waiting for over a tenth of the time. One other program at work
  /// takes a third from two threads on two processors and a ninth from eight on eight; on a quiet
  /// computer it is less than a hundredth.
  public var wasDisturbed: Bool { processorShare < 0.9 }

  /// - Parameter values: what each run came to.
  public init(_ values: [Double], processorShare: Double) {
    runs = values.count
    let sorted = values.sorted()
    let middle = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    spread = middle > 0 ? ((sorted.last ?? 0) - (sorted.first ?? 0)) / middle : 0
    self.processorShare = processorShare
  }
}
