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

    /// A file that is no model is refused before anything is served; one that becomes so is told to
    /// whoever asks.
    @Test func whatCannotBeLoadedIsSaid() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "models-\(UInt64.random(in: 0 ... .max))")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appendingPathComponent("a.gguf")
      for damaged in ["", "GGUF?", "words"] {
        try Data(damaged.utf8).write(to: file)
        #expect(throws: Failure.self) { try RunningServer(model: file.path) }
      }
      try FileManager.default.removeItem(at: file)
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: RunningServer.model), to: file)
      let server = try RunningServer(["--as", "serverless", "--plain"], model: file.path)
      try FileManager.default.removeItem(at: file)
      try Data("GGUF?".utf8).write(to: file)
      let answer = try RawClient(server.port).post("/v1/completions", #"{"prompt": "a"}"#)
      #expect(answer.status == 503)
      #expect(answer.json?.member("error")?.member("code") == .string("model_not_loaded"))
      #expect(server.stop() == 0)
    }
  }
}
