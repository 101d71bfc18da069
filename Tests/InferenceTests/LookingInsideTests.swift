import Testing

@testable import Inference

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is seen inside a model, against the plain network.
@Suite struct LookingInsideTests {
  static let shapes = [
    "single", "grouped", "gemma2", "gemma3", "phi4", "olmo2", "granite", "qwen3",
  ]
  static let tokens = (0..<15).map { ($0 * 37 + 5) % 300 }

  /// A softmax, by itself.
  func shares(_ logits: [Float]) -> [Double] {
    let weights = logits.map { exp(Double($0)) }
    return weights.map { $0 / weights.reduce(0, +) }
  }

  @Test(arguments: shapes)
  func lensIsThePlainNetworkCutShort(_ shape: String) throws {
    let engine = try Models.engine(shape, .f32, batchSize: 4)
    let lens = try engine.lens(after: Self.tokens)
    let plain = PlainForward(engine.model)
    #expect(lens.best.count == engine.model.shape.layers + 1)
    for (layer, best) in lens.best.enumerated() {
      let expected = shares(plain.scores(plain.states(Self.tokens, behind: layer)[14]))
      let most = try #require(expected.max())
      #expect(abs(best.probability - most) < 1e-5, "layer \(layer)")
      #expect(most - expected[best.token] < 1e-6)
      for (token, probability) in zip(lens.tokens, lens.probabilities[layer]) {
        #expect(abs(probability - expected[token]) < 1e-5)
      }
    }
    // The last of them is what the model says.
    let logits = try engine.logits(after: Self.tokens)
    #expect(lens.best.last?.token == logits.firstIndex(of: logits.max() ?? 0))
    #expect(lens.tokens.first == lens.best.last?.token)
    #expect(lens.ranks.last == 1)
    #expect(Set(lens.tokens).isSubset(of: lens.best.map { $0.token }))
  }

  @Test(arguments: shapes)
  func attentionIsThatOfThePlainNetwork(_ shape: String) throws {
    let engine = try Models.engine(shape, .f32, batchSize: 4)
    let plain = PlainForward(engine.model)
    let layers = engine.model.shape.layers
    for layer in Set([0, layers - 1]) {
      let expected = plain.shares(layer, plain.states(Self.tokens, behind: layer))
      for head in 0..<engine.model.shape.heads {
        let found = try engine.attention(of: Self.tokens, layer: layer, head: head)
        #expect(found.count == Self.tokens.count)
        for (n, row) in found.enumerated() {
          #expect(row.count == n + 1)
          #expect(abs(row.reduce(0, +) - 1) < 1e-9)
          for (a, b) in zip(row, expected[n][head]) { #expect(abs(a - Double(b)) < 1e-5) }
        }
      }
    }
  }

  @Test func lookingChangesNothing() throws {
    let engine = try Models.engine("grouped", .q8)
    let before = try engine.logits(after: Self.tokens)
    _ = try engine.lens(after: Self.tokens)
    _ = try engine.attention(of: Self.tokens, layer: 0, head: 0)
    #expect(try engine.logits(after: Self.tokens) == before)
    // One token is enough.
    #expect(try engine.lens(after: [1]).best.count == engine.model.shape.layers + 1)
    #expect(try engine.attention(of: [1], layer: 0, head: 0) == [[1]])
  }

  @Test func whatIsNotThereIsRefused() throws {
    let engine = try Models.engine("grouped", .q8)
    let shape = engine.model.shape
    let long = [Int](repeating: 1, count: shape.contextLength + 1)
    for tokens in [[], long, [-1], [shape.vocabulary]] {
      #expect(throws: InferenceError.self) { try engine.lens(after: tokens) }
      #expect(throws: InferenceError.self) { try engine.attention(of: tokens, layer: 0, head: 0) }
    }
    for (layer, head) in [
      (-1, 0), (shape.layers, 0), (0, -1), (0, shape.heads), (Int.max - 1, 0), (0, Int.min),
    ] {
      #expect(throws: InferenceError.self) {
        try engine.attention(of: Self.tokens, layer: layer, head: head)
      }
    }
    // Afterwards all is as before.
    #expect(try engine.lens(after: Self.tokens).ranks.last == 1)
  }
}
