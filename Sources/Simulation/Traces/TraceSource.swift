/// The requests of a trace, one after the other. A class, because a file stays open behind it.
final class TraceSource {
  private let reader: RowReader?
  private let columns: TraceColumns
  /// Seconds in a unit of time and of duration; nil for times until their size is known.
  private var unit: Double?
  private let durationUnit: Double
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
  /// Bytes that were read so far.
  var bytesRead: Int64 { reader?.bytesRead ?? 0 }

  /// Why reading ended early, if it did.
  private(set) var failure: SimulationError?

  init(_ list: [TracedRequest]) {
    ahead = list
    settled = list.count
    (reader, columns, unit, speed) = (nil, TraceColumns(), 1, 1)
    durationUnit = 1
  }

  init(_ file: TraceFile) throws(SimulationError) {
    let reader = try RowReader(file)
    guard var header = try reader.next() else {
      throw .unreadable(path: file.path, .empty)
    }
    if header.bytes.contains(0x0D) { throw .unreadable(path: file.path, .carriageReturns) }
    header.separator = header.likelySeparator
    reader.separator = header.separator
    columns = try TraceColumns(header, file)
    self.reader = reader
    (speed, ahead) = (file.speed, [])
    unit = file.unit ?? columns.timeUnit
    durationUnit = file.unit ?? columns.durationUnit ?? 1
  }

  /// The next request in the order of time; nil at the end.
  func next() -> TracedRequest? {
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
    if start == nil { start = ahead.first?.time }
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
    let time = try self.time(row)
    var request = TracedRequest(time: time)
    if columns.duration >= 0 {
      request.duration = try number(row, columns.duration, "duration", unit: durationUnit)
    }
    if columns.prompt >= 0 { request.promptTokens = try number(row, columns.prompt, "prompt") }
    if columns.output >= 0 { request.outputTokens = try number(row, columns.output, "output") }
    // Only now that the whole row is known to be good does it move the clock.
    if time < lastRead {
      summary.note(
        row.line, "goes back by \(((lastRead - time) * 1e6).rounded() / 1e6) s", skipped: false)
    }
    lastRead = time
    return request
  }

  private func time(_ row: Row) throws(BadRow) -> Double {
    let field = try row.field(columns.time, "time")
    let unit = unit ?? assumedUnit(field)
    guard let time = TraceTime(field, unit: unit) else {
      throw BadRow("has no time in \(field.quoted)")
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
    let finer: [(least: Double, unit: Double, name: String)] = [
      (1e17, 1e-9, "nanoseconds"), (1e14, 1e-6, "microseconds"), (1e11, 1e-3, "milliseconds"),
    ]
    let found = finer.first { number >= $0.least }
    unit = found?.unit ?? 1
    let hasDurations = columns.duration >= 0 && columns.durationUnit == nil
    summary.assumedUnit = found.map {
      $0.name + " since 1970" + (hasDurations ? ", durations as seconds" : "")
    }
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

/// Which columns of a file hold what; -1 is none.
struct TraceColumns {
  var time = -1
  var duration = -1
  var prompt = -1
  var output = -1
  /// Seconds in a unit, where the column's name ends with it.
  var timeUnit: Double?
  var durationUnit: Double?

  private static let timeNames = [
    "timestamp", "time", "arrival", "arrival_time", "arrival_timestamp", "arrived_at", "start",
    "start_time", "start_timestamp", "request_time", "ts", "t",
  ]
  private static let durationNames = [
    "duration", "service", "service_time", "execution_time", "run_time", "runtime",
  ]
  private static let promptNames = [
    "contexttokens", "prompt_tokens", "input_tokens", "context_tokens", "request_tokens",
    "num_prefill_tokens", "prompt_length", "input_length",
  ]
  private static let outputNames = [
    "generatedtokens", "output_tokens", "generated_tokens", "completion_tokens",
    "response_tokens", "num_decode_tokens", "output_length",
  ]
  private static let units: [(ending: String, seconds: Double)] = [
    ("_ms", 1e-3), ("_us", 1e-6), ("_ns", 1e-9), ("_s", 1), ("_sec", 1), ("_seconds", 1),
    ("_milliseconds", 1e-3), ("_microseconds", 1e-6), ("_nanoseconds", 1e-9),
  ]

  init() {}

  init(_ header: Row, _ file: TraceFile) throws(SimulationError) {
    let written = header.isTooLong ? [] : header.fields().map { $0.text }
    let names = written.map(Self.simple)
    let bare = names.map { name in
      Self.units.first { name.hasSuffix($0.ending) }.map { String(name.dropLast($0.ending.count)) }
        ?? name
    }
    func unit(_ column: Int) -> Double? {
      column < 0 ? nil : Self.units.first { names[column].hasSuffix($0.ending) }?.seconds
    }
    func find(_ asked: String?, _ usual: [String]) throws(SimulationError) -> Int {
      if let asked {
        if let index = names.firstIndex(of: Self.simple(asked)) { return index }
        throw .unreadable(path: file.path, .noColumn(asked, of: written))
      }
      for name in usual {
        if let index = names.firstIndex(of: name) ?? bare.firstIndex(of: name) { return index }
      }
      return -1
    }
    time = try find(file.timeColumn, Self.timeNames)
    duration = try find(file.durationColumn, Self.durationNames)
    prompt = try find(file.promptColumn, Self.promptNames)
    output = try find(file.outputColumn, Self.outputNames)
    (timeUnit, durationUnit) = (unit(time), unit(duration))
    if time < 0 {
      if header.fields().first?.number() != nil {
        throw .unreadable(path: file.path, .noNames)
      }
      throw .unreadable(path: file.path, .noTimes(of: written))
    }
  }

  /// A name without capitals, brackets and quotes, its words joined by underscores: "Time (ms)" is
  /// "time_ms".
  private static func simple(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }
}
