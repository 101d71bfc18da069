import Basics
import Testing

@testable import Inference

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Drafted tokens change nothing but the speed.
@Suite struct SpeculationTests {
  static func other(seed: UInt64) throws -> Engine {
    var model = try #require(RandomModel.shapes["single"])
    model.seed = seed
    model.type = .q8
    return try Engine(Model(FileBytes(model.bytes()), threads: 1), threads: 1)
  }

  /// A greedy answer is the same token by token, whoever drafts and how far ahead, with penalties and
  /// stop texts too.
  @Test(arguments: [1, 2, 5, 16], [TensorType.f32, .q8, .q4])
  func greedyAnswersAreTheSame(ahead: Int, type: TensorType) throws {
    let engine = try Models.engine("single", type)
    var random = SplitMix64(seed: UInt64(ahead))
    var accepted = 0
    for number in 0..<4 {
      var request = Request(
        "", tokens: 24,
        sampling: Sampling(repetitionPenalty: number % 2 == 0 ? 1 : 1.3, repetitionWindow: 8))
      let part = (0..<4).map { _ in Int(random.next() % 300) }
      request.promptTokens = part + part + part.prefix(number)
      let plain = try engine.generate(request)
      if number == 3 { request.stop = [String(plain.text.suffix(3))] }
      let expected = try engine.generate(request)
      for drafting in [
        Drafting.earlierText, .model(engine), .model(try Self.other(seed: 9)),
      ] {
        var streamed = ""
        let found = try engine.generate(request, drafting: drafting, ahead: ahead) {
          streamed += $0.text
          return .goOn
        }
        #expect(found.generation.tokens == expected.tokens, "ahead \(ahead), request \(number)")
        #expect(found.generation.finish == expected.finish)
        #expect(found.generation.text == expected.text && streamed == expected.text)
        #expect(found.accepted <= found.drafted && found.drafted <= found.passes * ahead)
        accepted += found.accepted
      }
    }
    #expect(accepted > 0)
  }

  /// The model itself as its draft is always right, so that each pass brings one token more than were
  /// drafted.
  @Test func aPerfectDraftIsAccepted() throws {
    let engine = try Models.engine()
    var request = Request("the model", tokens: 21)
    request.ignoresEnd = true
    let draft = try Engine(engine.model, threads: 1)
    let found = try engine.generate(request, drafting: .model(draft), ahead: 4)
    #expect(found.acceptance == 1)
    #expect(found.passes == 4 && found.drafted == 16 && found.tokensPerPass == 5)
  }

