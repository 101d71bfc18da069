import Diagnostics
import Language
import Presentation
import Testing
import Workbook

@testable import NativeFunctions

/// Timelines of stretches of runs.
@Suite struct TimelineTests {
  private struct Missing: Error {}

  private func timeline(
    _ line: String
  ) throws -> (first: RunTimeline, second: RunTimeline?, remarks: [String]) {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    guard case .timeline(let first, let second, let remarks) = try workbook.run(Source(line)) else {
      throw Missing()
    }
    return (first, second, remarks)
  }

  private static let run =
    "serverless(2/min, exponential(3 s), cold_start: 20 s, keep_alive: 40 s, horizon: 5k requests)"

  /// A stretch is what a longer one has of it.
  @Test(arguments: [(0.0, 100.0), (50, 130), (333.3, 900)])
  func stretchesAreParts(_ start: Double, _ end: Double) throws {
    let whole = try timeline("timeline \(Self.run) from 0 s to 1000 s").first
    let part = try timeline("timeline \(Self.run) from \(start) s to \(end) s").first
    #expect(part.start == start && part.end == end)
    #expect(part.arrivals.count == whole.arrivals.filter { $0 >= start && $0 < end }.count)
    func time(_ timeline: RunTimeline, _ state: RunTimeline.State) -> Double {
      timeline.lanes.flatMap { $0.spans }.filter { $0.state == state }.reduce(0) {
        $0 + max(0, min($1.end, end) - max($1.start, start))
      }
    }
    for state in [RunTimeline.State.busy, .starting, .idle] {
      #expect(abs(time(whole, state) - time(part, state)) < 1e-6, "\(state)")
    }
    // Every lane is named in turn.
    #expect(
      part.lanes.enumerated().allSatisfy {
        $0.element.name.hasSuffix("\($0.offset + 1)") || part.lanes.count == 1
      })
  }

  /// However rare requests are, and whatever is done between them, a beginning shows one with its work,
  /// large enough to be seen.
  @Test(arguments: [
    "keep_alive: \"histogram\"", "keep_alive: \"knative\"", "keep_alive: 60 s", "keep_alive: 0 s",
    "keep_alive: 1 h", "min_warm: 1",
  ])
  func aBeginningHasARequest(_ policy: String) throws {
    let traffic = [
      "regular(1/(15 min))", "0.9/min", "4/h", "1/(3 h)", "bursts(1 min, 2 h, 4/min, 0/s)",
    ]
    for arrivals in traffic {
      let line =
        "timeline serverless(\(arrivals), 4 s, cold_start: 20 s, \(policy), horizon: 1k requests)"
      let found = try timeline(line).first
      let arrival = try #require(found.arrivals.first, "\(line)")
      let work = found.lanes.flatMap { $0.spans }.first {
        $0.state == .busy && $0.start >= arrival - 1e-9
      }
      let served = try #require(work, "\(line)")
      #expect(served.end - served.start > (found.end - found.start) / 100, "\(line)")
    }
  }

  @Test func theFirstStartIsWhole() throws {
    let found = try timeline("timeline \(Self.run) around first cold start").first
    let starts = found.lanes.flatMap { $0.spans }.filter { $0.state == .starting }
    let first = try #require(starts.min { $0.start < $1.start })
    #expect(abs(first.end - first.start - 20) < 1e-6)
    #expect(first.start > found.start && first.end < found.end)
    #expect(abs(found.end - found.start - 60) < 1e-6 || found.start == 0)
  }

  @Test func theLongestWaitIsWhole() throws {
    let found = try timeline(
      "timeline dedicated(1/s, exponential(0.8 s), horizon: 1k requests) around longest wait"
    ).first
    #expect(found.end > found.start && !found.arrivals.isEmpty)
  }

  /// Two policies on the same requests, and what they spend.
  @Test func twoOnTheSameRequests() throws {
    let priced = "cold_start: 20 s, horizon: 2k requests, price: $3.60/(gpu*h)"
    let found = try timeline(
      "timeline serverless(2/min, 3 s, keep_alive: 5 s, \(priced)) against serverless(2/min, 3 s, keep_alive: 120 s, \(priced)) from 100 s to 700 s"
    )
    let second = try #require(found.second)
    #expect(found.first.arrivals == second.arrivals && found.remarks.isEmpty)
    #expect(found.first.costs.count == 6 && second.costs.count == 6)
    for timeline in [found.first, second] {
      let paid = timeline.lanes.flatMap { $0.spans }.reduce(0) { $0 + $1.end - $1.start } * 0.001
      let last = try #require(timeline.costs.last)
      #expect(last.time == 700 && abs(last.dollars - paid) < 1e-9 * paid, "\(last) \(paid)")
      #expect(
        zip(timeline.costs, timeline.costs.dropFirst()).allSatisfy { $0.dollars <= $1.dollars })
    }
    let other = try timeline(
      "timeline dedicated(1/s, 0.5 s, seed: 1) against dedicated(1/s, 0.5 s, seed: 2)")
    #expect(other.remarks == ["The two did not meet the same requests."])
  }

  /// Fleets of other kinds go on for other times before they are measured, and share one clock here.
  @Test(arguments: [
    (
      "serverless(1/s, 2 s, cold_start: 30 s, keep_alive: 10 min, horizon: 500 requests)",
      "dedicated(1/s, 2 s, gpus: 4, horizon: 500 requests)"
    ),
    (
      "dedicated(1/s, 2 s, gpus: 4, horizon: 500 requests)",
      "serverless(1/s, 2 s, keep_alive: \"ray_serve\", horizon: 500 requests)"
    ),
    (
      "dedicated(daily(mean: 0.02/s, peak: 0.05/s), 2 s, gpus: 1, horizon: 1 day)",
      "serverless(daily(mean: 0.02/s, peak: 0.05/s), 2 s, cold_start: 60 s, keep_alive: 1 h, horizon: 1 day)"
    ),
  ])
  func oneClock(_ first: String, _ second: String) throws {
    for stretch in ["", " from 100 s to 400 s", " around first cold start"] {
      if stretch.hasSuffix("start"), first.hasPrefix("dedicated") { continue }
      let found = try timeline("timeline \(first) against \(second)\(stretch)")
      #expect(found.first.arrivals == found.second?.arrivals, "\(first)\(stretch)")
      #expect(
        (!found.first.arrivals.isEmpty || !stretch.isEmpty)
          && found.remarks.allSatisfy { !$0.hasPrefix("The two") })
    }
  }

  /// Where requests are far apart, the beginning is cut to what shows a start and a service, and
  /// begins with the first of them.
  @Test(arguments: [("1/h", 20.0, 2.0), ("1/day", 120, 30), ("6/min", 20, 2), ("20/s", 5, 1)])
  func theBeginningFits(_ rate: String, _ start: Double, _ service: Double) throws {
    let found = try timeline(
      "timeline serverless(\(rate), \(service) s, cold_start: \(start) s, keep_alive: 30 s, horizon: 200 requests)"
    ).first
    let length = found.end - found.start
    #expect(length <= max(64 * min(start, service), 2 * start) + 1e-6, "\(length)")
    #expect(found.lanes.contains { $0.spans.contains { $0.state == .busy } })
    #expect(found.arrivals.count >= 1)
  }

  /// A timeline is moved along and zoomed, and does not go beyond its ends.
  @Test func walking() throws {
    let workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    let line = "timeline \(Self.run) from 100 s to 200 s"
    guard
      case .question(.timeline(let run, let other, let stretch)) = try Statement.parse(
        Source(line), in: workbook.parsingScope())
    else { throw Missing() }
    var walk = try workbook.walk(run, against: other, stretch)
    func ends() throws -> [Double] {
      guard case .timeline(let top, _, _) = walk.answer else { throw Missing() }
      return [top.start, top.end]
    }
    walk.move(by: 0.25)
    #expect(try ends() == [100, 200])
    walk.work()
    #expect(try ends() == [125, 225])
    walk.zoom(by: 2)
    walk.move(by: -0.25)
    walk.work()
    #expect(try ends() == [25, 225])
    walk.move(by: -3)
    walk.work()
    #expect(try ends() == [0, 200])
    walk.zoom(by: 1e5)
    walk.work()
    #expect(walk.isAtEnd)
    walk.move(by: 1)
    walk.work()
    #expect(walk.isAtEnd)
    #expect(try ends()[0] == 0)
    walk.goBack()
    walk.work()
    #expect(try ends() == [100, 200])
    let again = try timeline(line).first
    guard case .timeline(let top, _, _) = walk.answer else { throw Missing() }
    #expect(top == again)
  }

  /// Many instances are drawn together, and none of their work is lost.
  @Test(arguments: 0..<20) func manyInstancesAreABand(_ seed: Int) throws {
    let found = try timeline(
      "timeline serverless(\(seed + 6)/s, exponential(4 s), cold_start: 5 s, keep_alive: 20 s, seed: \(seed), horizon: 3k requests) from \(seed) s to \(seed + 60) s"
    ).first
    #expect(found.levels.count == 120 && found.lanesLeftOut > 0)
    #expect(found.levels.allSatisfy { $0.busy >= 0 && $0.idle >= 0 && $0.starting >= 0 })
    let busy = found.levels.reduce(0) { $0 + $1.busy * ($1.end - $1.start) }
    #expect(busy > 0)
  }

  @Test(arguments: [
    ("timeline R from 5 s to 5 s", "The stretch ends where it begins"),
    ("timeline R from 5 to 9", "A moment of a run is a time"),
    ("timeline R from 1e9 s to 2e9 s", "The run ends before"),
    ("timeline dedicated(1/s, 0.1 s) around first cold start", "No instance was started"),
    ("timeline 5 against R", "Only a simulated run has a timeline"),
    ("timeline R against 5", "Only a simulated run has a timeline"),
    ("timeline R from 5 s", "the end of the stretch"),
  ])
  func refused(_ line: String, _ words: String) {
    let line = line.replacing("R", with: Self.run)
    let error = #expect(throws: Diagnostic.self) { try timeline(line) }
    #expect(error?.message.contains(words) ?? false, "\(error?.message ?? "")")
  }
}
