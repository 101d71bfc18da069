import Foundation
import Testing

@testable import Simulation

/// Writes a trace into a file of its own while `body` runs.
@discardableResult
func withTrace<T>(_ content: Data, _ body: (TraceFile) throws -> T) throws -> T {
  let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
  try content.write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(TraceFile(url.path))
}

@discardableResult
func withTrace<T>(_ content: String, _ body: (TraceFile) throws -> T) throws -> T {
  try withTrace(Data(content.utf8), body)
}

@Suite struct TraceFormats {
  static let usual = [0.0, 1.5, 3]

  @Test(arguments: [
    "time\n0\n1.5\n3\n", "time\n0\n1.5\n3", "time\r\n0\r\n1.5\r\n3\r\n",
    "\u{FEFF}Time,x\n0,a\n1.5,b\n3,c\n", "x,\"time\"\n\"a,b\",\"0\"\n\"c \"\"d\",1.5\nz,3\n",
    "arrival_time\n100\n1.015e2\n+103.0\n", "time\n-1\n0.5\n2\n", "t\n0\n\n1.5\n  \n3\n",
    "timestamp\n2023-11-16 18:15:46.25\n2023-11-16 18:15:47.75\n2023-11-16T18:15:49.25Z\n",
    "timestamp\n2024-02-29T23:59:59Z\n2024-03-01T00:00:00.5+00:00\n2024-03-01 02:00:02+02:00\n",
    "timestamp\n2024-01-01T05:30:00+05:30\n2023-12-31T20:30:01.5-03:30\n2024-01-01 05:45:03 +0545\n",
    "timestamp\n2023-12-31 23:59:58.5 UTC\n2024-01-01\n\"2024-01-01 00:00:01,5\"\n",
    "note,time\n\"two\nlines\",0\n\"and \"\"quotes\"\"\nmore\",1.5\nx,3\n",
  ])
  func times(_ text: String) throws {
    try withTrace(text) { file in
      let requests = try file.requests(upTo: 10)
      #expect(requests.map(\.time) == Self.usual)
      let summary = try file.summary()
      #expect(summary.skipped == 0)
      #expect(summary.problems.isEmpty)
    }
  }

  @Test func tokensAndDurationsByName() throws {
    let azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n"
    try withTrace(azure) { file in
      let requests = try file.requests(upTo: 9)
      #expect(requests == [TracedRequest(time: 0, promptTokens: 374, outputTokens: 44)])
    }
    try withTrace("when,how_long\n5000,250\n6000,500\n") { file in
      var file = file
      file.timeColumn = "WHEN"
      file.durationColumn = "how_long"
      file.unit = 0.001
      let requests = try file.requests(upTo: 9)
      #expect(
        requests == [
          TracedRequest(time: 0, duration: 0.25), TracedRequest(time: 1, duration: 0.5),
        ])
    }
  }

  /// Every digit of a tenth of a microsecond is kept, years after 1970.
  @Test func preciseDates() throws {
    let text = "t\n2023-11-16 18:15:46.6805900\n2023-11-16 18:15:46.6805901\n"
    try withTrace(text) { file in
      let requests = try file.requests(upTo: 2)
      #expect(abs(requests[1].time - 1e-7) < 1e-13)
    }
  }

  @Test func durationsOfTheTraceAreServed() throws {
    try withTrace("time,duration\n0,3\n10,5\n") { file in
      let fleet = Fleet.serverless(arrivals: .trace(file), service: .fixed(100))
      let outcome = try simulate(fleet)
      #expect(outcome.latency.max == 5)
      #expect(outcome.gpuSeconds.busy == 8)
    }
  }
}

/// The same two requests, 1.5 s apart and 0.25 s and 2 s long, as different programs write them.
@Suite struct Dialects {
  @Test(arguments: [
    "time,duration\n10,0.25\n11.5,2", "time;duration\n10;0.25\n11.5;2\n",
    "time;duration\n10,0;0,25\n11,5;2,0\n", "time\tduration\n10\t0.25\n11.5\t2\n",
    "time|duration\r\n10|0.25\r\n11.5|2\r\n",
    "\u{FEFF}\"time\",\"duration\"\n\"10\",\"0.25\"\n11.5,2\n",
    "id,Arrival Time (ms),x,Duration [ms]\n1,10000,a,250\n2,11500,b,2000\n",
    "start_time_us,duration_s\n10000000,0.25\n11500000,2\n",
    "timestamp_ns,runtime_us\n10000000000,250000\n11500000000,2000000\n",
    "timestamp,duration\n1700000000000,0.25\n1700000001500,2\n",
    "timestamp,duration\n1700000000000000,0.25\n1700000001500000,2\n",
    "timestamp,duration\n1700000000,0.25\n1700000001.5,2\n",
    "Timestamp,Service Time\n2023/11/14 22:13:20,0.25\n2023/11/14 22:13:21.5,2\n",
    "ts,duration\n2023-11-14T23:13:20+01:00,0.25\n2023-11-14T22:13:21.5Z,2\n",
  ])
  func areRead(_ text: String) throws {
    try withTrace(text) { file in
      let requests = try file.requests(upTo: 9)
      #expect(requests.map { ($0.time * 1e6).rounded() } == [0, 1.5e6])
      #expect(requests.map { (($0.duration ?? -1) * 1e6).rounded() } == [0.25e6, 2e6])
    }
  }

