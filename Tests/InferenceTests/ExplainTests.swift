import Testing

@testable import Inference

@Suite struct ExplainTests {
  @Test func memoryAndCostFollowTheShape() throws {
    let model = try Models.make("single", .q8)
    let report = model.memory()
    // 3 layers, 2 heads of 32 keys and 32 values, 4 bytes each.
    #expect(report.cachePerToken == 3 * 2 * 64 * 4)
    let layer = 4 * 64 * 64 + 3 * 64 * 96
    let weights = 3 * layer + 300 * 64
    let cost = model.cost(context: 10)
    #expect(cost.flops == 2 * (Double(weights) + 10 * 3 * 2 * 64))
    #expect(cost.cacheBytes == Double(10 * report.cachePerToken))
    // 34 bytes for 32 weights; the 300 rows of the vocabulary are packed as 304, and the scales of
    // 16 rows of 96 columns (4 such in each layer) take 128 bytes rather than 96.
    #expect(cost.weightBytes == Double(3 * layer + 304 * 64) / 32 * 34 + 3 * 4 * 32)
    #expect(model.parameters == weights + 7 * 64)
    #expect(report.weightsInFile == weights / 32 * 34 + 7 * 64 * 4)
    #expect(
      report.total(cachedTokens: 2) - report.total(cachedTokens: 0) == 2 * report.cachePerToken)
  }

  @Test func unquantizedWeightsTakeWhatTheyHaveInTheFile() throws {
    let report = try Models.make("odd", .f32).memory()
    // 2 layers of 6 queries' and 3 keys' and values' heads of 20; the embedding is the output too.
    let layer = 72 * (6 + 3 + 3) * 20 + 6 * 20 * 72 + 3 * 72 * 100
    #expect(report.repacked == (2 * layer + 333 * 72) * 4)
    #expect(report.mapped == 333 * 72 * 4)
    #expect(report.repacked < report.weightsInFile)
  }

  @Test func bandwidthAndSpeedAreMeasured() throws {
    let bandwidth = try Bandwidth.measure(bytes: 1 << 20, threads: 1, seconds: 0.01)
    #expect(bandwidth.bytesPerSecond > 0)
    let engine = try Models.engine()
    let speed = try engine.measure(prompt: 8, tokens: 4, repeats: 1)
    #expect(speed.prefill > 0 && speed.decode > 0)
    #expect(bandwidth.bound(engine.model.cost(context: 8)) > 0)
    #expect(throws: InferenceError.self) { try engine.measure(prompt: 5000, tokens: 1) }
    #expect(throws: InferenceError.self) { try Bandwidth.measure(bytes: 1) }
  }

  @Test func enginesRefuseImpossibleSettings() throws {
    let model = try Models.make("single", .q8)
    #expect(throws: InferenceError.self) { try Engine(model, threads: 0) }
    #expect(throws: InferenceError.self) { try Engine(model, threads: 1, batchSize: 0) }
    #expect(throws: InferenceError.self) { try Engine(model, threads: 1).logits(after: [300]) }
    #expect(throws: InferenceError.self) { try Engine(model, threads: 1).logits(after: []) }
  }
}
