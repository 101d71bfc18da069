/// What happened, interval by interval, for a timeline. Times are seconds from the beginning of
/// the measured part; intervals that reach over an end are cut there.
public struct Recording: Sendable, Equatable {
  /// What an instance was doing for a while.
  public struct Interval: Sendable, Equatable {
    /// Row of the timeline. Instances that are not there at once share one.
    public var lane: Int
    /// Number of the instance, from 1 in the order of creation.
    public var instance: Int
    public var state: State
    public var start: Double
    public var end: Double

    public init(lane: Int, instance: Int, state: State, start: Double, end: Double) {
      self.lane = lane
      self.instance = instance
      self.state = state
      self.start = start
      self.end = end
    }
  }

  /// What an instance can be doing.
  public enum State: String, Sendable, CaseIterable { case starting, busy, idle }

  /// A request that was served.
  public struct Request: Sendable, Equatable {
    public var lane: Int
    public var arrival: Double
    /// When its service began, and when it ended or will end.
    public var begin: Double
    public var end: Double

    public init(lane: Int, arrival: Double, begin: Double, end: Double) {
      self.lane = lane
      self.arrival = arrival
      self.begin = begin
      self.end = end
    }
  }

  /// In the order in which they ended.
  public internal(set) var intervals: [Interval] = []
  /// In the order in which their service began (ended, on instances that take several).
  public internal(set) var requests: [Request] = []
  /// Times at which requests came, and at which one was turned away.
  public internal(set) var arrivals: [Double] = []
  public internal(set) var rejections: [Double] = []
  /// How many lanes there are.
  public internal(set) var lanes = 0
  /// Until when the recording reaches.
  public internal(set) var end = 0.0
  /// Whether there was more to record than there was room for.
  public internal(set) var isTruncated = false

  /// Nothing yet; `Run.recorded` asks for one.
  init() {}

  /// What was measured of real servers rather than simulated, one instance after another on one lane.
  public init(intervals: [Interval], requests: [Request], end: Double) {
    self.intervals = intervals
    self.requests = requests
    arrivals = requests.map { $0.arrival }
    lanes = 1
    self.end = end
  }
}