  /// A given unit counts before what names and sizes say.
  @Test func aGivenUnit() throws {
    try withTrace("time_ms,duration\n1700000000000,1\n1700000000001,1\n") { file in
      var file = file
      file.unit = 60
      let times = try file.requests(upTo: 2).map(\.time)
      #expect(times == [0, 60])
    }
  }

  @Test func columnsByName() throws {
    try withTrace("time,When It-came,how long\n5,1,7\n6,3,8\n") { file in
      var file = file
      (file.timeColumn, file.durationColumn) = ("when it came", "how_long")
      let requests = try file.requests(upTo: 2)
      #expect(requests.map(\.time) == [0, 2])
      #expect(requests.map(\.duration) == [7, 8])
      file.timeColumn = "never"
      let odd = file
      #expect(throws: SimulationError.self) { try odd.summary() }
    }
  }

  @Test func problemsInWords() throws {
    try withTrace("time\nx\n1\n0.5\ny\n") { file in
      let notes = try file.summary().notes
      #expect(
        notes == [
          "2 rows were left out: line 2: has no time in \"x\"; line 5: has no time in \"y\".",
          "1 row goes back in time and was sorted in: line 4: goes back by 0.5 s.",
        ])
    }
    try withTrace("time\n" + String(repeating: "x\n", count: 300) + "1\n") { file in
      let note = try file.summary().notes.first
      #expect(note?.hasSuffix("; and 295 more.") == true)
    }
    try withTrace("time\r1\r2\r") { file in
      #expect(throws: SimulationError.self) { try file.summary() }
    }
  }
}

/// Files whose rows are not in the order of time.
@Suite struct UnsortedTraces {
  @Test(arguments: [2, 1000, 50_000])
  func anyOrderComesOutInOrder(_ count: Int) throws {
    var random = Xoshiro(seed: UInt64(count))
    let times = (0..<count).map { Double($0) * 0.5 }
    var shuffled = times
    for index in shuffled.indices.reversed() {
      shuffled.swapAt(index, Int(random.next() % UInt64(index + 1)))
    }
    try withTrace("time\n" + shuffled.map { "\($0 + 7)\n" }.joined()) { file in
      #expect(try file.requests(upTo: count + 1).map(\.time) == times)
      let summary = try file.summary()
      #expect(summary.requests == count && summary.late == 0)
      #expect(summary.backwards == zip(shuffled, shuffled.dropFirst()).count { $1 < $0 })
    }
  }

  /// What comes too late counts at the time before it, and is told.
  @Test func aRowThatComesMuchTooLate() throws {
    let count = 3 * TraceSource.window
    try withTrace("time\n" + (1...count).map { "\($0)\n" }.joined() + "2\n") { file in
      let summary = try file.summary()
      #expect(summary.requests == count + 1 && summary.late == 1 && summary.backwards == 1)
      #expect(summary.span == Double(count - 1))
      #expect(summary.notes.last?.contains("Sort the file") == true)
    }
  }

  @Test func aFileWithoutNamesOfColumns() throws {
    try withTrace("0.5,2\n1.5,3\n") { file in
      let error = #expect(throws: SimulationError.self) { try file.summary() }
      #expect(error == .unreadable(path: file.path, .noNames))
    }
  }
}

@Suite struct BadTraces {
  @Test func everyBadRowIsReportedByLine() throws {
    let long = String(repeating: "9", count: 70_000)
    let rows = [
      "time,duration", "0,1", "x,1", "1", "2,-1", "3,nan", "4,inf", "5,0x10", "6,", ",1",
      "\"7,1", "8,1", long + ",1", "9,1", "8.5,1", "10,\u{0}", "11,1e400", "12,1",
    ]
    try withTrace(rows.joined(separator: "\n")) { file in
      let summary = try file.summary()
      #expect(summary.requests == 5)
      #expect(summary.problems.map(\.line) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16, 17])
      #expect(summary.skipped == 12)
      #expect(summary.backwards == 1)
      #expect(summary.problems.filter { !$0.isSkipped }.map(\.line) == [15])
      #expect(summary.problems[0].reason == "has no time in \"x\"")
      #expect(summary.problems[1].reason == "has one column; the duration is in column 2")
      let times = try file.requests(upTo: 99).map(\.time)
      #expect(times == [0, 8, 8.5, 9, 12])
    }
  }

