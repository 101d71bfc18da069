import Foundation
import Testing

@testable import Inference

/// Real serving of a tiny model. What happened is tested, never how long it took.
@Suite struct ServingTests {
  private func withModel<T>(_ body: (String) throws -> T) throws -> T {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("serving-\(UUID().uuidString).gguf")
    try Data(Models.bytes("single", .q8)).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  private let arrivals = [0, 0.01, 0.3].map { Serving.Arrival(at: $0, Request("a", tokens: 4)) }

  @Test func dedicatedLoadsOnceAndNeverColdly() throws {
    let report = try withModel { try Serving(model: $0, as: .dedicated, threads: 1).run(arrivals) }
    #expect(report.loads.count == 1)
    #expect(report.served.count == 3)
    #expect(report.coldShare == 0)
    #expect(report.secondsAlive >= report.duration)
    #expect(report.served.allSatisfy { $0.generation.tokens.count == 4 })
  }

  @Test func serverlessWithoutKeepAliveIsAlwaysCold() throws {
    let apart = [0, 0.2, 0.4].map { Serving.Arrival(at: $0, Request("a", tokens: 2)) }
    let report = try withModel {
      try Serving(model: $0, as: .serverless(keepAlive: 0), threads: 1).run(apart)
    }
    #expect(report.coldShare == 1)
    #expect(report.loads.count == 3)
    #expect(report.served.allSatisfy { $0.loadTime > 0 && $0.latency >= $0.loadTime })
    #expect(report.secondsAlive < report.duration)
  }

  @Test func keepAliveAvoidsColdStarts() throws {
    var unloads = 0
    let report = try withModel {
      try Serving(model: $0, as: .serverless(keepAlive: 60), threads: 1).run(arrivals) {
        if case .unloaded = $0 { unloads += 1 }
        return .goOn
      }
    }
    #expect(report.served.map(\.isCold) == [true, false, false])
    #expect(unloads == 1)
    // The keep-alive after the last request is counted without waiting for it.
    #expect(report.secondsAlive > 60)
  }

  @Test func theCallerCanStop() throws {
    let report = try withModel {
      try Serving(model: $0, as: .dedicated, threads: 1).run(arrivals) {
        if case .served(request: 0) = $0 { return .stop }
        return .goOn
      }
    }
    #expect(report.served.count == 1)
  }

  @Test func badSettingsAreRefused() {
    #expect(throws: InferenceError.self) {
      try Serving(model: "x", as: .serverless(keepAlive: .nan)).run([])
    }
    #expect(throws: InferenceError.self) { try Serving(model: "/nowhere", as: .dedicated).run([]) }
  }
}
