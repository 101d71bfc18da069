import Diagnostics

/// Several named values that belong together: what a simulation or a measurement returns.
public struct Record: Hashable, Sendable {
  /// A named value of a record.
  public struct Field: Hashable, Sendable {
    /// The name, as typed after the dot.
    public let name: String
    /// The value.
    public let value: Value
    /// What it is, in a few words.
    public let sentence: String

    /// Creates a field.
    public init(_ name: String, _ value: Value, _ sentence: String = "") {
      self.name = name
      self.value = value
      self.sentence = sentence
    }
  }

  /// Why a field that such records have is not in one.
  public struct Absence: Sendable, ExpressibleByStringInterpolation {
    /// A sentence.
    public let reason: String
    /// A line in which it is there; nil where none can be told.
    public let line: String?

    /// Creates a reason, with a line in which it does not hold.
    public init(_ reason: String, try line: String? = nil) {
      (self.reason, self.line) = (reason, line)
    }

    /// Creates a reason without a line.
    public init(stringLiteral reason: String) { self.init(reason) }

    /// What is told to one who asks for it.
    public func diagnostic(at span: SourceSpan?) -> Diagnostic {
      Diagnostic(.outsideDomain, reason, at: span).label("not there").try(line)
    }
  }

  /// What made it: the function's name.
  public let name: String
  /// The fields, in the order they are shown.
  public let fields: [Field]
  /// Why fields that such records have are not in this one, by their names; no part of its value.
  public let absences: [String: Absence]
  /// What happened in the run it tells of; no part of its value.
  public let recording: (any RunRecording)?
  /// How what it tells of is spread, counted when it is asked for; nil where nothing is.
  public let histogram: (@Sendable () -> Histogram)?
  /// The same, as `quantile` and `share_within` read it; nil where nothing is spread.
  public let spread: Spread?
  /// Shares in it to be drawn in shades; no part of its value.
  public let shades: Shades?
  /// Curves to be drawn with it; no part of its value.
  public let chart: Chart?
  /// What to know before trusting its figures, in sentences; no part of its value.
  public let remarks: [String]

  /// Creates a record.
  public init(
    name: String, fields: [Field], absences: [String: Absence] = [:],
    recording: (any RunRecording)? = nil, histogram: (@Sendable () -> Histogram)? = nil,
    spread: Spread? = nil, shades: Shades? = nil, chart: Chart? = nil, remarks: [String] = []
  ) {
    self.name = name
    self.fields = fields
    self.absences = absences
    self.recording = recording
    self.histogram = histogram
    self.spread = spread
    self.shades = shades
    self.chart = chart
    self.remarks = remarks
  }

  /// Records are equal when their names and fields are; recording, histogram and remarks do not
  /// count.
  public static func == (left: Record, right: Record) -> Bool {
    left.name == right.name && left.fields == right.fields
  }

  /// Hashes the name and the fields.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(fields)
  }

  /// The value of a field; nil where there is none of that name.
  public subscript(field: String) -> Value? { fields.first { $0.name == field }?.value }

  var text: String {
    "\(name)(" + fields.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ") + ")"
  }
}

/// What was recorded of a simulated run, to look at, to compare and to take elsewhere.
public protocol RunRecording: AnyObject, Sendable {
  /// What `timeline` shows of a stretch.
  /// - Parameter withCosts: whether it says what was spent by when.
  func timeline(_ window: RunWindow, withCosts: Bool) throws(Diagnostic) -> RunTimeline
  /// Seconds that the run went on before what is shown of it began; nil where that cannot be changed.
  var leadIn: Double? { get }
  /// The same run with another time before, so that it meets what another met at the same times.
  func with(leadIn: Double) throws(Diagnostic) -> any RunRecording
  /// A row for each event.
  var csv: String { get }
  /// For Perfetto and Chrome's own viewer.
  var chromeTrace: String { get }
  /// Hands on a table of the whole run as CSV, a piece at a time, for as long as that answers true.
  /// - Returns: whether there is such a table: what really happened has none.
  func write(_ table: RunTable, to output: @escaping (String) -> Bool) throws(Diagnostic) -> Bool
  /// Both runs again and again with the same luck, and how far they differ; nil where the other is
  /// no such run.
  func compared(
    with other: any RunRecording, _ budget: inout Budget
  ) throws(Diagnostic) -> Record?
}

extension RunRecording {
  /// What `timeline` shows of a stretch.
  public func timeline(_ window: RunWindow) throws(Diagnostic) -> RunTimeline {
    try timeline(window, withCosts: false)
  }
}

/// What of a whole run can be taken elsewhere.
public enum RunTable: String, Sendable {
  /// A row for each minute: instances by what they did, the queue, the cost.
  case series
  /// A row for each request.
  case requests
}
