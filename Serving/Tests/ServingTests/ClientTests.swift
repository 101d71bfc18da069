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
      let large = try RawClient(server.port).post(
        "/v1/completions", #"{"prompt": "\#(String(repeating: "a", count: 20_000))"}"#)
      #expect(large.status == 413)
      // Who begins and says no more is let go.
      let slow = try RawClient(server.port, patience: 20)
      slow.write("POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
      while slow.byte() != nil {}
      #expect(try RawClient(server.port).get("/health").status == 200)
      #expect(server.stop() == 0)
    }

    /// What is refused before its end has come, with what is said; a line for each field of a head.
    static let beyondLimits: [(line: String, fields: [String], body: String, status: Int)] = {
      let post = "POST /v1/completions HTTP/1.1"
      func long(_ count: Int) -> String { String(repeating: "y", count: count) }
      return [
        (post, ["Content-Length: 1000000000000"], "", 413),
        (post, ["Content-Length: 10001"], "{", 413),
        ("GET /health HTTP/1.1", ["Content-Length: 9223372036854775807"], "", 413),
        (post, ["Transfer-Encoding: chunked"], "2711\r\n" + long(10_001), 413),
        (
          post, ["Transfer-Encoding: chunked"],
          String(repeating: "64\r\n\(long(100))\r\n", count: 101),
          413
        ),
        (post, ["Content-Length: 99999999999999999999999"], "", 400),
        (post, ["Content-Length: -5"], "", 400), (post, ["Content-Length: +5"], "", 400),
        (post, ["Content-Length: 5 5"], "", 400), (post, ["Content-Length: five"], "", 400),
        (post, ["Content-Length: 5", "Content-Length: 6"], "", 400),
        (post, ["Content-Length: 5", "Content-Length: 5"], "", 400),
        (post, ["Content-Length: 5", "Transfer-Encoding: chunked"], "", 400),
        (post, ["Transfer-Encoding: chunked"], "FFFFFFFFFFFFFFFFFF\r\n", 400),
        (post, ["Transfer-Encoding: chunked"], "-1\r\n", 400),
        ("GET /health HTTP/1.1", (0..<101).map { "X-\($0): a" }, "", 431),
        ("GET /health HTTP/1.1", ["X: " + long(100_000)], "", 431),
        ("GET /health HTTP/1.1", ["\(long(100_000)): X"], "", 431),
        ("GET /health HTTP/1.1", (0..<50).map { "X-\($0): \(long(1000))" }, "", 431),
        ("GET /\(long(100_000)) HTTP/1.1", [], "", 431),
        (post, ["Transfer-Encoding: gzip, chunked"], "", 501),
        (post, ["Content-Encoding: gzip", "Content-Length: 5"], "", 415),
        ("GET / HTTP/9.9", [], "", 400), ("\0\u{1}\u{2}", [], "", 400),
      ]
    }()

    /// A refusal at once in the form of the API, and the end of the connection: never silence, never a
    /// wait for what is not to be read.
    @Test func whatIsBeyondALimitIsRefusedAtOnce() throws {
      let server = try RunningServer(["--max-body", "10000", "--idle", "3600", "--arrival", "3600"])
      for (line, fields, body, status) in Self.beyondLimits {
        let client = try RawClient(server.port)
        client.write(
          ([line, "Host: localhost"] + fields).joined(separator: "\r\n") + "\r\n\r\n" + body)
        let answer = try client.answer()
        let words = "\(line.prefix(40)) \(fields.first?.prefix(40) ?? "")"
        #expect(answer.status == status, "\(words)")
        #expect(answer.json?.member("error")?.member("message")?.asText != nil, "\(words)")
        #expect(answer.headers["connection"] == "close", "\(words)")
        #expect(client.byte() == nil, "\(words)")
      }
      #expect(try server.metric("vllm:num_requests_running") == 0)
      #expect(try server.metric("vllm:request_success_total") == 0)
      let fits = #"{"prompt": "\#(String(repeating: "a", count: 10_000 - 32))", "max_tokens": 1}"#
      #expect(fits.utf8.count <= 10_000)
      #expect(try RawClient(server.port).post("/v1/completions", fits).status < 413)
      #expect(server.stop() == 0)
    }

    /// Whoever sends without an end is told so, however lively the connection is.
    @Test func aRequestThatDoesNotEndIsGivenUp() throws {
      let server = try RunningServer(["--idle", "3600", "--arrival", "1"])
      let client = try RawClient(server.port)
      client.write(
        "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
      #expect(try client.answer().status == 408)
      #expect(client.byte() == nil)
    }

    /// A client of HTTP/1.0 knows no chunks, and waits for the end of the connection.
    @Test func olderClientsAreAnswered() throws {
      let server = try RunningServer(["--idle", "3600"])
      let body = #"{"prompt": "a", "max_tokens": 3, "stream": true}"#
      let post =
        "POST /v1/completions HTTP/1.0\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      for (request, end) in [("GET /health HTTP/1.0\r\n\r\n", "}"), (post, "data: [DONE]")] {
        let client = try RawClient(server.port, patience: 20)
        client.write(request)
        var lines: [String] = []
        while let line = client.line() { lines.append(line) }
        #expect(lines.first == "HTTP/1.0 200 OK")
        #expect(lines.contains { $0.lowercased() == "connection: close" })
        #expect(!lines.contains { $0.lowercased().hasPrefix("transfer-encoding") })
        #expect(lines.last { !$0.isEmpty }?.hasSuffix(end) == true, "\(lines)")
      }
    }

    /// A page of another site, open in a browser on this machine, neither makes it work nor reads it.
    @Test func foreignPagesAreRefused() throws {
      let server = try RunningServer()
      for (host, fields, status) in [
        ("localhost", [], 200), ("127.0.0.1:\(server.port)", [], 200), ("[::1]:80", [], 200),
        ("evil.example", [], 403), ("127.0.0.1.evil.example", [], 403),
        ("localhost", ["Origin: https://evil.example"], 403), ("localhost", ["Origin: null"], 403),
        ("localhost", ["Origin: http://localhost:3000"], 200),
      ] {
        let client = try RawClient(server.port)
        client.write(
          (["GET /v1/models HTTP/1.1", "Host: \(host)"] + fields).joined(separator: "\r\n")
            + "\r\n\r\n")
        #expect(try client.answer().status == status, "\(host) \(fields)")
      }
    }

    /// Who asks before a body is sent is told to send it, or why not.
    @Test func whoAsksFirstIsToldToGoOn() throws {
      let server = try RunningServer(["--max-body", "10000"])
      let body = #"{"prompt": "a", "max_tokens": 1}"#
      func begin(_ length: Int) throws -> RawClient {
        let client = try RawClient(server.port, patience: 20)
        client.write(
          "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
            + "Content-Length: \(length)\r\n\r\n")
        return client
      }
      let client = try begin(body.utf8.count)
      #expect(client.line() == "HTTP/1.1 100 Continue")
      while let line = client.line(), !line.isEmpty {}
      client.write(body)
      #expect(try client.answer().status == 200)
      #expect(try begin(10_001).answer().status == 413)
    }

    @Test func aKeyIsAskedFor() throws {
      let server = try RunningServer(["--api-key", "secret"])
      let body = #"{"prompt": "a", "max_tokens": 1}"#
      #expect(try RawClient(server.port).get("/health").status == 200)
      for headers in [[], ["Authorization: Bearer secre"], ["Authorization: secret"]] {
        let answer = try RawClient(server.port).post("/v1/completions", body, headers)
        #expect(answer.status == 401 && answer.headers["www-authenticate"] == "Bearer")
      }
      let lower = try RawClient(server.port).post(
        "/v1/completions", body, ["Authorization: bearer secret"])
      #expect(lower.status == 200)
      let answer = try RawClient(server.port).post(
        "/v1/completions", body, ["Authorization: Bearer secret"])
      #expect(answer.status == 200)
    }

    @Test(.timeLimit(.minutes(2))) func whoLeavesIsNotWorkedFor() throws {
      // One answer of these takes half a minute, all of them a quarter of an hour.
      let server = try RunningServer(["--concurrency", "1", "--pace", "2"])
      func waitFor(_ metric: String, _ count: Double) throws {
        while try server.metric(metric) < count { usleep(5_000) }
      }
      for (round, streams) in [true, false].enumerated() {
        let body = streams ? Self.long : Self.long.replacing("true}", with: "false}")
        var clients = try (0..<20).map { _ in try RawClient(server.port) }
        for client in clients { client.ask("/v1/completions", body) }
        try waitFor("gpulearn:requests_total", Double(round * 21 + 20))
        clients = []
        // Nobody is left in the line before this one.
        let answer = try RawClient(server.port).post(
          "/v1/completions", #"{"prompt": "a", "max_tokens": 1}"#)
        #expect(answer.status == 200)
        try waitFor("gpulearn:requests_cancelled_total", Double(round * 20 + 20))
      }
      #expect(try server.metric("gpulearn:requests_cancelled_total") == 40)
      #expect(try server.metric("vllm:request_success_total") == 2)
      // Whoever is gone as soon as the request is sent has perhaps not even been heard.
      for _ in 0..<40 { try RawClient(server.port).ask("/v1/completions", Self.long) }
      let answer = try RawClient(server.port).post(
        "/v1/completions", #"{"prompt": "a", "max_tokens": 1}"#)
      #expect(answer.status == 200)
      #expect(try server.metric("vllm:request_success_total") == 3)
      let came = try server.metric("gpulearn:requests_total")
      try waitFor("gpulearn:requests_cancelled_total", came - 3)
      #expect(try server.metric("vllm:num_requests_running") == 0)
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
      let server = try RunningServer(["--concurrency", "1", "--queue", "2", "--pace", "300"])
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
      for client in clients { client.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n") }
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
