/// What a GPU does over a stretch of time.
public enum Activity: String, Hashable, Sendable, CaseIterable {
  case starting, busy, idle
  /// Not there, and not paid for.
  case off
}

/// A stretch of one activity; `start` and `end` are in the axis's unit.
public struct Segment: Hashable, Sendable {
  public var start: Double
  public var end: Double
  public var activity: Activity

  public init(start: Double, end: Double, activity: Activity) {
    self.start = start
    self.end = end
    self.activity = activity
  }
}

/// One bar drawn to scale, with its legend in words.
public struct Strip: Hashable, Sendable {
  public var name: String
  public var length: Double
  public var unit: String
  public var segments: [Segment]
  /// What the strip says, in words: shares and what they cost.
  public var caption: Text

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

/// Lanes of activity to scale on one time axis, with the moments of arrival above.
public struct Timeline: Hashable, Sendable {
  public struct Lane: Hashable, Sendable {
    public var name: String
    public var segments: [Segment]

    public init(name: String, segments: [Segment]) {
      self.name = name
      self.segments = segments
    }
  }

  public var start: Double
  public var end: Double
  public var unit: String
  public var lanes: [Lane]
  public var arrivals: [Double]
  public var caption: Text

  public init(
    start: Double, end: Double, unit: String, lanes: [Lane], arrivals: [Double],
    caption: Text = ""
  ) {
    self.start = start
    self.end = end
    self.unit = unit
    self.lanes = lanes
    self.arrivals = arrivals
    self.caption = caption
  }
}
