/// The requests of a trace, one after the other. A class, because a file stays open behind it.
final class TraceSource {
  private let reader: RowReader?
  private let columns: TraceColumns
  private let unit: Double
  private let speed: Double
  private let list: [TracedRequest]
  private var position = 0
  private var origin: TraceTime?
  private var last = 0.0

  private(set) var summary = TraceSummary()
  /// Why reading ended early, if it did.
  private(set) var failure: SimulationError?

  init(_ list: [TracedRequest]) {
    self.list = list
    (reader, columns, unit, speed) = (nil, TraceColumns(), 1, 1)
  }

  init(_ file: TraceFile) throws(SimulationError) {
    let reader = try RowReader(path: file.path)
    guard let header = try reader.next() else {
      throw SimulationError(kind: .unreadable, field: file.path, reason: "is empty")
    }
    columns = try TraceColumns(header, file)
    self.reader = reader
    (unit, speed, list) = (file.unit, file.speed, [])
  }

  /// The next request that can be read; nil at the end.
  func next() -> TracedRequest? {
    guard let reader else {
      if position >= list.count { return nil }
      let request = list[position]
      position += 1
      count(request)
      return request
    }
    while true {
      do throws(SimulationError) {
        guard let row = try reader.next() else { return nil }
        if row.isBlank { continue }
        do throws(BadRow) {
          let request = try parse(row)
          count(request)
          return request
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
      request.duration = try number(row, columns.duration, "duration", unit: unit)
    }
    if columns.prompt >= 0 { request.promptTokens = try number(row, columns.prompt, "prompt") }
    if columns.output >= 0 { request.outputTokens = try number(row, columns.output, "output") }
    // Only now that the whole row is known to be good does it move the clock.
    if time < last {
      summary.note(row.line, "goes back by \(last - time) s", skipped: false)
      request.time = last
    }
    last = request.time
    return request
  }

  private func time(_ row: Row) throws(BadRow) -> Double {
    let field = try row.field(columns.time, "time")
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

  private static let timeNames = [
    "timestamp", "time", "arrival", "arrival_time", "arrived_at", "start", "start_time", "t",
  ]
  private static let durationNames = [
    "duration", "service", "service_time", "duration_s", "execution_time", "runtime",
  ]
  private static let promptNames = [
    "contexttokens", "prompt_tokens", "input_tokens", "context_tokens", "num_prefill_tokens",
  ]
  private static let outputNames = [
    "generatedtokens", "output_tokens", "generated_tokens", "completion_tokens",
    "num_decode_tokens",
  ]

  init() {}

  init(_ header: Row, _ file: TraceFile) throws(SimulationError) {
    let names = header.isTooLong ? [] : header.fields().map { $0.text.lowercased() }
    func find(_ asked: String?, _ usual: [String]) throws(SimulationError) -> Int {
      if let asked {
        if let index = names.firstIndex(of: asked.lowercased()) { return index }
        throw SimulationError(
          kind: .unreadable, field: file.path,
          reason: "has no column \(asked); its columns are \(Self.list(names))")
      }
      for name in usual {
        if let index = names.firstIndex(of: name) { return index }
      }
      return -1
    }
    time = try find(file.timeColumn, Self.timeNames)
    duration = try find(file.durationColumn, Self.durationNames)
    prompt = try find(file.promptColumn, Self.promptNames)
    output = try find(file.outputColumn, Self.outputNames)
    if time < 0 {
      throw SimulationError(
        kind: .unreadable, field: file.path,
        reason: "has no time column such as \"time\" or \"timestamp\" in its first line; "
          + "its columns are \(Self.list(names))")
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).map { FieldText.quote($0.utf8) }.joined(separator: ", ")
    return names.count > 12 ? shown + " and \(names.count - 12) more" : shown
  }
}
