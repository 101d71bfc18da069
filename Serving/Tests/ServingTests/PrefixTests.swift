import Basics
import Testing

@testable import ServingLab

extension ProgramTests {
  /// What a worker keeps of earlier prompts changes no answer, and is told.
  @Suite struct PrefixTests {
    /// A conversation of some questions, each answered behind those before it.
    private func talk(_ server: RunningServer) throws -> (texts: [String], cached: [Int]) {
      var (turns, texts, cached): ([String], [String], [Int]) = ([], [], [])
      for question in ["What is a cold start?", "What is a GPU?", "What is a queue?"] {
        turns.append(#"{"role": "user", "content": "\#(question)"}"#)
        let answer = try RawClient(server.port).post(
          "/v1/completions",
          #"{"prompt": \#(JSON.string(turns.joined()).text), "max_tokens": 20, "ignore_eos": true, "seed": 3}"#
        )
        let text = answer.json?.member("choices")?.asList?.first?.member("text")?.asText
        texts.append(try #require(text))
        let details = answer.json?.member("usage")?.member("prompt_tokens_details")
        cached.append(try #require(details?.member("cached_tokens")?.asWhole))
        turns.append(try #require(text))
      }
      return (texts, cached)
    }

    @Test func textIsTheSameAndHitsAreCounted() throws {
      let (keeping, other) = (try RunningServer(), try RunningServer(["--prefix-cache", "0"]))
      let (found, plain) = (try talk(keeping), try talk(other))
      #expect(found.texts == plain.texts)
      #expect(plain.cached == [0, 0, 0])
      // What was asked and answered before is there, nearly all of it.
      #expect(found.cached[0] == 0)
      #expect(found.cached[1] > 20 && found.cached[2] > found.cached[1])
      let hits = try keeping.metric("vllm:prefix_cache_hits_total")
      #expect(hits == Double(found.cached.reduce(0, +)))
      #expect(
        try keeping.metric("vllm:prefix_cache_queries_total")
          == keeping.metric("vllm:prompt_tokens_total"))
      #expect(try other.metric("vllm:prefix_cache_queries_total") == 0)
      #expect(try other.metric("vllm:prefix_cache_hits_total") == 0)
    }
  }
}
