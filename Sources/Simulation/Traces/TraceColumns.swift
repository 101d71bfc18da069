/// Which columns of a file hold what; -1 is none.
struct TraceColumns {
  /// The columns of the file, as it calls them.
  private(set) var names: [String] = []
  /// When a request came, or when it had ended.
  private(set) var time = -1
  private(set) var timeIsEnd = false
  /// How long it was served: a column of its own, or from a beginning to an end.
  private(set) var duration = -1
  private(set) var begin = -1
  private(set) var end = -1
  private(set) var prompt = -1
  private(set) var output = -1
  /// Where requests are counted, a column for each minute of a day.
  private(set) var minutes: ClosedRange<Int>?
  /// Seconds in a unit, where the column's name ends with it, or the format is known.
  private(set) var timeUnit: Double?
  private(set) var durationUnit: Double?
  /// Whether the column of times is called as one of days is.
  private(set) var holdsDays = false

  /// When a request comes; what a queue or a batch system calls so goes first.
  private static let arrivalNames = [
    "arrival", "arrival_time", "arrival_timestamp", "arrived_at", "submit_time", "submit",
    "submitted_at", "creation_time", "created_at", "gmt_create", "timestamp", "time", "ts", "t",
    "datetime", "date",
  ]
  private static let beginNames = [
    "start", "start_time", "start_timestamp", "started_at", "scheduled_time", "begin",
  ]
  private static let endNames = [
    "end", "end_time", "end_timestamp", "ended_at", "finish_time", "finished_at", "deletion_time",
  ]
  /// What web servers write when a request has been answered.
  private static let logNames = ["time_local", "time_iso8601", "msec"]
  private static let durationNames = [
    "duration", "service", "service_time", "execution_time", "exec_time", "run_time", "runtime",
    "request_time", "elapsed", "elapsedraw",
  ]
  private static let promptNames = [
    "contexttokens", "prompt_tokens", "input_tokens", "context_tokens", "request_tokens",
    "num_prefill_tokens", "prompt_length", "input_length", "prompt_len", "input_len",
  ]
  private static let outputNames = [
    "generatedtokens", "output_tokens", "generated_tokens", "completion_tokens",
    "response_tokens", "num_decode_tokens", "output_length", "output_len",
  ]
  /// Columns of files that have a row for a stretch of time, and not for each request.
  private static let countNames: Set = [
    "count", "counts", "requests", "request_count", "num_requests", "invocations", "calls", "hits",
    "rate", "rps", "qps",
  ]
  private static let units: [(ending: String, seconds: Double)] = [
    ("_ms", 1e-3), ("_us", 1e-6), ("_ns", 1e-9), ("_s", 1), ("_sec", 1), ("_seconds", 1),
    ("_milliseconds", 1e-3), ("_microseconds", 1e-6), ("_nanoseconds", 1e-9),
  ]

  init() {}

  /// A web server's log in its usual form: the time in brackets, and a duration where the line ends
  /// with one.
  static func log(hasDurations: Bool) -> TraceColumns {
    var columns = TraceColumns()
    columns.names = ["the time in brackets"]
    columns.time = 0
    if hasDurations {
      columns.names.append("the seconds at the line's end")
      (columns.duration, columns.timeIsEnd) = (1, true)
    }
    return columns
  }

