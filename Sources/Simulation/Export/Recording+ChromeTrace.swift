extension Recording {
  /// Everything recorded in the Trace Event Format, which Perfetto and chrome://tracing open: a
  /// thread for each lane with what its instance did, requests as spans of their own from arrival
  /// to end, arrivals and rejections as instants, and the number of instances as a counter. Times
  /// are microseconds.
  public func writeChromeTrace(to output: inout some TextOutputStream) {
    output.write("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n")
    output.write(
      "{\"ph\":\"M\",\"pid\":1,\"tid\":0,\"name\":\"process_name\",\"args\":{\"name\":\"fleet\"}}")
    output.write(Self.name(0, "requests"))
    for lane in 0..<lanes { output.write(Self.name(lane + 1, "lane \(lane + 1)")) }
    for interval in intervals {
      output.write(
        ",\n{\"ph\":\"X\",\"pid\":1,\"tid\":\(interval.lane + 1),"
          + "\"name\":\"\(interval.state.rawValue)\",\"cat\":\"instance\","
          + "\"ts\":\(interval.start * 1e6),\"dur\":\((interval.end - interval.start) * 1e6),"
          + "\"args\":{\"instance\":\(interval.instance)}}")
    }
    for (index, request) in requests.enumerated() {
      let common = "\"pid\":1,\"tid\":0,\"id\":\(index),\"cat\":\"request\",\"name\":\"request\""
      output.write(
        ",\n{\"ph\":\"b\",\(common),\"ts\":\(request.arrival * 1e6),"
          + "\"args\":{\"wait\":\(request.begin - request.arrival),\"lane\":\(request.lane + 1)}}"
          + ",\n{\"ph\":\"e\",\(common),\"ts\":\(request.end * 1e6)}")
    }
    for time in arrivals { output.write(Self.instant("arrival", time)) }
    for time in rejections { output.write(Self.instant("rejection", time)) }
    writeCounter(to: &output)
    output.write("\n]}\n")
  }

  /// The trace as text.
  public var chromeTrace: String {
    var text = ""
    writeChromeTrace(to: &text)
    return text
  }

  private static func name(_ thread: Int, _ name: String) -> String {
    ",\n{\"ph\":\"M\",\"pid\":1,\"tid\":\(thread),\"name\":\"thread_name\","
      + "\"args\":{\"name\":\"\(name)\"}}"
  }

  private static func instant(_ name: String, _ time: Double) -> String {
    ",\n{\"ph\":\"i\",\"pid\":1,\"tid\":0,\"s\":\"t\",\"name\":\"\(name)\",\"ts\":\(time * 1e6)}"
  }

  /// How many instances were in each state, at every change.
  private func writeCounter(to output: inout some TextOutputStream) {
    var changes: [(time: Double, state: State, by: Int)] = []
    for interval in intervals {
      changes.append((interval.start, interval.state, 1))
      changes.append((interval.end, interval.state, -1))
    }
    changes.sort { ($0.time, $0.by) < ($1.time, $1.by) }
    var counts: [State: Int] = [:]
    for (index, change) in changes.enumerated() {
      counts[change.state, default: 0] += change.by
      if index + 1 < changes.count, changes[index + 1].time == change.time { continue }
      let values = State.allCases.map { "\"\($0.rawValue)\":\(counts[$0] ?? 0)" }
      output.write(
        ",\n{\"ph\":\"C\",\"pid\":1,\"name\":\"instances\",\"ts\":\(change.time * 1e6),"
          + "\"args\":{\(values.joined(separator: ","))}}")
    }
  }
}