  @Test func theListIsBoundedAndTheCountIsNot() throws {
    let text = "time\n" + String(repeating: "bad\n", count: 5000) + "1\n"
    try withTrace(text) { file in
      let summary = try file.summary()
      #expect(summary.skipped == 5000)
      #expect(summary.problems.count == TraceSummary.listed)
      #expect(summary.requests == 1)
      let outcome = try simulate(Fleet.serverless(arrivals: .trace(file), service: .fixed(1)))
      #expect(outcome.requests == 1)
      #expect(outcome.notes.contains { $0.contains("5000 rows") })
    }
  }

  @Test(arguments: [
    ("", "is empty"), ("\u{FEFF}", "is empty"), ("a,b\n1,2\n", "has no time column"),
    ("\n\n", "is empty"), ("sep=;\n", "is empty"),
  ])
  func filesWithoutTimes(_ text: String, _ reason: String) throws {
    try withTrace(text) { file in
      let error = #expect(throws: SimulationError.self) { try file.summary() }
      guard case .unreadable? = error else {
        Issue.record("\(reason)")
        return
      }
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
  }

  /// What is in memory is read as what is in a file is.
  @Test func contentInMemory() throws {
    let text = "time,duration\n0,1\n2,3\nx,1\n"
    try withTrace(text) { file in
      let inMemory = TraceFile("upload.csv", content: Array(text.utf8))
      #expect(try inMemory.summary() == file.summary())
      #expect(try inMemory.requests(upTo: 9) == file.requests(upTo: 9))
      let fleets = [file, inMemory].map {
        Fleet.serverless(arrivals: .trace($0), service: .fixed(1))
      }
      let outcomes = try fleets.map { try simulate($0) }
      #expect(outcomes[0].latency.mean == outcomes[1].latency.mean)
      #expect(outcomes[0].work == outcomes[1].work)
      #expect(outcomes[0].work.bytes == Int64(text.utf8.count))
    }
    let error = #expect(throws: SimulationError.self) {
      try TraceFile("upload.csv", content: []).summary()
    }
    #expect(error == .unreadable(path: "upload.csv", .empty))
  }

  @Test func aHeaderAlone() throws {
    try withTrace("time\n") { file in
      for read in [
        { try file.summary().requests },
        { try simulate(Fleet.serverless(arrivals: .trace(file), service: .fixed(1))).requests },
      ] {
        let error = #expect(throws: SimulationError.self) { try read() }
        #expect(error == .unreadable(path: file.path, .nothing(nil)))
      }
    }
  }

  @Test func filesThatAreNoTraces() throws {
    for path in ["/nowhere/at/all.csv", "/", "/dev/null", ""] {
      let error = #expect(throws: SimulationError.self) { try TraceFile(path).summary() }
      guard case .unreadable(path, _)? = error else {
        Issue.record("\(path)")
        continue
      }
    }
    try withTrace(Data([0xFF, 0xFE, 0x74, 0x00])) { file in
      #expect(throws: SimulationError.self) { try file.summary() }
    }
    try withTrace("time\n1\n") { file in
      var file = file
      file.timeColumn = "when"
      let error = #expect(throws: SimulationError.self) { try file.summary() }
      #expect(error == .unreadable(path: file.path, .noColumn("when", of: ["time"])))
      #expect(error?.description.hasSuffix("has no column when; its columns are \"time\"") == true)
    }
  }

  /// Random bytes, and random pieces of CSV, give an answer or an error, and count every line.
  @Test func noise() throws {
    let pieces = [
      "time", ",", "\n", "\r\n", "\"", "1", "2.5", "2023-11-16 18:15:46", "-", "é", "\0",
    ]
    for seed in 0..<300 {
      var random = Xoshiro(seed: UInt64(seed))
      var data = Data()
      if seed % 3 > 0 { data.append(Data("time,duration\n".utf8)) }
      for _ in 0..<random.index(below: 400) {
        if seed % 2 == 0 {
          data.append(UInt8(random.index(below: 256)))
        } else {
          data.append(Data(pieces[random.index(below: pieces.count)].utf8))
        }
      }
      try withTrace(data) { file in
        do {
          let summary = try file.summary()
          let lines = data.count { $0 == 0x0A } + 1
          #expect(summary.requests + summary.skipped < lines, "seed \(seed)")
        } catch let error as SimulationError {
          guard case .unreadable = error else {
            Issue.record("seed \(seed): \(error)")
            return
          }
        }
      }
    }
  }

  /// Memory does not grow with the file: a long trace is read through one small buffer.
  @Test func aLongTrace() throws {
    var text = "time,duration\n"
    for index in 0..<200_000 { text += "\(Double(index) / 8),0.1\n" }
    try withTrace(text) { file in
      let summary = try file.summary()
      #expect(summary.requests == 200_000)
      #expect(summary.span == 199_999.0 / 8)
    }
  }
}
