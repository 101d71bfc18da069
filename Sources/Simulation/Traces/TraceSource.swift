/// The requests of a trace, one after the other. A class, because a file stays open behind it.
final class TraceSource {
  private let reader: RowReader?
  private let columns: TraceColumns
  /// Seconds in a unit of time and of duration; nil for times until their size is known.
  private var unit: Double?
  private let durationUnit: Double
  /// Whether nobody says in what durations are counted.
  private let guessesDurations: Bool
  /// Whether times are dates without anything between their digits.
  private var isCompact = false
  private let speed: Double
  /// What is read and not yet handed on, in the order of time; of a list, all of it.
  private var ahead: [TracedRequest]
  private var position = 0
  /// Up to where in `ahead` no row that is still to be read can belong.
  private var settled = 0
  private var origin: TraceTime?
  /// The earliest time of the first window, counted from the first row.
  private var start: Double?
  private var lastRead = -Double.infinity
  private var last = 0.0

  /// So many rows late a row may come and still find its place.
  static let window = 131_072

  private(set) var summary = TraceSummary()
  private let path: String
  /// Of a file that counts requests by the minute, the counts.
  private var minutes: MinuteCounts?
  private var hasBegun = false
  /// Bytes that were read so far.
  var bytesRead: Int64 { reader?.bytesRead ?? 0 }

  /// Why reading ended early, if it did.
  private(set) var failure: SimulationError?

  init(_ list: [TracedRequest]) {
    ahead = list
    settled = list.count
    (reader, columns, unit, speed) = (nil, TraceColumns(), 1, 1)
    (durationUnit, guessesDurations) = (1, false)
    path = ""
  }

  init(_ file: TraceFile) throws(SimulationError) {
    let reader = try RowReader(file)
    reader.form = try reader.likelyForm()
    let columns: TraceColumns
    switch reader.form {
    case .log: columns = .log(hasDurations: try reader.peek().map { $0.endsWithTime } ?? false)
    case .json:
      guard let first = try reader.peek() else { throw .unreadable(path: file.path, .empty) }
      if first.isTooLong { throw .unreadable(path: file.path, .longFirstLine) }
      columns = try TraceColumns(first.members().map { $0.name.text }, file, isJSON: true)
      reader.form = .json(columns.names)
    case .separated:
      guard let header = try reader.header() else { throw .unreadable(path: file.path, .empty) }
      if header.isTooLong { throw .unreadable(path: file.path, .longFirstLine) }
      if header.bytes.contains(0x0D) { throw .unreadable(path: file.path, .carriageReturns) }
      var split = header
      split.form = .separated(header.likelySeparator)
      reader.form = split.form
      let fields = header.isTooLong ? [] : split.fields()
      if let first = fields.first, TraceTime(first, unit: 1) != nil, file.timeColumn == nil {
        throw .unreadable(path: file.path, .noNames)
      }
      columns = try TraceColumns(fields.map { $0.text }, file)
    }
    self.columns = columns
    self.reader = reader
    path = file.path
    (speed, ahead) = (file.speed, [])
    unit = file.unit ?? columns.timeUnit
    durationUnit = columns.durationUnit ?? file.unit ?? 1
    guessesDurations = file.unit == nil && columns.durationUnit == nil
    if columns.minutes != nil { minutes = try MinuteCounts(reader, columns, &summary, speed) }
  }

  /// The next request in the order of time; nil at the end.
  func next() -> TracedRequest? {
    guard let request = nextRow() else {
      if failure == nil, reader != nil, summary.requests == 0 {
        failure = .unreadable(path: path, .nothing(summary.problems.first?.description))
      }
      return nil
    }
    return request
  }

  private func nextRow() -> TracedRequest? {
    if !hasBegun {
      hasBegun = true
      summary.hasDurations = columns.duration >= 0 || columns.begin >= 0
      summary.hasTokens = columns.prompt >= 0 && columns.output >= 0
      summary.columns = reader == nil ? "" : meaning
    }
    if minutes != nil {
      guard let time = minutes?.next() else { return nil }
      let request = TracedRequest(time: time)
      count(request)
      return request
    }
    if position >= settled, reader != nil { fill() }
    guard position < settled else { return nil }
    var request = ahead[position]
    position += 1
    if reader != nil {
      request.time -= start ?? 0
      if request.time < last {
        summary.late += 1
        request.time = last
      }
      last = request.time
    }
    count(request)
    return request
  }

  private var meaning: String {
    columns.meaning(unit: summary.assumedUnit, guessesDurations: guessesDurations)
  }

