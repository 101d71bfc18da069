/// What a GPU does over a stretch of time.
public enum Activity: String, Hashable, Sendable, CaseIterable {
  case starting, busy, idle
  /// Not there, and not paid for.
  case off
}

/// A stretch of time with one activity.
public struct Segment: Hashable, Sendable {
  /// Where the stretch starts, in the unit of the time axis.
  public var start: Double
  /// Where it ends, in the same unit.
  public var end: Double
  /// What is going on.
  public var activity: Activity

  /// Creates a segment.
  public init(start: Double, end: Double, activity: Activity) {
    self.start = start
    self.end = end
    self.activity = activity
  }
}

/// One bar drawn to scale, with its legend in words.
public struct Strip: Hashable, Sendable {
  /// What the bar stands for.
  public var name: String
  /// How long the whole bar is, in `unit`.
  public var length: Double
  /// The unit of the axis, as it is printed: "h".
  public var unit: String
  /// The activities, in order of time.
  public var segments: [Segment]
  /// What the strip tells, in words: the shares and what they cost.
  public var caption: Text

  /// Creates a strip.
  public init(
    name: String, length: Double, unit: String, segments: [Segment], caption: Text = ""
  ) {
    self.name = name
    self.length = length
    self.unit = unit
    self.segments = segments
    self.caption = caption
  }
}

/// Lanes of activity on one time axis, drawn to scale, with the arrivals above.
public struct Timeline: Hashable, Sendable {
  /// What one instance does over the time shown.
  public struct Lane: Hashable, Sendable {
    /// The name of the instance.
    public var name: String
    /// Its activities, in order of time.
    public var segments: [Segment]

    /// Creates a lane.
    public init(name: String, segments: [Segment]) {
      self.name = name
      self.segments = segments
    }
  }

  /// How many instances there were over a while, on average, by what they did.
  public struct Level: Hashable, Sendable {
    /// Where it starts and ends, in the unit of the axis.
    public var start: Double, end: Double
    /// Instances at work, being started, and without work.
    public var busy: Double, starting: Double, idle: Double

    /// Creates a level.
    public init(start: Double, end: Double, busy: Double, starting: Double, idle: Double) {
      (self.start, self.end) = (start, end)
      (self.busy, self.starting, self.idle) = (busy, starting, idle)
    }
  }

  /// Something said of a moment, below the axis.
  public struct Note: Hashable, Sendable {
    /// The moment, in the unit of the axis.
    public var time: Double
    /// What is said.
    public var text: String

    /// Creates a note.
    public init(time: Double, text: String) { (self.time, self.text) = (time, text) }
  }

  /// Where the axis starts, in `unit`.
  public var start: Double
  /// Where the axis ends, in `unit`.
  public var end: Double
  /// The unit of the axis, as it is printed: "s".
  public var unit: String
  /// The instances, from top to bottom.
  public var lanes: [Lane]
  /// All instances as one band, in order of time, in place of lanes; empty where there are lanes.
  public var levels: [Level]
  /// When requests arrived, in `unit`, in ascending order.
  public var arrivals: [Double]
  /// What runs along below, in order of time: what was spent by then.
  public var notes: [Note]
  /// What the timeline tells, in words.
  public var caption: Text
  /// What the lanes and the arrivals are called, several of them.
  public var instanceWord = "instances", requestWord = "requests", oneRequest = "request"

  /// Creates a timeline.
  public init(
    start: Double, end: Double, unit: String, lanes: [Lane], levels: [Level] = [],
    arrivals: [Double], notes: [Note] = [], caption: Text = ""
  ) {
    self.start = start
    self.end = end
    self.unit = unit
    self.lanes = lanes
    (self.levels, self.notes) = (levels, notes)
    self.arrivals = arrivals
    self.caption = caption
  }
}
