import Foundation
import Testing

@testable import Inference

/// Measurements that are repeated, and models that are made up in memory.
@Suite struct RepetitionTests {
  private static let spreads: [([Double], Double)] = [
    ([10.0], 0.0), ([10, 10, 10], 0), ([8, 10, 12], 0.4), ([12, 8, 10], 0.4), ([5, 10], 0.5),
    ([], 0),
  ]

  @Test(arguments: spreads)
  func spread(_ values: [Double], _ spread: Double) {
    let repetition = Repetition(values, processorShare: 1)
    #expect(repetition.runs == values.count)
    #expect(abs(repetition.spread - spread) < 1e-12)
    #expect(!repetition.wasDisturbed)
  }

  @Test func whoWaitsForAProcessorIsDisturbed() {
    #expect(Repetition([1], processorShare: 0.5).wasDisturbed)
    #expect(!Repetition([1], processorShare: 0.95).wasDisturbed)
  }

  /// Short runs are made anew, and no more than five times.
  @Test func shortRunsAreRepeated() throws {
    let model = try Model(FileBytes(#require(RandomModel.shapes["single"]).bytes()))
    let engine = try Engine(model, threads: 1)
    let speed = try engine.measure(prompt: 2, tokens: 2)
    #expect((2...Repetition.most).contains(speed.repetition.runs))
    #expect(speed.repetition.spread >= 0 && speed.decode > 0)
    #expect(try engine.measure(prompt: 2, tokens: 2, repeats: 1).repetition.runs == 1)
  }

  /// Repeated weights make files of the same size, whose stretches come again.
  @Test func repeatedWeightsAreAsMany() throws {
    var model = RandomModel(
      width: 256, layers: 1, heads: 4, keyValueHeads: 4, hidden: 512, vocabulary: 20_000, type: .q8)
    let plain = model.bytes()
    model.repeatsWeights = true
    let repeated = model.bytes()
    #expect(plain.count == repeated.count && plain != repeated)
    #expect(try Model(FileBytes(repeated)).shape.width == 256)
    #expect(Set(RandomModel.offered.keys) == ["15m", "110m", "1.1b"])
  }

  /// A server whose threads had to share the processors says so.
  @Test(arguments: [(1.0, false), (0.95, false), (0.4, true)])
  func aBusyServerIsTold(_ share: Double, _ isTold: Bool) {
    var report = ServingReport(mode: .dedicated)
    (report.secondsBusy, report.secondsOnProcessor) = (2, 2 * share)
    #expect(report.repetition.wasDisturbed == isTold)
  }

  /// Threads that have to share the processors are seen to wait.
  @Test func sharedProcessorsAreSeen() {
    guard Machine.timeKeptWaiting != nil else { return }
    let watch = Stopwatch()
    let count = 4 * max(2, ThreadPool.processors)
    for _ in 0..<count {
      Thread.detachNewThread {
        let end = Machine.now + 0.2
        var turns = 0
        while Machine.now < end { turns &+= 1 }
      }
    }
    Machine.sleep(0.1)
    let share = watch.share(threads: count)
    #expect(share < 0.9)
    #expect(Repetition([1], processorShare: share).wasDisturbed)
  }
}
