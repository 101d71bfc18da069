/// What happened, interval by interval, for a timeline. Times are seconds from the beginning of
/// the measured part; intervals that reach over an end are cut there.
public struct Recording: Sendable, Equatable {
  /// What an instance was doing for a while.
  public struct Interval: Sendable, Equatable {
    /// The row of the timeline. Instances that never exist at the same time may share one.
    public var lane: Int
    /// The number of the instance, from 1 in order of creation.
    public var instance: Int
    /// What the instance was doing.
    public var state: State
    /// When it began, in seconds.
    public var start: Double
    /// When it ended, in seconds.
    public var end: Double

    /// Creates an interval.
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
    /// The row of the instance that served it.
    public var lane: Int
    /// When it arrived, in seconds.
    public var arrival: Double
    /// When its service began, in seconds.
    public var begin: Double
    /// When its service ended, or will end, in seconds.
    public var end: Double

    /// Creates a request.
    public init(lane: Int, arrival: Double, begin: Double, end: Double) {
      self.lane = lane
      self.arrival = arrival
      self.begin = begin
      self.end = end
    }
  }

  /// The intervals, in the order in which they ended.
  public internal(set) var intervals: [Interval] = []
  /// The requests served, in the order in which their service began (ended, on instances that take
  /// several at once).
  public internal(set) var requests: [Request] = []
  /// The times at which requests arrived, in seconds.
  public internal(set) var arrivals: [Double] = []
  /// The times at which requests were turned away, in seconds.
  public internal(set) var rejections: [Double] = []
  /// The number of rows of the timeline.
  public internal(set) var lanes = 0
  /// The number of the pool whose instances each row is of, from 0.
  public internal(set) var pools: [Int] = []
  /// How far the recording reaches, in seconds.
  public internal(set) var end = 0.0
  /// Whether there was more to record than there was room for.
  public internal(set) var isTruncated = false

  /// Nothing yet; `Run.recorded` asks for one.
  init() {}

  /// Moves all that happened to a later time.
  mutating func shift(by seconds: Double) {
    if seconds == 0 { return }
    for index in intervals.indices {
      intervals[index].start += seconds
      intervals[index].end += seconds
    }
    for index in requests.indices {
      requests[index].arrival += seconds
      requests[index].begin += seconds
      requests[index].end += seconds
    }
    for index in arrivals.indices { arrivals[index] += seconds }
    for index in rejections.indices { rejections[index] += seconds }
    end += seconds
  }

  /// Creates a recording of real servers, measured rather than simulated: one instance after
  /// another, all in one row.
  public init(intervals: [Interval], requests: [Request], end: Double) {
    self.intervals = intervals
    self.requests = requests
    arrivals = requests.map { $0.arrival }
    lanes = 1
    self.end = end
  }
}
