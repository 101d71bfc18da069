import Foundation
import Testing

@testable import Inference

/// Logits against scripts/reference-logits: numpy, 64-bit floats, its own reading of the file.
@Suite struct ReferenceLogitsTests {
  struct Recorded: Decodable {
    struct Model: Decodable {
      var logits: [Float]
      var greedy: [Int]
      var gaps: [Float]
    }
    var tokens: [Int]
    var models: [String: Model]
  }

  static func recorded() throws -> Recorded {
    let url = try #require(
      Bundle.module.url(
        forResource: "reference-logits", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: url))
  }

  static let cases: [(String, TensorType)] =
    TensorType.allCases.map { ("grouped", $0) } + [
      ("single", .q8), ("single", .q4), ("odd", .f32), ("wide", .f16), ("qwen", .f32),
      ("qwen", .q8), ("biased", .f32), ("biased", .q8), ("yarn", .f32),
    ]
    + [
      "qwen3", "gemma2", "gemma3", "phi3", "phi4", "smollm3", "olmo2", "granite", "nemo",
    ].flatMap { [($0, .f32), ($0, .q8)] }

  /// Writes the models for scripts/reference-logits --record to the folder that the environment
  /// names; does nothing else.
  @Test func writesItsModels() throws {
    guard let folder = ProcessInfo.processInfo.environment["REFERENCE_MODELS"] else { return }
    for (shape, type) in Self.cases {
      let url = URL(fileURLWithPath: folder).appending(path: "\(shape)-\(type.name).gguf")
      try Data(Models.bytes(shape, type)).write(to: url)
    }
  }

  @Test(arguments: cases)
  func agrees(shape: String, type: TensorType) throws {
    let recorded = try Self.recorded()
    let expected = try #require(recorded.models["\(shape)-\(type.name)"])
    let engine = try Models.engine(shape, type)
    let logits = try engine.logits(after: recorded.tokens)
    let some = Array(logits.prefix(expected.logits.count))
    let likeness = cosine(some, expected.logits)
    #expect(likeness > (type.isQuantized ? 0.999 : 0.999999), "cosine \(likeness)")
    if !type.isQuantized {
      for (a, b) in zip(some, expected.logits) { #expect(abs(a - b) < 1e-5 * max(1, abs(b))) }
    }
    if type == .f32, shape != "grouped" {
      let plain = PlainForward(engine.model).logits(after: recorded.tokens)
      for (a, b) in zip(plain, expected.logits) { #expect(abs(a - b) < 1e-5 * max(1, abs(b))) }
    }
    // The same continuation, wherever the two best are not closer than quantized inputs can tell.
    var tokens = recorded.tokens
    for (token, gap) in zip(expected.greedy, expected.gaps) {
      let logits = try engine.logits(after: tokens)
      let best = logits.indices.max { logits[$0] < logits[$1] }
      if gap > (type.isQuantized ? 0.05 : 1e-4) { #expect(best == token) }
      tokens.append(token)
    }
  }

  /// Beyond a block of the cache, beyond windows and original contexts, with queries side by side.
  @Test(arguments: [("gemma2", 70), ("phi4", 70), ("gemma3", 15), ("smollm3", 15), ("olmo2", 15)])
  func isThePlainNetwork(shape: String, length: Int) throws {
    let tokens = (0..<length).map { ($0 * 37 + 5) % 300 }
    let engine = try Models.engine(shape, .f32, batchSize: 7)
    let logits = try engine.logits(after: tokens)
    let plain = PlainForward(engine.model).logits(after: tokens)
    #expect(logits.count == plain.count)
    for (a, b) in zip(logits, plain) { #expect(abs(a - b) < 2e-5 * max(1, abs(b))) }
    #expect(try Models.engine(shape, .f32, batchSize: 1).logits(after: tokens) == logits)
    let swift = try Models.engine(shape, .f32, kernels: .reference).logits(after: tokens)
    #expect(swift == logits)
  }

  /// Long enough for several batches and several blocks of the cache.
  @Test(arguments: [TensorType.f32, .q8])
  func prefillEqualsDecode(type: TensorType) throws {
    let tokens = (0..<150).map { ($0 * 37 + 5) % 300 }
    let together = try Models.engine("single", type).logits(after: tokens)
    let alone = try Models.engine("single", type, batchSize: 1).logits(after: tokens)
    let three = try Models.engine("single", type, threads: 3, batchSize: 7).logits(after: tokens)
    #expect(together == alone)
    #expect(together == three)
  }
}
