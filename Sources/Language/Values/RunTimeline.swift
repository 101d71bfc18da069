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

  /// Where the timeline stops, which is before the end of a long run.
  public let end: Double
  /// Those that were there, in order.
  public let lanes: [Lane]
  /// When requests came.
  public let arrivals: [Double]
  /// Instances of that time that have no lane here.
  public let lanesLeftOut: Int

  /// Creates a timeline.
  public init(end: Double, lanes: [Lane], arrivals: [Double], lanesLeftOut: Int) {
    self.end = end
    self.lanes = lanes
    self.arrivals = arrivals
    self.lanesLeftOut = lanesLeftOut
  }
}