  /// - Parameter names: the columns as the file calls them.
  init(
    _ names: [String], _ file: TraceFile, isJSON: Bool = false
  ) throws(SimulationError) {
    self.names = names
    let simple = names.map(Self.simple)
    let bare = simple.map { name in
      Self.units.first { name.hasSuffix($0.ending) }.map { String(name.dropLast($0.ending.count)) }
        ?? name
    }
    func unit(_ column: Int) -> Double? {
      column < 0 ? nil : Self.units.first { simple[column].hasSuffix($0.ending) }?.seconds
    }
    func find(_ asked: String?, _ usual: [String]) throws(SimulationError) -> Int {
      if let asked {
        if let index = simple.firstIndex(of: Self.simple(asked)) { return index }
        throw .unreadable(path: file.path, .noColumn(asked, of: names))
      }
      for name in usual {
        if let index = simple.firstIndex(of: name) ?? bare.firstIndex(of: name) { return index }
      }
      return -1
    }
    duration = try find(file.durationColumn, Self.durationNames)
    prompt = try find(file.promptColumn, Self.promptNames)
    output = try find(file.outputColumn, Self.outputNames)
    begin = try find(nil, Self.beginNames)
    end = try find(nil, Self.endNames)
    time = try find(file.timeColumn, Self.arrivalNames)
    if time < 0, file.timeColumn == nil {
      let logged = try find(nil, Self.logNames)
      (time, timeIsEnd) = logged >= 0 ? (logged, true) : (begin, false)
      if time < 0, end >= 0 { (time, timeIsEnd) = (end, true) }
    }
    if duration >= 0 { (begin, end) = (-1, -1) }
    if begin < 0 || end < 0 { (begin, end) = (-1, -1) }
    if duration < 0, begin < 0 { timeIsEnd = false }
    (timeUnit, durationUnit) = (unit(time), unit(duration))
    // Mooncake and Qwen-Bailian count in milliseconds, and call nothing else so.
    if isJSON, simple.contains("hash_ids"), timeUnit == nil { timeUnit = 1e-3 }
    // JMeter's results are in milliseconds (its manual, "CSV log format").
    if Set(["timestamp", "elapsed", "label"]).isSubset(of: simple) {
      (timeUnit, durationUnit) = (timeUnit ?? 1e-3, durationUnit ?? 1e-3)
    }
    holdsDays = time >= 0 && ["date", "datetime", "day"].contains(bare[time])
    if time < 0 {
      minutes = Self.minutes(names)
      if minutes == nil { throw .unreadable(path: file.path, .noTimes(of: names)) }
    }
  }

  /// The columns "1" to "1440", of which Azure's files of functions have one for each minute.
  private static func minutes(_ names: [String]) -> ClosedRange<Int>? {
    guard let first = names.firstIndex(of: "1"), names.count >= first + 2 else { return nil }
    var last = first
    while last + 1 < names.count, names[last + 1] == "\(last + 2 - first)" { last += 1 }
    return last > first ? first...last : nil
  }

  /// A name without capitals, brackets and quotes, its words joined by underscores: "Time (ms)" is
  /// "time_ms".
  private static func simple(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }

  /// What the columns were taken for, in one line.
  /// - Parameters:
  ///   - assumed: in what times are counted, where the file does not say.
  ///   - guessesDurations: whether nobody says in what durations are.
  func meaning(unit assumed: String?, guessesDurations: Bool) -> String {
    func name(_ column: Int) -> String { FieldText.quote(names[column].utf8) }
    var used: Set<Int> = [time, duration, begin, end, prompt, output]
    var parts: [String] = []
    if let minutes {
      parts.append(
        "requests are counted by the minute, in \(minutes.count) columns, and spread evenly in each"
      )
      used.formUnion(minutes)
    } else if timeIsEnd {
      parts.append("requests had ended at \(name(time)), and came so much earlier as they took")
    } else {
      parts.append("requests came at \(name(time))")
    }
    if let assumed { parts.append("times are \(assumed)") }
    if duration >= 0 {
      let guessed = guessesDurations ? " in seconds, which the file does not say" : ""
      parts.append("they took \(name(duration))\(guessed)")
    }
    if begin >= 0 { parts.append("they took from \(name(begin)) to \(name(end))") }
    if prompt >= 0 { parts.append("prompts are \(name(prompt)) long") }
    if output >= 0 { parts.append("answers are \(name(output)) long") }
    let unused = names.indices.filter { !used.contains($0) }
    if let counts = unused.first(where: { Self.countNames.contains(Self.simple(names[$0])) }) {
      parts.append("each row is one request, whatever \(name(counts)) says")
    }
    if !unused.isEmpty {
      let shown = unused.prefix(8).map(name).joined(separator: ", ")
      let more = unused.count > 8 ? " and \(unused.count - 8) more" : ""
      parts.append("not used: \(shown)\(more)")
    }
    return parts.joined(separator: "; ")
  }
}