  /// Earlier text is a draft without luck of its own: what is drawn is drawn by the same stream.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func earlierTextKeepsWhatIsDrawn(seed: UInt64) throws {
    let engine = try Models.engine()
    let sampling = Sampling(temperature: 0.7, topK: 4, topP: 1, minP: 0, seed: seed)
    var request = Request("", tokens: 40, sampling: sampling)
    request.promptTokens = [5, 6, 7, 5, 6, 7, 5, 6]
    let found = try engine.generate(request, drafting: .earlierText, ahead: 3)
    #expect(found.generation.tokens == (try engine.generate(request)).tokens)
    #expect(found.drafted > 0)
  }

  /// The sum of (found - expected)^2 / expected over cells with at least five expected, the rest as one.
  func chiSquare(
    _ found: [[Int]: Int], _ expected: [[Int]: Double], of count: Int
  ) -> (statistic: Double, freedom: Int) {
    var (sum, cells) = (0.0, 0)
    var (restFound, restExpected) = (count, Double(count))
    for (key, share) in expected where share * Double(count) >= 5 {
      let due = share * Double(count)
      let came = found[key] ?? 0
      sum += (Double(came) - due) * (Double(came) - due) / due
      cells += 1
      restFound -= came
      restExpected -= due
    }
    if restExpected >= 5 {
      sum += (Double(restFound) - restExpected) * (Double(restFound) - restExpected) / restExpected
      cells += 1
    }
    return (sum, max(1, cells - 1))
  }

  /// What one draw in ten thousand exceeds, by Wilson and Hilferty.
  func limit(_ freedom: Int) -> Double {
    let k = Double(freedom)
    let root = 1 - 2 / (9 * k) + 3.719 * (2 / (9 * k)).squareRoot()
    return k * root * root * root
  }

  /// Whatever odds a draft was drawn with, tokens come with the odds of the model.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func drawnTokensKeepTheirOdds(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let count = 12
    // Logits of the model and of the draft, which leave out some tokens each.
    let wanted = (0..<count).map { _ in Float(random.uniform() * 4) }
    let cheap = (0..<count).map { _ in Float(random.uniform() * 4) }
    let sampling = Sampling(temperature: 0.8, topK: 8, topP: 1, minP: 0, seed: seed)
    var model = Sampler(sampling)
    var draft = Sampler(Sampling(temperature: 0.8, topK: 6, topP: 1, minP: 0, seed: ~seed))
    func with<T>(_ logits: [Float], _ body: (UnsafeMutableBufferPointer<Float>) throws -> T)
      rethrows
      -> T
    {
      var logits = logits
      return try logits.withUnsafeMutableBufferPointer { try body($0) }
    }
    let odds = try with(wanted) { try model.odds($0) }
    let total = odds.reduce(0) { $0 + $1.weight }
    let expected = Dictionary(
      odds.map { ([$0.token], $0.weight / total) }, uniquingKeysWith: { a, _ in a })
    var found: [[Int]: Int] = [:]
    let draws = 20_000
    var accepted = 0
    for _ in 0..<draws {
      let drafted = try with(cheap) { logits in
        let odds = try draft.odds(logits)
        return Sampler.Drafted(token: draft.draw(odds), odds: odds)
      }
      let token = try with(wanted) { try model.next($0, behind: drafted) }
      found[[token], default: 0] += 1
      if token == drafted.token { accepted += 1 }
    }
    let (statistic, freedom) = chiSquare(found, expected, of: draws)
    #expect(statistic < limit(freedom), "seed \(seed): \(statistic) of \(freedom)")
    #expect(accepted > 0 && accepted < draws)
    #expect(found.keys.allSatisfy { expected[$0] != nil })
  }

  /// Two tokens in a row by the whole engine, drafted by another model, against the model's own odds.
  @Test func wholeAnswersKeepTheirOdds() throws {
    let engine = try Models.engine()
    let draft = try Self.other(seed: 4)
    let prompt = [3, 1, 4, 1, 5]
    let sampling = Sampling(temperature: 1, topK: 3, topP: 1, minP: 0)
    func odds(_ tokens: [Int]) throws -> [Int: Double] {
      var logits = try engine.logits(after: tokens)
      var sampler = Sampler(sampling)
      let odds = try logits.withUnsafeMutableBufferPointer { try sampler.odds($0) }
      let total = odds.reduce(0) { $0 + $1.weight }
      return Dictionary(
        odds.map { ($0.token, $0.weight / total) }, uniquingKeysWith: { a, _ in a })
    }
    var expected: [[Int]: Double] = [:]
    for (first, share) in try odds(prompt) {
      for (second, next) in try odds(prompt + [first]) {
        for (third, last) in try odds(prompt + [first, second]) {
          expected[[first, second, third]] = share * next * last
        }
      }
    }
    var found: [[Int]: Int] = [:]
    let draws = 1_500
    for seed in 0..<draws {
      var request = Request("", tokens: 3, sampling: sampling)
      request.sampling.seed = UInt64(seed)
      request.promptTokens = prompt
      request.ignoresEnd = true
      let result = try engine.generate(request, drafting: .model(draft), ahead: 2)
      found[result.generation.tokens, default: 0] += 1
    }
    let (statistic, freedom) = chiSquare(found, expected, of: draws)
    #expect(statistic < limit(freedom), "\(statistic) of \(freedom)")
    #expect(found.keys.allSatisfy { expected[$0] != nil })
  }

  @Test(arguments: [
    ([1, 2, 3, 9, 1, 2, 3], 2, [9, 1]), ([1, 2, 3, 9, 1, 2, 3], 9, [9, 1, 2, 3]),
    ([7, 8, 5, 8], 4, [5, 8]), ([1, 2, 3], 4, []), ([1], 4, []), ([], 4, []),
    ([4, 4, 4], 2, [4]), ([1, 2, 6, 1, 2, 7, 1, 2], 1, [7]),
  ])
  func earlierTextIsFound(_ tokens: [Int], _ most: Int, _ expected: [Int]) {
    #expect(Array(Drafter.earlier(in: tokens, most: most)) == expected)
  }

  @Test func limitsAreSaid() throws {
    let engine = try Models.engine()
    for ahead in [0, -1, 17, Int.max] {
      #expect(throws: InferenceError.self) {
        try engine.generate(Request("a"), drafting: .earlierText, ahead: ahead)
      }
    }
    // Another vocabulary.
    var model = try #require(RandomModel.shapes["single"])
    model.vocabulary = 400
    let other = try Engine(Model(FileBytes(model.bytes()), threads: 1), threads: 1)
    #expect(throws: InferenceError(.invalidRequest, "draft", .otherVocabulary)) {
      try engine.generate(Request("a"), drafting: .model(other))
    }
    // A caller can stop between two tokens of one pass; the context ends an answer as ever.
    let stopped = try engine.generate(
      Request("the model", tokens: 21), drafting: .model(try Engine(engine.model, threads: 1))
    ) { $0.count == 3 ? .stop : .goOn }
    #expect(stopped.generation.finish == .stopped && stopped.generation.tokens.count == 3)
    var long = Request("", tokens: 5_000)
    long.promptTokens = [Int](repeating: 5, count: engine.model.shape.contextLength - 9)
    long.ignoresEnd = true
    let full = try engine.generate(long, drafting: .earlierText, ahead: 16)
    #expect(full.generation.finish == .contextFull)
    #expect(full.generation.tokens == (try engine.generate(long)).tokens)
  }
}