  /// Reads ahead, and puts what was read in order.
  private func fill() {
    ahead.removeFirst(position)
    position = 0
    var isInOrder = true
    while ahead.count < 2 * Self.window, let request = read() {
      if let before = ahead.last, request.time < before.time { isInOrder = false }
      ahead.append(request)
    }
    if !isInOrder { ahead.sort { $0.time < $1.time } }
    if start == nil {
      start = ahead.first?.time
      summary.columns = meaning
    }
    settled = ahead.count < 2 * Self.window ? ahead.count : Self.window
  }

  /// The next row that can be read; nil at the end.
  private func read() -> TracedRequest? {
    guard let reader else { return nil }
    while true {
      do throws(SimulationError) {
        guard let row = try reader.next() else { return nil }
        if row.isBlank { continue }
        do throws(BadRow) {
          return try parse(row)
        } catch {
          summary.note(row.line, error.reason, skipped: true)
        }
      } catch {
        failure = error
        return nil
      }
    }
  }

  private func count(_ request: TracedRequest) {
    summary.requests += 1
    summary.span = request.time
  }

  private func parse(_ row: Row) throws(BadRow) -> TracedRequest {
    if row.isTooLong { throw BadRow("is longer than \(RowReader.longestRow) bytes") }
    var time = try self.time(row, columns.time, "time")
    var duration: Double?
    if columns.duration >= 0 {
      let field = try row.field(columns.duration, "duration")
      duration = field.clockSeconds
      if duration == nil {
        duration = try number(row, columns.duration, "duration", unit: durationUnit)
      }
    } else if columns.begin >= 0, columns.end >= 0 {
      let seconds =
        (try self.time(row, columns.end, "end") - self.time(row, columns.begin, "beginning"))
        * speed
      guard seconds >= 0 else { throw BadRow("ends before it begins") }
      duration = seconds
    }
    if columns.timeIsEnd, let duration { time -= duration / speed }
    var request = TracedRequest(time: time, duration: duration)
    if columns.prompt >= 0 { request.promptTokens = try number(row, columns.prompt, "prompt") }
    if columns.output >= 0 { request.outputTokens = try number(row, columns.output, "output") }
    // Only now that the whole row is known to be good does it move the clock.
    if time < lastRead, !columns.timeIsEnd {
      summary.note(
        row.line, "goes back by \(((lastRead - time) * 1e6).rounded() / 1e6) s", skipped: false)
    }
    lastRead = time
    return request
  }

  private func time(_ row: Row, _ column: Int, _ name: String) throws(BadRow) -> Double {
    let field = try row.field(column, name)
    let unit = unit ?? assumedUnit(field)
    guard let time = TraceTime(field, unit: unit, isCompact: isCompact) else {
      throw BadRow("has no \(name) in \(field.quoted)")
    }
    guard let origin else {
      origin = time
      return 0
    }
    guard let seconds = time.seconds(since: origin) else {
      throw BadRow("has a time of another form than the first row: \(field.quoted)")
    }
    let scaled = seconds / speed
    guard scaled.magnitude <= SimulationLimits.longestTime else {
      throw BadRow("has a time out of range: \(field.quoted)")
    }
    return scaled
  }

  /// The unit of times, from the first one: what is beyond the year 5000 in seconds is a finer one.
  private func assumedUnit(_ field: FieldText) -> Double {
    guard let number = field.number() else { return 1 }
    if TraceTime.isCompactDate(field, holdsDays: columns.holdsDays) {
      (unit, isCompact) = (1, true)
      summary.assumedUnit = "dates, written without separators"
      return 1
    }
    let finer: [(least: Double, unit: Double, name: String)] = [
      (1e17, 1e-9, "nanoseconds"), (1e14, 1e-6, "microseconds"), (1e11, 1e-3, "milliseconds"),
    ]
    let found = finer.first { number >= $0.least }
    unit = found?.unit ?? 1
    summary.assumedUnit = "in \(found?.name ?? "seconds, which the file does not say")"
    return found?.unit ?? 1
  }

  /// A count or a duration: a number of at least 0.
  private func number(_ row: Row, _ column: Int, _ name: String, unit: Double = 1)
    throws(BadRow) -> Double
  {
    let field = try row.field(column, name)
    guard let number = field.number() else { throw BadRow("has no \(name) in \(field.quoted)") }
    let value = number * unit
    guard value >= 0, value <= SimulationLimits.longestTime else {
      throw BadRow("has a \(name) out of range: \(field.quoted)")
    }
    return value
  }
}

/// Why a row is left out.
struct BadRow: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}
