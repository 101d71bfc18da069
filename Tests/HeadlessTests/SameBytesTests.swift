import Basics
import Dispatch
import Foundation
import Headless
import Language
import Testing

/// The same line gives the same bytes, whatever else the machine is doing.
@Suite struct SameBytesTests {
  /// A line of each question, on plain, uncertain and simulated figures.
  static let lines = [
    "k = 3", "a = 1 to 4", "rate = 0.2/s", "1/3", "a * k", "p95(a)", "chance(a < 2)",
    "run = serverless(rate, 1 s, cold_start: 5 s, keep_alive: 20 s, horizon: 600 s)",
    "run.latency", "plot a", "plot run", "plot k^2 over k from 1 to 3",
    "plot serverless(rate, 1 s, horizon: 600 s, price: $2/(gpu*h)).cost over rate from 0.1/s to 0.3/s",
    "plot k^2 against k^3 over k from 1 to 3", "sweep k^2, a * k over k from 1 to 3 step 1",
    "sweep serverless(rate, 1 s, horizon: 600 s).latency.p99 over rate from 0.1/s to 0.3/s",
    "why a", "why run", "compare k^2 with k = 4", "solve k for k^2 = 4", "solve k for k^2 = -1",
    "solve k for k^2 <= 4", "tornado a * k", "tornado max(a, 2 * (1 to 3))", "tune k for k^2",
    "table k, a, rate", "timeline run",
    "nonsense", "paired(run, run)",
  ]

  @Test func everyQuestionIsAsked() {
    let asked = Set(Self.lines.compactMap { $0.split(separator: " ").first.map(String.init) })
    #expect(Set(Question.verbs.map(\.verb)).subtracting(asked) == [])
  }

  private func answers() throws -> [String] {
    var evaluation = try Evaluation(course: nil, place: nil)
    return Self.lines.map { evaluation.answer($0).json.text }
  }

  /// Once alone, and once while twice as many threads as there are processors never rest.
  @Test func aBusyMachineChangesNothing() throws {
    let alone = try answers()
    let refused = zip(Self.lines, alone).filter { $1.hasPrefix("{\"error\"") }.map { $0.0 }
    #expect(refused == ["nonsense"])
    let isOver = Locked(false)
    let done = DispatchSemaphore(value: 0)
    let threads = 2 * ProcessInfo.processInfo.activeProcessorCount
    for _ in 0..<threads {
      Thread.detachNewThread {
        var number: UInt64 = 1
        while !isOver.withLock({ $0 }) {
          for _ in 0..<10_000 { number = number &* 6_364_136_223_846_793_005 &+ 1 }
        }
        done.signal()
      }
    }
    let underLoad = try answers()
    isOver.withLock { $0 = true }
    for _ in 0..<threads { done.wait() }
    for (line, (first, second)) in zip(Self.lines, zip(alone, underLoad)) {
      #expect(first == second, "\(line)")
    }
  }
}
