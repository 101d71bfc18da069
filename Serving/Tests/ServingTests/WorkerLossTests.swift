import Basics
import Foundation
import Testing

@testable import ServingLab

extension ProgramTests {
  /// Workers that are killed, hang or cannot load: every request is answered or refused.
  @Suite struct WorkerLossTests {
    private static let body =
      #"{"prompt": "a", "max_tokens": 80, "ignore_eos": true, "temperature": 1, "seed": 7, "stream": true}"#

    private func text(_ stream: RawClient.Answer) -> String {
      stream.body.split(separator: "\n").compactMap { line in
        guard line.hasPrefix("data: {") else { return nil }
        return
          (try? JSONReader.read(Array(line.dropFirst(6).utf8), limits: JSONLimits(bytes: 10_000)))?
          .member("choices")?.asList?.first?.member("text")?.asText
      }.joined()
    }

    @Test func aStreamGoesOnAfterItsWorkerWasKilled() throws {
      // At a pace at which no machine is done before its worker is.
      let server = try RunningServer(["--pace", "100"])
      let whole = text(try RawClient(server.port).post("/v1/completions", Self.body))
      let client = try RawClient(server.port)
      client.ask("/v1/completions", Self.body)
      #expect(try client.head().status == 200)
      var body = client.chunk() ?? ""
      for worker in server.workers { kill(worker, SIGKILL) }
      while let chunk = client.chunk() { body += chunk }
      #expect(text(RawClient.Answer(body: body)) == whole)
      #expect(try server.metric("gpulearn:retries_total") == 1)
    }

    @Test func aWorkerThatIsStoppedCountsAsHung() throws {
      let server = try RunningServer(["--longest-silence", "1", "--pace", "100"])
      let client = try RawClient(server.port)
      client.ask("/v1/completions", Self.body)
      #expect(try client.head().status == 200)
      for worker in server.workers { kill(worker, SIGSTOP) }
      var last: String?
      while let chunk = client.chunk() { last = chunk }
      #expect(last?.hasSuffix("data: [DONE]\n\n") == true)
      #expect(try server.metric("gpulearn:workers_lost_total") == 1)
    }

    @Test func whatCannotBeLoadedIsSaid() throws {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("no-model.gguf")
      try Data("GGUF?".utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let server = try RunningServer(model: file.path)
      let answer = try RawClient(server.port).post("/v1/completions", #"{"prompt": "a"}"#)
      #expect(answer.status == 503)
      #expect(answer.json?.member("error")?.member("code") == .string("model_not_loaded"))
      #expect(server.stop() == 0)
    }
  }
}
