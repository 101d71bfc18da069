extension Recording {
  /// Everything recorded in the Trace Event Format, which Perfetto and chrome://tracing open: a
  /// thread for each lane with what its instance did, requests as spans of their own from arrival
  /// to end, arrivals and rejections as instants, and the number of instances as a counter. Times
  /// are microseconds, events in the order of time.
  public func writeChromeTrace(to output: inout some TextOutputStream) {
    output.write("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n")
    output.write(Self.metadata("process_name", 0, "\"name\":\"fleet\""))
    for thread in 0...lanes {
      let name = thread == 0 ? "requests" : "lane \(thread)"
      output.write(",\n" + Self.metadata("thread_name", thread, "\"name\":\"\(name)\""))
      output.write(",\n" + Self.metadata("thread_sort_index", thread, "\"sort_index\":\(thread)"))
    }
    var events = spans() + requestSpans() + counters()
    for time in arrivals { events.append(instant("arrival", time)) }
    for time in rejections { events.append(instant("rejection", time)) }
    // By time, and as they stand here at the same time.
    let order = events.indices.sorted { (events[$0].time, $0) < (events[$1].time, $1) }
    for index in order {
      output.write(",\n{\"ts\":" + text(events[index].time) + "," + events[index].rest + "}")
    }
    output.write("\n]}\n")
  }

  /// The trace as text.
  public var chromeTrace: String {
    var text = ""
    writeChromeTrace(to: &text)
    return text
  }

  /// An event: its time in ticks, and all of it but the time.
  private typealias Event = (time: Int, rest: String)

  /// Ticks in a second: nanoseconds, or microseconds where times are too long for that. Whole
  /// numbers, so that what follows each other does not overlap by a rounding.
  private var resolution: Int { end < 1e9 ? 1_000_000_000 : 1_000_000 }

  private func ticks(_ seconds: Double) -> Int {
    let ticks = (seconds * Double(resolution)).rounded()
    return ticks.magnitude < 9e18 ? Int(ticks) : ticks < 0 ? -Int.max : Int.max
  }

  /// Ticks as microseconds.
  private func text(_ ticks: Int) -> String {
    guard resolution == 1_000_000_000 else { return "\(ticks)" }
    let (whole, rest) = (ticks.magnitude / 1000, ticks.magnitude % 1000)
    let digits = String(1000 + rest).dropFirst()
    return (ticks < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(digits)")
  }

  private static func metadata(_ name: String, _ thread: Int, _ arguments: String) -> String {
    "{\"ph\":\"M\",\"ts\":0,\"pid\":1,\"tid\":\(thread),\"name\":\"\(name)\","
      + "\"args\":{\(arguments)}}"
  }

  private func instant(_ name: String, _ time: Double) -> Event {
    (ticks(time), "\"ph\":\"i\",\"pid\":1,\"tid\":0,\"s\":\"t\",\"name\":\"\(name)\"")
  }

  private func spans() -> [Event] {
    intervals.map { interval in
      let (start, end) = (ticks(interval.start), ticks(interval.end))
      return (
        start,
        "\"ph\":\"X\",\"dur\":\(text(max(0, end - start))),\"pid\":1,\"tid\":\(interval.lane + 1),"
          + "\"name\":\"\(interval.state.rawValue)\",\"cat\":\"instance\","
          + "\"args\":{\"instance\":\(interval.instance)}"
      )
    }
  }

  private func requestSpans() -> [Event] {
    requests.enumerated().flatMap { index, request -> [Event] in
      let common = "\"pid\":1,\"tid\":0,\"id\":\(index),\"cat\":\"request\",\"name\":\"request\""
      return [
        (
          ticks(request.arrival),
          "\"ph\":\"b\",\(common),\"args\":{\"wait\":\(request.begin - request.arrival),"
            + "\"lane\":\(request.lane + 1)}"
        ), (ticks(request.end), "\"ph\":\"e\",\(common)"),
      ]
    }
  }

  /// How many instances were in each state, at every change.
  private func counters() -> [Event] {
    var changes: [(time: Int, state: State, by: Int)] = []
    for interval in intervals {
      changes.append((ticks(interval.start), interval.state, 1))
      changes.append((ticks(interval.end), interval.state, -1))
    }
    changes.sort { ($0.time, $0.by) < ($1.time, $1.by) }
    var counts: [State: Int] = [:]
    var events: [Event] = []
    for (index, change) in changes.enumerated() {
      counts[change.state, default: 0] += change.by
      if index + 1 < changes.count, changes[index + 1].time == change.time { continue }
      let values = State.allCases.map { "\"\($0.rawValue)\":\(counts[$0] ?? 0)" }
      events.append(
        (
          change.time,
          "\"ph\":\"C\",\"pid\":1,\"tid\":0,\"name\":\"instances\","
            + "\"args\":{\(values.joined(separator: ","))}"
        ))
    }
    return events
  }
}
