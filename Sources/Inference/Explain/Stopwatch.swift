/// Elapsed time beside the time that processors spent, so that a measurement can tell whether the
/// computer was busy with something else.
public struct Stopwatch: Sendable {
  private let start = Machine.now
  private let spent = Machine.processorTime

  /// Starts it.
  public init() {}

  /// Seconds since it was started.
  public var elapsed: Double { Machine.now - start }

  /// The share of the time that threads had a processor, 0...1; 1 where too little passed to tell.
  public func share(threads: Int) -> Double {
    let elapsed = elapsed
    guard elapsed > 0.005, threads > 0 else { return 1 }
    return min(1, (Machine.processorTime - spent) / (elapsed * Double(threads)))
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
  /// The share of the time that its threads had a processor, 0...1.
  public var processorShare: Double

  /// Whether something else kept the computer busy: the threads waited for more than three tenths of
  /// the time.
  public var wasDisturbed: Bool { processorShare < 0.7 }

  /// - Parameter values: what each run came to.
  public init(_ values: [Double], processorShare: Double) {
    runs = values.count
    let sorted = values.sorted()
    let middle = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    spread = middle > 0 ? ((sorted.last ?? 0) - (sorted.first ?? 0)) / middle : 0
    self.processorShare = processorShare
  }
}
