/// What serving measured on this machine; times in seconds, memory in bytes.
public struct ServingReport: Sendable {
  /// One request served.
  public struct Served: Sendable {
    /// When it came, after the start.
    public var arrival: Double
    /// Seconds until work on it began: behind other requests, or behind a load.
    public var wait: Double
    /// Seconds of loading that it waited for; 0 where the model was loaded already.
    public var loadTime: Double
    /// Whether the model had to be loaded for it.
    public var isCold: Bool
    /// Seconds from its arrival to the first token.
    public var timeToFirstToken: Double
    /// Seconds of work on it, without waiting.
    public var serviceTime: Double
    /// Seconds from its arrival to the last token.
    public var latency: Double
    /// What was written.
    public var generation: Generation
  }

  /// How the model was kept.
  public var mode: Serving.Mode
  /// The requests, in the order in which they came.
  public var served: [Served] = []
  /// Loads of the model, in seconds each.
  public var loads: [Double] = []
  /// Whether the file was really read from disk for each load, as far as the system lets us say.
  public var droppedPageCache = false
  /// From the start to the end of the last request's keep-alive.
  public var duration = 0.0
  /// Seconds that the model was loaded or loading: what a provider would bill.
  public var secondsAlive = 0.0
  /// Seconds of work on requests.
  public var secondsBusy = 0.0
  /// The most memory that the process held beyond what it held before.
  public var memoryHeld = 0
  /// Bytes of the file.
  public var fileBytes = 0
  /// Seconds of work on requests in which the threads had a processor, for each of them.
  public var secondsOnProcessor = 0.0
  /// Threads at work.
  public var threads = 1
  /// The kernels that ran, e.g. "AVX-512 VNNI".
  public var kernels = ""

  /// Mean seconds of a load; 0 without one.
  public var loadTime: Double { Self.mean(loads) }
  /// Mean seconds of work on a request.
  public var serviceTime: Double { Self.mean(served.map { $0.serviceTime }) }
  /// Mean seconds from arrival to first token.
  public var timeToFirstToken: Double { Self.mean(served.map { $0.timeToFirstToken }) }
  /// Mean seconds from arrival to last token.
  public var latency: Double { Self.mean(served.map { $0.latency }) }
  /// Mean tokens a second in decode.
  public var tokensPerSecond: Double { Self.mean(served.map { $0.generation.tokensPerSecond }) }
  /// Share of requests that waited for a load.
  public var coldShare: Double { Self.mean(served.map { $0.isCold ? 1 : 0 }) }
  /// Share of the time alive that was work.
  public var utilization: Double { secondsAlive > 0 ? min(1, secondsBusy / secondsAlive) : 0 }

  /// Each request as a run of its own: how far apart their work took, and whether the computer was
  /// busy with something else.
  public var repetition: Repetition {
    Repetition(
      served.map { $0.serviceTime },
      processorShare: secondsBusy > 0.005 ? min(1, secondsOnProcessor / secondsBusy) : 1)
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
