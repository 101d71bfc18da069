import Basics
import Testing

@testable import Inference

/// What is kept of earlier sequences changes no text.
@Suite struct PrefixCacheTests {
  static func request(_ tokens: [Int], seed: UInt64, write count: Int = 6) -> Request {
    var request = Request("", tokens: count, sampling: Sampling(temperature: 1, seed: seed))
    request.promptTokens = tokens
    return request
  }

  /// Prompts that share beginnings of all lengths, in engines that take a few tokens at a time; texts
  /// that outgrow the original context (phi4: 10 tokens) are turned otherwise and shared with no others.
  @Test(arguments: ["single", "grouped", "gemma2", "phi4"], [1, 2, 3] as [UInt64])
  func textStaysTheSame(_ shape: String, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let engine = try Models.engine(shape, .q8, batchSize: 7)
    let prefixes = PrefixCache(mostBytes: 1 << 30)
    var earlier: [[Int]] = [[]]
    var reused = 0
    for number in 0..<12 {
      let from = earlier[Int(random.next() % UInt64(earlier.count))]
      let shared = from.prefix(Int(random.next() % UInt64(from.count + 1)))
      let rest = (0..<1 + Int(random.next() % 80)).map { _ in Int(random.next() % 300) }
      let request = Self.request(Array(shared) + rest, seed: UInt64(number))
      let plain = try engine.generate(request)
      let found = try engine.generate(request, prefixes: prefixes)
      #expect(found.tokens == plain.tokens, "seed \(seed), request \(number)")
      #expect(found.reusedTokens < found.promptTokens)
      #expect(plain.reusedTokens == 0)
      reused += found.reusedTokens
      earlier.append(request.promptTokens ?? [])
    }
    #expect(reused > 0)
  }

  @Test func theLongestBeginningIsTaken() throws {
    let engine = try Models.engine()
    let prefixes = PrefixCache(mostBytes: 1 << 30)
    func ask(_ tokens: [Int]) throws -> Int {
      try engine.generate(Self.request(tokens, seed: 1), prefixes: prefixes).reusedTokens
    }
    let first = Array(10..<40)
    #expect(try ask(first) == 0)
    #expect(try ask(Array(first.prefix(20)) + [1, 2, 3]) == 20)
    #expect(try ask(first + [5]) == 30)
    // The last token has to go through in any case.
    #expect(try ask(first) == 29)
    #expect(try ask([99] + first) == 0)
    prefixes.clear()
    #expect(prefixes.count == 0 && prefixes.bytes == 0)
    #expect(try ask(first) == 0)
  }

  /// What was asked and answered is the beginning of what is asked next, also where an answer was
  /// stopped.
  @Test func aConversationGoesOn() throws {
    let engine = try Models.engine()
    let prefixes = PrefixCache(mostBytes: 1 << 30)
    let first = Self.request(Array(10..<30), seed: 1)
    let answer = try engine.generate(first, prefixes: prefixes) { $0.count < 4 ? .goOn : .stop }
    #expect(answer.tokens.count == 4)
    let next = Self.request(Array(10..<30) + answer.tokens + [7, 8], seed: 1)
    let found = try engine.generate(next, prefixes: prefixes)
    // The token written last was never fed back.
    #expect(found.reusedTokens == 20 + 3)
    #expect(found.tokens == (try engine.generate(next)).tokens)
  }

  @Test(arguments: [0, 1, 100_000, 400_000, 1_000_000])
  func keepsNoMoreThanItMay(_ most: Int) throws {
    let engine = try Models.engine()
    let prefixes = PrefixCache(mostBytes: most)
    for start in 0..<9 {
      _ = try engine.generate(
        Self.request(Array(start * 20..<start * 20 + 15), seed: 1), prefixes: prefixes)
      #expect(prefixes.bytes <= most)
    }
    let each = KeyValueCache.bytesPerToken(engine.model.shape) * 64
    #expect(prefixes.count == min(9, most / each))
  }

  /// An answer that ends long before the most that it may have leaves no more behind than it was.
  @Test func keepsNoRoomThatWasNotFilled() throws {
    let engine = try Models.engine()
    let prefixes = PrefixCache(mostBytes: 1 << 30)
    let first = Self.request(Array(10..<30), seed: 1, write: 200)
    _ = try engine.generate(first, prefixes: prefixes) { $0.count < 4 ? .goOn : .stop }
    #expect(prefixes.bytes == KeyValueCache.bytesPerToken(engine.model.shape) * 64)
    let next = Self.request(Array(10..<50), seed: 1)
    #expect(
      try engine.generate(next, prefixes: prefixes).tokens == engine.generate(next).tokens)
  }

  /// Sequences together, each beginning as an earlier one did.
  @Test func batchesShareToo() throws {
    let engine = try Models.engine("grouped", .q8, threads: 2, batchSize: 16)
    let prefixes = PrefixCache(mostBytes: 1 << 30)
    let requests = (0..<6).map {
      Self.request(Array(20..<60) + [$0, $0 * 7], seed: UInt64($0), write: 3 + $0)
    }
    let plain = try engine.generate(requests, together: 2)
    let found = try engine.generate(requests, together: 2, prefixes: prefixes)
    #expect(found.generations.map { $0.tokens } == plain.generations.map { $0.tokens })
    #expect(found.generations.dropFirst(2).allSatisfy { $0.reusedTokens >= 40 })
  }
}
