import Foundation
import Inference
import Testing

@testable import ServingLab

extension ProgramTests {
  /// Many requests while workers are killed and stopped: every one is answered or refused.
  /// `scripts/soak` is the long one.
  @Suite struct SoakTests {
    /// A model that says nothing and is quick.
    static func tinyModel() throws -> String {
      let model = RandomModel(
        width: 32, layers: 1, heads: 2, keyValueHeads: 1, hidden: 64, vocabulary: 300, type: .f32)
      let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("tiny-\(getpid()).gguf")
      try Data(model.bytes()).write(to: file)
      return file.path
    }

    @Test func everyRequestIsAnsweredOrRefused() async throws {
      let path = try Self.tinyModel()
      defer { unlink(path) }
      let server = try RunningServer(
        ["--workers", "2", "--pace", "0", "--attempts", "5", "--longest-silence", "1"], model: path)
      let target = try #require(LoadTarget("http://127.0.0.1:\(server.port)"))
      let killer = Task {
        var count = 0
        while !Task.isCancelled {
          // Ends with the task.
          try? await Task.sleep(for: .milliseconds(400))
          guard let worker = server.workers.randomElement() else { continue }
          count += 1
          kill(worker, count % 4 == 0 ? SIGSTOP : SIGKILL)
        }
        return count
      }
      var test = LoadTest(
        target,
        (0..<2000).map { LoadRequest(at: Double($0) * 0.002, promptTokens: 4, outputTokens: 3) })
      test.retries = 0
      let sent = await test.run()
      killer.cancel()
      let kills = await killer.value
      let figures = LoadFigures(sent)
      let refused = sent.count(where: {
        switch $0.last?.end {
        case .refused, .told: true
        default: false
        }
      })
      #expect(figures.answered + refused == 2000, "\(figures.failures)")
      #expect(kills > 2)
      #expect(try server.metric("gpulearn:workers_lost_total") > 0)
      #expect(server.stop() == 0)
    }
  }
}
