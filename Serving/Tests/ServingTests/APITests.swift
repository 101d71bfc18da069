import Basics
import Testing

@testable import ServingLab

extension ProgramTests {
  /// The API over real sockets, against the real program and the model that ships.
  @Suite struct APITests {
    private let server: RunningServer
    private static let question = """
      "messages": [{"role": "user", "content": "What is a cold start?"}], "temperature": 0
      """

    init() throws { server = try RunningServer() }

    private func client() throws -> RawClient { try RawClient(server.port) }

    @Test func healthModelsAndMetrics() throws {
      let client = try client()
      #expect(try client.get("/health").body == #"{"status":"ok"}"#)
      let models = try client.get("/v1/models")
      #expect(models.json?.member("data")?.asList?.first?.member("id") == .string("gpulearn"))
      #expect(try client.get("/v1/models/gpulearn").status == 200)
      #expect(try client.get("/v1/models/other").status == 404)
      let metrics = try client.get("/metrics")
      #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      #expect(metrics.body.contains("vllm:time_to_first_token_seconds_bucket"))
    }

    @Test func aChatIsAnswered() throws {
      let answer = try client().post(
        "/v1/chat/completions", "{\(Self.question), \"max_tokens\": 8}", ["X-Request-Id: mine-1"])
      #expect(answer.status == 200)
      #expect(answer.headers["x-request-id"] == "mine-1")
      let choice = answer.json?.member("choices")?.asList?.first
      #expect(
        choice?.member("message")?.member("content") == .string("A cold start is the wait that a"))
      #expect(choice?.member("finish_reason") == .string("length"))
      #expect(answer.json?.member("usage")?.member("completion_tokens") == .number(8))
    }

    @Test func contentMayBeParts() throws {
      let parts = #"[{"type": "text", "text": "What is a cold start?"}]"#
      let answer = try client().post(
        "/v1/chat/completions",
        #"{"messages": [{"role": "user", "content": \#(parts)}], "temperature": 0, "max_completion_tokens": 3}"#
      )
      let message = answer.json?.member("choices")?.asList?.first?.member("message")
      #expect(message?.member("content") == .string("A cold start"))
    }

    @Test func aStreamIsReadByteByByte() throws {
      let client = try client()
      client.ask(
        "/v1/chat/completions",
        "{\(Self.question), \"max_tokens\": 4, \"stream\": true, "
          + "\"stream_options\": {\"include_usage\": true}}")
      let head = try client.head()
      #expect(head.headers["content-type"] == "text/event-stream; charset=utf-8")
      var body = ""
      while let chunk = client.chunk() { body += chunk }
      #expect(body.hasSuffix("data: [DONE]\n\n"))
      let events = body.split(separator: "\n\n")
      #expect(events.allSatisfy { $0.hasPrefix("data: ") })
      let parts = events.dropLast().compactMap { event in
        try? JSONReader.read(
          Array(event.dropFirst(6).utf8), limits: JSONLimits(bytes: 100_000))
      }
      // Four tokens, the end, the usage. No role comes before the first token.
      try #require(parts.count == 6)
      let first = parts.first?.member("choices")?.asList?.first?.member("delta")
      #expect(first == .object(["role": .string("assistant"), "content": .string("A")]))
      let end = parts[4].member("choices")?.asList?.first
      #expect(end?.member("delta") == .object([JSON.Member]()))
      #expect(end?.member("finish_reason") == .string("length"))
      #expect(parts[5].member("choices") == .array([]))
      #expect(parts[5].member("usage")?.member("total_tokens") == .number(16))
      // The connection is kept.
      #expect(try client.get("/health").status == 200)
    }

    @Test func theSameSeedGivesTheSameText() throws {
      func text(_ seed: Int) throws -> JSON? {
        try client().post(
          "/v1/completions",
          #"{"prompt": "A GPU", "seed": \#(seed), "max_tokens": 20, "temperature": 3}"#
        ).json?.member("choices")?.asList?.first?.member("text")
      }
      let one = try text(5)
      #expect(one != nil)
      #expect(try text(5) == one)
      #expect(try text(6) != one)
    }

    @Test func textsStopTheAnswer() throws {
      let answer = try client().post(
        "/v1/chat/completions", "{\(Self.question), \"stop\": [\" wait\"], \"max_tokens\": 50}")
      let choice = answer.json?.member("choices")?.asList?.first
      #expect(choice?.member("message")?.member("content") == .string("A cold start is the"))
      #expect(choice?.member("finish_reason") == .string("stop"))
    }

