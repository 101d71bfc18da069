/// What each instance of a run did, and when. All times are in seconds.
public struct RunTimeline: Hashable, Sendable {
  /// What an instance does.
  public enum State: String, Hashable, Sendable { case starting, busy, idle }

  /// A stretch in one state.
  public struct Span: Hashable, Sendable {
    /// Where it begins.
    public let start: Double
    /// Where it ends.
    public let end: Double
    /// What the instance does.
    public let state: State

    /// Creates a span.
    public init(_ start: Double, _ end: Double, _ state: State) {
      self.start = start
      self.end = end
      self.state = state
    }
  }

  /// One instance; where it has no span it is not there.
  public struct Lane: Hashable, Sendable {
    /// "GPU 2".
    public let name: String
    /// In the order of time.
    public let spans: [Span]

    /// Creates a lane.
    public init(name: String, spans: [Span]) {
      self.name = name
      self.spans = spans
    }
  }

  /// How many instances there were over a while, on average, by what they did.
  public struct Level: Hashable, Sendable {
    /// Where it begins.
    public let start: Double
    /// Where it ends.
    public let end: Double
    /// Instances at work.
    public let busy: Double
    /// Instances being started.
    public let starting: Double
    /// Instances without work.
    public let idle: Double

    /// Creates a level.
    public init(_ start: Double, _ end: Double, busy: Double, starting: Double, idle: Double) {
      (self.start, self.end) = (start, end)
      (self.busy, self.starting, self.idle) = (busy, starting, idle)
    }
  }

  /// What was spent from the beginning of the stretch until a moment.
  public struct Spending: Hashable, Sendable {
    /// The moment.
    public let time: Double
    /// Dollars.
    public let dollars: Double

    /// Creates what was spent until a moment.
    public init(_ time: Double, _ dollars: Double) { (self.time, self.dollars) = (time, dollars) }
  }

  /// What it is of, where there are several; else empty.
  public var name = ""
  /// What the course calls servers and requests.
  public var names = FleetNames.usual
  /// Where the stretch begins.
  public let start: Double
  /// Where it stops, which is before the end of a long run.
  public let end: Double
  /// Those that were there, in order.
  public let lanes: [Lane]
  /// When requests came.
  public let arrivals: [Double]
  /// Instances of that time that have no lane here.
  public let lanesLeftOut: Int
  /// All instances together, where there are too many for a lane each; else empty.
  public let levels: [Level]
  /// What was spent, where that was asked for.
  public let costs: [Spending]

  /// Creates a timeline.
  public init(
    start: Double = 0, end: Double, lanes: [Lane], arrivals: [Double], lanesLeftOut: Int,
    levels: [Level] = [], costs: [Spending] = []
  ) {
    (self.start, self.end) = (start, end)
    self.lanes = lanes
    self.arrivals = arrivals
    self.lanesLeftOut = lanesLeftOut
    (self.levels, self.costs) = (levels, costs)
  }
}

/// Which stretch of a run is to be seen. Times are in seconds from its beginning.
public enum RunWindow: Hashable, Sendable {
  /// Its beginning.
  case beginning
  /// From one time to another.
  case between(Double, Double)
  /// Some time about a moment.
  case around(Double)
  /// Before, during and after the first start, or the longest wait of a request.
  case firstColdStart, longestWait
}
