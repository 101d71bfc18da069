import Testing

@testable import Inference

@Suite struct GenerationTests {
  static let drawn = Sampling(temperature: 1, topK: 50, topP: 0.9, seed: 5)

  @Test(arguments: [TensorType.f32, .q8, .q4])
  func textIsTheSameWhateverTheThreadsAndKernels(type: TensorType) throws {
    let request = Request("the model", tokens: 12, sampling: Self.drawn)
    let one = try Models.engine("single", type).generate(request)
    let three = try Models.engine("single", type, threads: 3).generate(request)
    let swift = try Models.engine("single", type, kernels: .reference).generate(request)
    #expect(one.tokens.count == 12)
    #expect(one.tokens == three.tokens)
    #expect(one.tokens == swift.tokens)
  }

  @Test func batchingKeepsEachText() throws {
    let engine = try Models.engine("grouped", .q8, threads: 2, batchSize: 16)
    let requests = (0..<7).map {
      Request(
        String(repeating: "word ", count: 1 + $0 * 3), tokens: 3 + $0,
        sampling: Sampling(temperature: 1, seed: UInt64($0)))
    }
    var streamed = [String](repeating: "", count: requests.count)
    let batch = try engine.generate(requests, together: 3) {
      streamed[$0.request] += $0.text
      return .goOn
    }
    for (i, request) in requests.enumerated() {
      let alone = try engine.generate(request)
      #expect(batch.generations[i].tokens == alone.tokens)
      #expect(batch.generations[i].text == alone.text)
      #expect(streamed[i] == alone.text)
    }
    #expect(batch.passes < requests.reduce(0) { $0 + $1.tokens })
  }

  @Test func stopTextsEndTheAnswerAndAreNotPartOfIt() throws {
    let engine = try Models.engine()
    let whole = try engine.generate(Request("stop", tokens: 20, sampling: Self.drawn))
    let characters = Array(whole.text)
    let stop = String(characters[4..<7])
    var streamed = ""
    let cut = try engine.generate(
      Request("stop", tokens: 20, sampling: Self.drawn, stop: ["never there", stop])
    ) {
      streamed += $0.text
      return .goOn
    }
    #expect(cut.finish == .stopText(stop))
    #expect(!cut.text.contains(stop))
    #expect(whole.text.hasPrefix(cut.text))
    #expect(streamed == cut.text)
  }

  @Test func theCallerCanStop() throws {
    var steps = 0
    let result = try Models.engine().generate(Request("x", tokens: 50)) { _ in
      steps += 1
      return steps == 3 ? .stop : .goOn
    }
    #expect(steps == 3)
    #expect(result.finish == .stopped)
    #expect(result.tokens.count == 3)
  }

  /// A request reserves what its prompt and its answer may need, and never more than the context.
  @Test(arguments: [(1, 64), (60, 64), (100, 128), (2_000, 2_048), (.max, 2_048)])
  func memoryIsForWhatIsAsked(_ tokens: Int, _ positions: Int) throws {
    let engine = try Models.engine()
    var request = Request("", tokens: tokens)
    request.promptTokens = [1, 2, 3]
    let result = try engine.generate(request) { _ in .stop }
    let each = KeyValueCache.bytesPerToken(engine.model.shape)
    #expect(result.cacheBytes == positions * each)
  }

  @Test func theContextEndsIt() throws {
    var model = try #require(RandomModel.shapes["single"])
    model.context = 20
    let engine = try Engine(Model(FileBytes(model.bytes()), threads: 1), threads: 1)
    let result = try engine.generate(Request("abc", tokens: 500))
    #expect(result.finish == .contextFull)
    #expect(result.promptTokens + result.tokens.count == 20)
    #expect {
      _ = try engine.generate(Request(String(repeating: "long ", count: 40)))
    } throws: { "\($0)".contains("the model looks back on 20") }
  }

  static let refused: [(Request, String)] = [
    (Request("x", tokens: 0), "tokens: must be more than 0"),
    (Request("", special: false), "prompt: is empty"),
    (Request("x", sampling: Sampling(temperature: -1)), "temperature: must be"),
    (Request("x", sampling: Sampling(temperature: .nan)), "temperature: must be"),
    (Request("x", sampling: Sampling(topP: 2)), "top-p: must be"),
    (Request("x", sampling: Sampling(topK: -1)), "top-k: must be"),
    (Request("x", sampling: Sampling(repetitionPenalty: 0)), "repetition penalty: must be"),
    (Request("x", candidates: -1), "candidates: must be"),
  ]

  @Test(arguments: refused)
  func badRequestsAreRefused(request: Request, words: String) throws {
    let engine = try Models.engine()
    #expect { _ = try engine.generate(request) } throws: { "\($0)".contains(words) }
  }

  @Test func candidatesAreProbabilitiesInOrder() throws {
    let engine = try Models.engine()
    let all = try engine.candidates(after: "a", count: 300)
    #expect(abs(all.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.probability >= $1.probability })
    let greedy = try engine.generate(Request("a", tokens: 1))
    #expect(greedy.tokens.first == all.first?.token)
  }
}
