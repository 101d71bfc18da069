import Basics

extension Recording {
  /// Everything recorded in the Trace Event Format, which Perfetto and chrome://tracing open: a
  /// thread for each lane with what its instance did, requests as spans of their own from arrival
  /// to end, arrivals and rejections as instants, and the number of instances as a counter. Times
  /// are microseconds, events in the order of time.
  public func writeChromeTrace(to output: inout some TextOutputStream) {
    // An event on each line: no tree of all of them is held.
    output.write("{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n")
    output.write(Self.metadata("process_name", 0, Member("name", .string("fleet"))).text)
    for thread in 0...lanes {
      let name = thread == 0 ? "requests" : "lane \(thread)"
      for event in [
        Self.metadata("thread_name", thread, Member("name", .string(name))),
        Self.metadata("thread_sort_index", thread, Member("sort_index", JSON(thread))),
      ] {
        output.write(",\n" + event.text)
      }
    }
    var events = spans() + requestSpans() + counters()
    for time in arrivals { events.append(instant("arrival", time)) }
    for time in rejections { events.append(instant("rejection", time)) }
    // By time, and as they stand here at the same time.
    let order = events.indices.sorted { (events[$0].time, $0) < (events[$1].time, $1) }
    for index in order {
      let (time, rest) = events[index]
      output.write(",\n" + JSON.object([Member("ts", microseconds(time))] + rest).text)
    }
    output.write("\n]}\n")
  }

  /// The trace as text.
  public var chromeTrace: String {
    var text = ""
    writeChromeTrace(to: &text)
    return text
  }

  private typealias Member = JSON.Member

  /// An event: its time in ticks, and all of it but the time.
  private typealias Event = (time: Int, rest: [Member])

  /// Ticks in a second: nanoseconds, or microseconds where times are too long for that. Whole
  /// numbers, so that what follows each other does not overlap by a rounding.
  private var resolution: Int { end < 1e9 ? 1_000_000_000 : 1_000_000 }

  private func ticks(_ seconds: Double) -> Int {
    let ticks = (seconds * Double(resolution)).rounded()
    return ticks.magnitude < 9e18 ? Int(ticks) : ticks < 0 ? -Int.max : Int.max
  }

  private func microseconds(_ ticks: Int) -> JSON {
    .number(resolution == 1_000_000_000 ? Double(ticks) / 1000 : Double(ticks))
  }

  private static func place(_ thread: Int) -> [Member] {
    [Member("pid", JSON(1)), Member("tid", JSON(thread))]
  }

  private static func metadata(_ name: String, _ thread: Int, _ argument: Member) -> JSON {
    .object(
      [Member("ph", .string("M")), Member("ts", JSON(0))] + place(thread) + [
        Member("name", .string(name)), Member("args", .object([argument])),
      ])
  }

  private func instant(_ name: String, _ time: Double) -> Event {
    (
      ticks(time),
      [Member("ph", .string("i"))] + Self.place(0) + [
        Member("s", .string("t")), Member("name", .string(name)),
      ]
    )
  }

  private func spans() -> [Event] {
    intervals.map { interval in
      let (start, end) = (ticks(interval.start), ticks(interval.end))
      return (
        start,
        [Member("ph", .string("X")), Member("dur", microseconds(max(0, end - start)))]
          + Self.place(interval.lane + 1) + [
            Member("name", .string(interval.state.rawValue)), Member("cat", .string("instance")),
            Member("args", .object(["instance": JSON(interval.instance)])),
          ]
      )
    }
  }

  private func requestSpans() -> [Event] {
    requests.enumerated().flatMap { index, request -> [Event] in
      let common =
        Self.place(0) + [
          Member("id", JSON(index)), Member("cat", .string("request")),
          Member("name", .string("request")),
        ]
      let arguments = JSON.object([
        "wait": .number(request.begin - request.arrival), "lane": JSON(request.lane + 1),
      ])
      return [
        (
          ticks(request.arrival),
          [Member("ph", .string("b"))] + common + [Member("args", arguments)]
        ), (ticks(request.end), [Member("ph", .string("e"))] + common),
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
      let values = State.allCases.map { Member($0.rawValue, JSON(counts[$0] ?? 0)) }
      events.append(
        (
          change.time,
          [Member("ph", .string("C"))] + Self.place(0) + [
            Member("name", .string("instances")), Member("args", .object(values)),
          ]
        ))
    }
    return events
  }
}
