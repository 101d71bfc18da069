/// A file of requests: CSV with a header line, JSON with an object on each line, or a web server's
/// log; packed with gzip or not. It has times and, if there are any, durations or token counts.
/// Fields of CSV are separated by commas, semicolons, tabs or bars. It is read as a stream, in
/// constant memory, whenever it is replayed.
///
/// Times are numbers or dates such as `2023-11-16 18:15:46.6805900`, and count from the earliest one.
/// A row that cannot be read is left out and reported by its line. Rows out of order are sorted, and
/// reported too, as long as they come no more than 131,072 rows late: a shorter file may have them in
/// any order. Later ones arrive at the time of the row before them.
public struct TraceFile: Sendable, Equatable {
  /// Where the file is, or what it is called; "-" is standard input.
  public var path: String
  /// What the file holds, where that is in memory; nil reads it from its place.
  public var content: [UInt8]?
  /// The name of the column of arrival times, compared without regard to case, spaces and hyphens.
  /// Nil looks for the usual names.
  public var timeColumn: String?
  /// The name of the column of service times; nil looks for the usual names.
  public var durationColumn: String?
  /// The name of the column of prompt lengths; nil looks for the usual names.
  public var promptColumn: String?
  /// The name of the column of answer lengths; nil looks for the usual names.
  public var outputColumn: String?
  /// Seconds in one unit of numeric times and durations, such as 0.001 for milliseconds. Nil goes by
  /// the end of a column's name (`_ms`, `_us`, `_ns`), else takes seconds; times since 1970 that
  /// are too large for seconds are taken as the unit that fits.
  public var unit: Double?
  /// How many times as fast as recorded the trace is replayed. Durations stay as they are.
  public var speed = 1.0
  /// The share of the requests that is kept, above 0 and up to 1, drawn by the seed of the run.
  public var share = 1.0

  /// Creates a trace file; nothing is read yet.
  public init(_ path: String, content: [UInt8]? = nil) {
    self.path = path
    self.content = content
  }

  func validate() throws(SimulationError) {
    try SimulationError.check(speed, Setting(.trace, .speed), in: 1e-9...1e9)
    try SimulationError.check(share, Setting(.trace, .share), in: 1e-9...1)
    try SimulationError.check(unit ?? 1, Setting(.trace, .unit), in: 1e-12...1e9)
  }
}

/// What is wrong with a row of a trace.
public struct TraceProblem: Sendable, Equatable, CustomStringConvertible {
  /// Line of the file, counted from 1.
  public var line: Int
  /// What is wrong, to stand after the line's number.
  public var reason: String
  /// Whether the row is left out. A row whose time goes backwards is not.
  public var isSkipped: Bool

  /// The line and what is wrong with it.
  public var description: String { "line \(line): \(reason)" }
}

/// What a trace held when it was read.
public struct TraceSummary: Sendable, Equatable {
  /// Rows that became requests.
  public var requests = 0
  /// What the columns were taken for, in one line.
  public var columns = ""
  /// Whether the file says how long requests took, and how many tokens they had.
  public var hasDurations = false
  public var hasTokens = false
  /// Rows that were left out.
  public var skipped = 0
  /// Rows whose time was before that of the row in front of them.
  public var backwards = 0
  /// Rows that came too late to be sorted in.
  public var late = 0
  /// The first 100 problems, by line.
  public var problems: [TraceProblem] = []
  /// Seconds from the first request to the last, as replayed.
  public var span = 0.0
  /// What times are counted in, where the file does not say.
  var assumedUnit: String?

  /// How many problems are listed at most; all are counted.
  public static let listed = 100

  /// What was wrong with the file, with the first lines of each kind.
  var notes: [String] {
    [
      note(skipped, skipped: true, one: "row was left out", many: "rows were left out"),
      note(
        backwards, skipped: false, one: "row goes back in time and was sorted in",
        many: "rows go back in time and were sorted in"),
      late == 0
        ? nil
        : "\(late) of them came more than \(TraceSource.window) rows late and count at the time "
          + "before them. Sort the file by its times first.",
    ].compactMap { $0 }
  }

  private func note(_ count: Int, skipped isSkipped: Bool, one: String, many: String) -> String? {
    guard count > 0 else { return nil }
    let shown = problems.filter { $0.isSkipped == isSkipped }.prefix(5)
    let rest = count - shown.count
    return "\(count) \(count == 1 ? one : many): "
      + shown.map { $0.description }.joined(separator: "; ")
      + (rest > 0 ? shown.isEmpty ? "" : "; and \(rest) more" : "") + "."
  }

  mutating func note(_ line: Int, _ reason: String, skipped isSkipped: Bool) {
    if isSkipped { skipped += 1 } else { backwards += 1 }
    if problems.count < Self.listed {
      problems.append(TraceProblem(line: line, reason: reason, isSkipped: isSkipped))
    }
  }
}

extension TraceFile {
  /// Reads the whole file and says what it holds, without keeping its rows.
  /// - Throws: `SimulationError` when the file cannot be read or has no time column.
  public func summary() throws(SimulationError) -> TraceSummary {
    try validate()
    let source = try TraceSource(self)
    while source.next() != nil {}
    if let failure = source.failure { throw failure }
    return source.summary
  }

  /// The first rows as values.
  /// - Throws: as `summary()`.
  public func requests(upTo count: Int) throws(SimulationError) -> [TracedRequest] {
    try validate()
    let source = try TraceSource(self)
    var requests: [TracedRequest] = []
    while requests.count < count, let request = source.next() { requests.append(request) }
    if let failure = source.failure { throw failure }
    return requests
  }
}
