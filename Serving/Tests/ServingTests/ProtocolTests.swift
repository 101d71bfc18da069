import Basics
import Inference
import Testing

@testable import ServingLab

@Suite struct ProtocolTests {
  static let jobs: [Job] = {
    var full = Job(.turns([ChatTurn(.system, "brief"), ChatTurn(.user, "Why? \u{7}\u{1F600}")]))
    full.mostTokens = 3
    full.leastTokens = 2
    full.ignoresEnd = true
    full.stop = ["\n", "Q"]
    full.sampling = .init(
      temperature: 0.25, topK: 3, topP: 0.5, minP: 0.125, repetitionPenalty: 1.5, seed: .max)
    return [Job(.text("")), Job(.tokens([1, 2, 300])), full]
  }()

  @Test(arguments: jobs) func jobsComeOverWhole(job: Job) throws {
    let order = Order.write(7, job)
    let bytes = Frames.bytes(order.json)
    #expect(Frames.length(bytes) == bytes.count - 4)
    #expect(Frames.value(Array(bytes.dropFirst(4))).flatMap { Order($0) } == order)
  }

  static let reports: [Report] = [
    .loading(resident: nil), .loading(resident: 0.5),
    .ready(seconds: 1.5, madeUp: 0.5, context: 512), .failed("no \"file\""),
    .refused(3, field: "prompt", reason: "too long"), .refused(3, field: nil, reason: ""),
    .pass([]),
    .pass([
      .init(job: 1, text: "é\u{0}", count: 1, finish: nil, promptTokens: 4),
      .init(job: 2, text: "", count: 9, finish: "stop", promptTokens: 4, reusedTokens: 3),
    ]),
  ]

  @Test(arguments: reports) func reportsComeOverWhole(report: Report) throws {
    #expect(
      Frames.value(Array(Frames.bytes(report.json).dropFirst(4))).flatMap { Report($0) } == report)
  }

  @Test func damagedFramesAreNone() {
    #expect(Frames.length([0xFF, 0, 0, 0]) == nil)
    #expect(Frames.value(Array("{\"pass\":".utf8)) == nil)
    #expect(Report(.object(["other": .null])) == nil)
  }
}