    @Test func benchmarksGetAsManyTokensAsTheyWant() throws {
      for wish in [#""ignore_eos": true"#, #""min_tokens": 200"#] {
        let answer = try client().post(
          "/v1/chat/completions", "{\(Self.question), \"max_tokens\": 200, \(wish)}")
        #expect(
          answer.json?.member("usage")?.member("completion_tokens") == .number(200), "\(wish)")
      }
    }

    /// What is wrong with requests: body, status, field at fault, code.
    static let wrong: [(String, String, Int, JSON, String)] = [
      ("completions", "{", 400, .null, "invalid_json"),
      ("completions", "[]", 400, .null, ""),
      ("completions", #"{"prompt": 5}"#, 400, .string("prompt"), "invalid_value"),
      ("completions", #"{"prompt": ["a", "b"]}"#, 400, .string("prompt"), "invalid_value"),
      ("completions", #"{"prompt": [99999999]}"#, 400, .string("prompt"), "invalid_value"),
      ("completions", #"{"prompt": "a", "model": "x"}"#, 404, .string("model"), "model_not_found"),
      (
        "completions", #"{"prompt": "a", "max_tokens": 0}"#, 400, .string("max_tokens"),
        "invalid_value"
      ),
      (
        "completions", #"{"prompt": "a", "temperature": -1}"#, 400, .string("temperature"),
        "invalid_value"
      ),
      ("completions", #"{"prompt": "a", "stream": 1}"#, 400, .string("stream"), "invalid_value"),
      ("completions", #"{"prompt": "a", "n": 2}"#, 400, .string("n"), "invalid_value"),
      (
        "completions", #"{"prompt": "a", "logprobs": 5}"#, 400, .string("logprobs"), "invalid_value"
      ),
      ("chat/completions", #"{"messages": []}"#, 400, .string("messages"), "invalid_value"),
      (
        "chat/completions", #"{"messages": [{"role": "king", "content": ""}]}"#, 400,
        .string("messages"),
        "invalid_value"
      ),
      ("nothing", "{}", 404, .null, "not_found"),
    ]

    /// Fields of OpenAI's and of vLLM's that would change the answer: never left out in silence.
    static let wishes: [(String, String, String)] = [
      ("completions", "logprobs", "0"), ("completions", "suffix", "\"x\""),
      ("chat/completions", "tool_choice", "\"required\""),
      ("chat/completions", "function_call", "{\"name\": \"f\"}"),
      ("chat/completions", "modalities", "[\"audio\"]"), ("chat/completions", "top_logprobs", "2"),
      ("chat/completions", "stop_token_ids", "[1]"), ("chat/completions", "bad_words", "[\"a\"]"),
      ("chat/completions", "length_penalty", "2"),
      ("chat/completions", "use_beam_search", "true"),
      ("chat/completions", "guided_json", "{\"type\": \"object\"}"),
      ("chat/completions", "structured_outputs", "{\"json\": {}}"),
      ("chat/completions", "prompt_logprobs", "1"),
      ("chat/completions", "add_generation_prompt", "false"),
      ("chat/completions", "continue_final_message", "true"),
      ("chat/completions", "chat_template", "\"x\""),
    ]

    @Test(arguments: wishes.indices) func noWishIsLeftOut(index: Int) throws {
      let (path, field, value) = Self.wishes[index]
      let rest = path == "completions" ? #""prompt": "a""# : Self.question
      let answer = try client().post("/v1/" + path, "{\(rest), \"\(field)\": \(value)}")
      #expect(answer.status == 400)
      #expect(answer.json?.member("error")?.member("param") == .string(field))
    }

    /// What wishes for nothing is none.
    @Test func whatWishesForNothingIsTaken() throws {
      let nothing = """
        "tools": [], "tool_choice": "auto", "modalities": ["text"], "logprobs": false,
        "top_logprobs": 0, "length_penalty": 1, "logit_bias": {}, "stop_token_ids": null,
        "response_format": {"type": "text"}, "user": "somebody", "metadata": {"a": "b"}
        """
      let answer = try client().post(
        "/v1/chat/completions", "{\(Self.question), \"max_tokens\": 1, \(nothing)}")
      #expect(answer.status == 200)
    }

    @Test func headsAndMethods() throws {
      let client = try client()
      client.write("HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try client.head().status == 200)
      // Nothing follows, so that the next answer is the next one's.
      #expect(try client.get("/health").json?.member("status") == .string("ok"))
      let wrong = try client.post("/v1/models", "{}")
      #expect(wrong.status == 405 && wrong.headers["allow"] == "GET, HEAD")
      #expect(try client.get("/v1/completions").headers["allow"] == "POST")
    }

    @Test(arguments: wrong.indices) func wrongRequestsAreRefused(index: Int) throws {
      let (path, body, status, field, code) = Self.wrong[index]
      let answer = try client().post("/v1/" + path, body)
      #expect(answer.status == status)
      let error = answer.json?.member("error")
      #expect(error?.member("message")?.asText?.isEmpty == false)
      #expect(error?.member("param") == field)
      #expect(error?.member("code") == (code.isEmpty ? .null : .string(code)))
    }

    @Test func aPromptThatIsTooLongIsRefused() throws {
      let long = String(repeating: "cold start ", count: 3000)
      let answer = try client().post("/v1/completions", #"{"prompt": "\#(long)"}"#)
      #expect(answer.status == 400)
      #expect(answer.json?.member("error")?.member("param") == .string("prompt"))
      // So long that nobody cuts it into tokens to say so.
      let words = String(repeating: "cold start ", count: 300_000)
      for (path, body) in [
        ("completions", #"{"prompt": "\#(words)"}"#),
        ("chat/completions", #"{"messages": [{"role": "user", "content": "\#(words)"}]}"#),
      ] {
        let answer = try client().post("/v1/" + path, body)
        let message = answer.json?.member("error")?.member("message")?.asText
        #expect(answer.status == 400 && message?.contains("bytes long") == true)
      }
    }
  }
}
