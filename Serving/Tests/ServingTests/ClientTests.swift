import Basics
import Foundation
import Testing

@testable import ServingLab

extension ProgramTests {
  /// Clients that are many, slow, gone or confused harm nobody else.
  @Suite struct ClientTests {
    private static let long =
      #"{"prompt": "a", "max_tokens": 60, "ignore_eos": true, "stream": true}"#

    @Test func confusedClientsAreToldOrLeft() throws {
      let server = try RunningServer(["--max-body", "10000", "--idle", "1"])
      for words in [
        "\0\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "POST /v1/completions HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "y", count: 100_000))\r\n\r\n",
      ] {
        let client = try RawClient(server.port, patience: 10)
        client.write(words)
        // A refusal, or an end of the connection: never silence.
        if let first = client.line() {
          #expect(first.hasPrefix("HTTP/1.1 4"), "\(words.prefix(40))")
        }
      }
      let large = try RawClient(server.port).post(
        "/v1/completions", #"{"prompt": "\#(String(repeating: "a", count: 20_000))"}"#)
      #expect(large.status == 413)
      // Who begins and says no more is let go.
      let slow = try RawClient(server.port, patience: 20)
      slow.write("POST /v1/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
      while slow.byte() != nil {}
      #expect(try RawClient(server.port).get("/health").status == 200)
      #expect(server.stop() == 0)
    }

    @Test func aKeyIsAskedFor() throws {
      let server = try RunningServer(["--api-key", "secret"])
      let body = #"{"prompt": "a", "max_tokens": 1}"#
      #expect(try RawClient(server.port).get("/health").status == 200)
      for headers in [[], ["Authorization: Bearer secre"], ["Authorization: secret"]] {
        let answer = try RawClient(server.port).post("/v1/completions", body, headers)
        #expect(answer.status == 401)
      }
      let answer = try RawClient(server.port).post(
        "/v1/completions", body, ["Authorization: Bearer secret"])
      #expect(answer.status == 200)
    }

    @Test func whoLeavesIsNotWorkedFor() throws {
      let server = try RunningServer(["--concurrency", "1"])
      for streams in [true, false] {
        let body = streams ? Self.long : Self.long.replacing("true}", with: "false}")
        var clients = try (0..<20).map { _ in try RawClient(server.port) }
        for client in clients { client.ask("/v1/completions", body) }
        if streams { #expect(try clients[0].head().status == 200) }
        clients = []
        // Nobody is left in the line before this one.
        let answer = try RawClient(server.port).post(
          "/v1/completions", #"{"prompt": "a", "max_tokens": 1}"#)
        #expect(answer.status == 200)
      }
      // The door sees each of them go in its own time.
      for _ in 0..<1000 where try server.metric("gpulearn:requests_cancelled_total") <= 10 {
        usleep(10_000)
      }
      #expect(try server.metric("gpulearn:requests_cancelled_total") > 10)
      // A worker that is told of it ends them with its next pass.
      while try server.metric("vllm:num_requests_running") > 0 { usleep(20_000) }
    }

    @Test func slowReadersHoldUpNobody() throws {
      let server = try RunningServer()
      let sleepers = try (0..<8).map { _ in try RawClient(server.port) }
      for client in sleepers { client.ask("/v1/completions", Self.long) }
      let answer = try RawClient(server.port).post(
        "/v1/completions", #"{"prompt": "a", "max_tokens": 5}"#)
      #expect(answer.status == 200)
      #expect(try RawClient(server.port).get("/health").status == 200)
      for client in sleepers {
        #expect(try client.answer().body.hasSuffix("data: [DONE]\n\n"))
      }
    }

    @Test func aTakenPortIsSaid() throws {
      let server = try RunningServer()
      let other = Process()
      let pipe = Pipe()
      other.executableURL = RunningServer.program
      other.arguments = [RunningServer.model, "--port", String(server.port)]
      other.standardError = pipe
      try other.run()
      let words = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      other.waitUntilExit()
      #expect(other.terminationStatus == 1)
      #expect(words.contains("Port \(server.port) of 127.0.0.1 cannot be had"), "\(words)")
    }

    @Test func aFullLineIs429() throws {
      let server = try RunningServer(["--concurrency", "1", "--queue", "2"])
      let clients = try (0..<8).map { _ in try RawClient(server.port) }
      for client in clients {
        client.ask(
          "/v1/completions", #"{"prompt": "a", "max_tokens": 60, "ignore_eos": true}"#)
      }
      let answers = try clients.map { try $0.answer() }
      let refused = answers.filter { $0.status == 429 }
      #expect(refused.count >= 1)
      #expect(refused.allSatisfy { $0.headers["retry-after"] == "1" })
      #expect(answers.filter { $0.status == 200 }.count == 8 - refused.count)
    }

    @Test func aThousandConnectionsAreHeldAndServed() throws {
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      limit.rlim_cur = limit.rlim_max
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      let server = try RunningServer()
      let clients = try (0..<1000).map { _ in try RawClient(server.port) }
      for client in clients { client.write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n") }
      for client in clients { #expect(try client.answer().status == 200) }
      #expect(server.stop() == 0)
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aSignalLetsWorkFinish(signal: Int32) throws {
      let server = try RunningServer()
      let client = try RawClient(server.port)
      client.ask("/v1/completions", Self.long)
      #expect(try client.head().status == 200)
      #expect(client.chunk() != nil)
      let workers = server.workers
      #expect(server.stop(signal) == 0)
      var last: String?
      while let chunk = client.chunk() { last = chunk }
      #expect(last?.hasSuffix("data: [DONE]\n\n") == true)
      #expect(workers.allSatisfy { kill($0, 0) != 0 })
    }
  }
}
