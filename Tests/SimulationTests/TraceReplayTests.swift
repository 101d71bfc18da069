import Foundation
import Testing

@testable import Simulation

/// Replays against figures of the independent program `Fixtures/replay.py`.
@Suite struct TraceReplay {
  struct Row: Sendable, CustomStringConvertible {
    var keepAlive, start: Double
    var waiting: Waiting
    var most: Int?
    var line: Int?
    var cold, rejected, peak: Int
    var latency, longest, wait, first, alive: Double
    var description: String { "keep-alive \(keepAlive), start \(start), \(waiting)" }

    func fleet(_ file: TraceFile, prefill: Double, decode: Double) -> Fleet {
      var fleet = Fleet.serverless(
        arrivals: .trace(file),
        service: .tokens(
          prompt: .fixed(1), output: .fixed(1), prefillRate: prefill, decodeRate: decode),
        coldStart: .time(.fixed(start)), keepAlive: keepAlive)
      fleet.waiting = waiting
      fleet.maxInstances = most
      if let line { fleet.queue = .bounded(line) }
      return fleet
    }

    func expect(_ outcome: Outcome, requests: Int) {
      #expect(outcome.requests == requests)
      #expect(outcome.served == requests - rejected)
      #expect(outcome.cold == cold)
      #expect(outcome.rejected == rejected)
      #expect(outcome.instancesMax == peak)
      #expect(abs(outcome.latency.mean.value - latency) < 1e-8)
      #expect(abs(outcome.latency.max - longest) < 1e-6)
      #expect(abs(outcome.wait.mean.value - wait) < 1e-8)
      #expect(abs((outcome.timeToFirstToken?.mean.value ?? 0) - first) < 1e-8)
      #expect(abs(outcome.gpuSeconds.alive - alive) < 1e-4)
      #expect(outcome.trace?.skipped == 0)
    }
  }

  static let madeUp = [
    Row(
      keepAlive: 30, start: 8, waiting: .forItsInstance, cold: 113, rejected: 0, peak: 26,
      latency: 6.226804167, longest: 37.351666667, wait: 2.26, first: 2.566429167,
      alive: 7260.625872),
    Row(
      keepAlive: 30, start: 8, waiting: .forFirstFree, cold: 113, rejected: 0, peak: 27,
      latency: 5.680626563, longest: 33.765321467, wait: 1.713822396, first: 2.020251563,
      alive: 7248.993009),
    Row(
      keepAlive: 5, start: 8, waiting: .forFirstFree, most: 6, line: 10, cold: 123, rejected: 61,
      peak: 6, latency: 8.483242922, longest: 37.304084333, wait: 4.577047248, first: 4.880956786,
      alive: 3088.816332),
    Row(
      keepAlive: 120, start: 2.5, waiting: .forItsInstance, most: 4, line: 3, cold: 12,
      rejected: 100, peak: 4, latency: 4.666298889, longest: 27.756, wait: 0.815534444,
      first: 1.129298889, alive: 5251.548350),
    Row(
      keepAlive: 0, start: 1, waiting: .forFirstFree, cold: 336, rejected: 0, peak: 17,
      latency: 4.702894803, longest: 30.351666667, wait: 0.736090637, first: 1.042519803,
      alive: 1922.721667),
  ]

  @Test(arguments: madeUp)
  func aMadeUpTrace(_ row: Row) throws {
    let url = try #require(
      Bundle.module.url(forResource: "made-up", withExtension: "csv", subdirectory: "Fixtures"))
    let fleet = row.fleet(TraceFile(url.path), prefill: 3000, decode: 40)
    let outcome = try simulate(fleet)
    row.expect(outcome, requests: 400)
    #expect(abs((outcome.trace?.span ?? 0) - 1436.7375574) < 1e-6)
  }

  static let conversations = [
    Row(
      keepAlive: 60, start: 20, waiting: .forItsInstance, cold: 250, rejected: 0, peak: 57,
      latency: 4.625040470, longest: 39.254750, wait: 0.258184447, first: 0.402521623,
      alive: 140638.611331),
    Row(
      keepAlive: 60, start: 20, waiting: .forFirstFree, cold: 206, rejected: 0, peak: 51,
      latency: 4.432860894, longest: 20.926750, wait: 0.066004870, first: 0.210342046,
      alive: 137284.378323),
    Row(
      keepAlive: 10, start: 20, waiting: .forFirstFree, most: 30, line: 50, cold: 275, rejected: 5,
      peak: 30, latency: 5.125850535, longest: 25.621489, wait: 0.759219020, first: 0.903541770,
      alive: 102293.920728),
  ]

  /// One hour of a real chat service, where it is at hand.
  static let realTrace = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data/AzureLLMInferenceTrace_conv.csv").standardizedFileURL

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: realTrace.path),
      "the Azure LLM trace is not beside the project"),
    arguments: conversations)
  func aRealTrace(_ row: Row) throws {
    let fleet = row.fleet(TraceFile(Self.realTrace.path), prefill: 8000, decode: 50)
    row.expect(try simulate(fleet), requests: 19_366)
  }

  @Test func replayedFaster() throws {
    let url = try #require(
      Bundle.module.url(forResource: "made-up", withExtension: "csv", subdirectory: "Fixtures"))
    var file = TraceFile(url.path)
    file.speed = 4
    let summary = try file.summary()
    #expect(abs(summary.span - 1436.7375574 / 4) < 1e-6)
    #expect(summary.requests == 400)
  }
}
