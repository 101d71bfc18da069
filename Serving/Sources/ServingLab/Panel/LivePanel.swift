import Display
import Foundation
import Inference
import Terminal

/// Shows a platform while it runs: redrawn in place on a terminal, as lines of news elsewhere.
public struct LivePanel: Sendable {
  private let server: Server
  private let isPlain: Bool

  /// - Parameter isPlain: whether lines are written even on a terminal.
  public init(_ server: Server, isPlain: Bool) {
    self.server = server
    let style = Style.detected()
    self.isPlain = isPlain || style.isPlain || !LiveScreen.isAvailable(style)
  }

  /// Shows it until the task is cancelled.
  public func run(_ desk: Desk, at place: String) async throws {
    let start = Machine.now
    var panel = Panel(
      title: "\(place)  \(words)", notes: notes,
      isServerless: server.platform.isServerless)
    var news = News()
    var (drawn, size) = (0, (0, 0))
    while !Task.isCancelled {
      let now = try await desk.look { $0.situation(since: start, at: Machine.now) }
      if isPlain {
        for line in news.lines(now) { Output.put(line + "\n") }
        // Every ten seconds, where anything has come of them.
        if news.isSummaryDue(now) {
          for line in panel.figures(now) { Output.put("  \(line.plain)\n") }
        }
        try await Task.sleep(for: .milliseconds(100))
      } else {
        panel.add(now)
        let style = Style.detected().resized()
        let lines = Display([
          .lines(panel.lines(now, width: style.width, hasUnicode: style.hasUnicode))
        ]).drawnLines(style)
        // Lines that a narrower window has broken are more than were drawn, and how many differs
        // between terminals: then all is drawn anew, as when it is no longer high enough for them.
        let isSame = size == (style.width, style.height) && drawn < style.height
        size = (style.width, style.height)
        let up = drawn == 0 ? "" : isSame ? "\u{1B}[\(drawn)F\u{1B}[J" : "\u{1B}[H\u{1B}[2J"
        let shown = lines.prefix(max(1, style.height - 1))
        Output.put(up + shown.map { $0 + "\n" }.joined())
        drawn = shown.count
        try await Task.sleep(for: .seconds(1))
      }
    }
  }

  /// What it came to, when all is over.
  public func summary(_ desk: Desk, since start: Double) async throws {
    let now = try await desk.look { $0.situation(since: start, at: Machine.now) }
    let panel = Panel(title: "", notes: [], isServerless: server.platform.isServerless)
    Output.put("In \(Figures.seconds(now.seconds)):\n")
    for line in panel.figures(now) { Output.put("  \(line.plain)\n") }
    let bill = now.bill
    guard bill.serverless > 0 || bill.dedicated > 0 else { return }
    Output.put(
      String(
        format: "  in all      serverless $%.4f, %d rented $%.4f\n", bill.serverless, bill.rented,
        bill.dedicated))
  }

  /// What is being played.
  private var words: String {
    let platform = server.platform
    return platform.isServerless
      ? "serverless: 0 to \(platform.workers) workers, kept for "
        + Figures.seconds(platform.keepAlive)
      : "dedicated: \(platform.workers) always on"
  }

  /// What is made up or shared.
  private var notes: [String] {
    var notes: [String] = []
    if server.workers.leastPass > 0 {
      let rate = Int((1 / server.workers.leastPass).rounded())
      notes.append(
        "made up: a worker is held to \(rate) tokens/s for each answer; all share this machine")
    } else if server.platform.workers > 1 {
      notes.append(
        "workers share this machine, so that more of them are no faster: --pace makes them even")
    }
    if server.workers.addedLoad > 0 {
      notes.append(
        "made up: \(Figures.seconds(server.workers.addedLoad)) of every start are waited")
    }
    return notes
  }
}

/// What has happened to workers since the last look, a line each.
struct News {
  private var known: [Int: Situation.Lane] = [:]
  private var told = 0.0
  private var toldAnswers = 0
  private var toldWorkers = 0

  mutating func lines(_ now: Situation) -> [String] {
    var lines: [String] = []
    func say(_ number: Int, _ words: String) {
      lines.append("\(Figures.seconds(now.seconds))  worker \(number) \(words)")
    }
    for lane in now.lanes {
      let before = known[lane.number]
      if before == nil { say(lane.number, "starts") }
      if let load = lane.load, before?.load == nil {
        var words = "is ready after \(Figures.seconds(load))"
        if lane.madeUp > 0 { words += ", \(Figures.seconds(lane.madeUp)) of them made up" }
        if let resident = lane.resident {
          words += "; \(Figures.percent(resident)) of the file was in memory"
        }
        say(lane.number, words)
      }
    }
    for number in known.keys.sorted() where !now.lanes.contains(where: { $0.number == number }) {
      say(number, "is gone")
    }
    known = Dictionary(uniqueKeysWithValues: now.lanes.map { ($0.number, $0) })
    return lines
  }

  mutating func isSummaryDue(_ now: Situation) -> Bool {
    // Money goes on, or stops, with the workers.
    guard now.seconds - told >= 10,
      now.answered != toldAnswers || now.lanes.count != toldWorkers || !now.lanes.isEmpty
    else { return false }
    (told, toldAnswers, toldWorkers) = (now.seconds, now.answered, now.lanes.count)
    return true
  }
}
