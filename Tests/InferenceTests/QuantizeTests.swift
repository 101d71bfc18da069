import Foundation
import Testing

@testable import Inference

@Suite struct QuantizeTests {
  /// FNV-1a of what ggml's own quantizers make of `values`.
  static let expected: [(TensorType, UInt64)] = [
    (.f16, 0x75d0_24f4_6bc0_2b78), (.bf16, 0xdcc0_1b62_9e0c_e2fc), (.q4, 0xeb15_1fcb_0f72_ffd9),
    (.q41, 0x5d79_2214_7e5a_661e), (.q50, 0x64c1_f51f_72f9_9c90), (.q51, 0x058b_2f2c_bad1_0559),
    (.q8, 0x3465_76e9_03dc_f6a0), (.q4K, 0x3bea_4704_d089_1f06), (.q5K, 0x6ccc_3f36_6bc3_0262),
    (.q6K, 0x13e5_684d_bc44_3122),
  ]

  static var values: [Float] {
    var x = (0..<2048).map { (i: Int) -> Float in
      let square: Int = i * i * 104_729
      return Float((i * 7919 + square) % 2003 - 1001) / 512
    }
    for i in 300..<332 { x[i] = 0 }
    x[600] = 9.5
    return x
  }

  @Test(arguments: expected)
  func isGgmlsToTheBit(type: TensorType, expected: UInt64) {
    let bytes = Quantize.row(type, Self.values)
    #expect(bytes.count == 2048 / type.blockSize * type.blockBytes)
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    #expect(hash == expected)
  }

  /// Rows that every type's blocks fit, and few of them.
  static var wide: RandomModel {
    var model = RandomModel(
      width: 256, layers: 1, heads: 2, keyValueHeads: 1, hidden: 32, vocabulary: 300, type: .f32)
    model.headSize = 16
    model.isTied = false
    return model
  }

  @Test func halvesAreRoundedToTheNearest() {
    for bits in stride(from: UInt16(0), to: 0x7C00, by: 97) {
      let value = Dequantize.half(bits)
      #expect(Quantize.half(value) == bits && Quantize.half(-value) == bits | 0x8000)
      #expect(Quantize.half(value * 1.0001) == bits)
    }
    #expect(Quantize.half(1e9) == 0x7C00 && Quantize.half(.nan) & 0x7C00 == 0x7C00)
  }

  /// A file made smaller is a model again, near to what it was.
  @Test(arguments: Quantize.types, ["blocks of 256", "odd", "phi3"])
  func filesAreModelsAgain(type: TensorType, shape: String) throws {
    var model = RandomModel.shapes[shape] ?? Self.wide
    model.type = .f32
    let original = try Model(FileBytes(model.bytes()), threads: 1)
    var bytes: [UInt8] = []
    try original.file.quantize(to: type) { bytes += $0 }
    let smaller = try Model(FileBytes(bytes), threads: 1)
    #expect(smaller.file.tensors.map { $0.name } == original.file.tensors.map { $0.name })
    #expect(smaller.shape == original.shape)
    #expect(smaller.tokenizer.vocabulary.texts == original.tokenizer.vocabulary.texts)
    let tokens = [1, 70, 260, 271]
    let before = try Engine(original, threads: 1).logits(after: tokens)
    let after = try Engine(smaller, threads: 1).logits(after: tokens)
    let likeness = cosine(before, after)
    #expect(likeness > (type == .q4 || type == .q41 ? 0.97 : 0.99), "cosine \(likeness)")
    if type == .f32 { #expect(before == after) }
    if type.isQuantized, type.blockSize == 256 || type == .q4, shape == "blocks of 256" {
      #expect(smaller.file.tensor("output.weight")?.type == .q6K)
    }
  }

  @Test func typesThatCannotBeWrittenAreNamed() throws {
    let file = try Models.make("single", .f32).file
    #expect {
      try file.quantize(to: .iq4NL) { _ in }
    } throws: { "\($0)".contains("IQ4_NL cannot be written; F32, F16") }
  }
}

@Suite struct PerplexityTests {
  @Test func isTheMeanSurprise() throws {
    let engine = try Models.engine("single", .f32, batchSize: 5)
    let text = "the model reads this text and is not surprised by any of it at all"
    let tokens = engine.model.tokenizer.encode(text)
    let found = try engine.perplexity(of: text, context: 16)
    var losses: [Double] = []
    for start in stride(from: 0, through: tokens.count - 16, by: 16) {
      let stretch = [1] + tokens[start + 1..<start + 16]
      for i in 8..<15 {
        let logits = try engine.logits(after: Array(stretch[...i])).map(Double.init)
        let sum = logits.reduce(0) { $0 + exp($1) }
        losses.append(log(sum) - logits[stretch[i + 1]])
      }
    }
    #expect(found.tokens == losses.count)
    #expect(abs(found.surprise - losses.reduce(0, +) / Double(losses.count)) < 1e-5)
    let mean = losses.reduce(0, +) / Double(losses.count)
    let variance =
      losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(losses.count - 1)
    let error = (variance / Double(losses.count)).squareRoot()
    #expect(abs(found.standardError - error) < 1e-5 && error > 0)
    // Random weights know nothing: near guessing among 300.
    #expect((200...400).contains(found.value))
  }

  @Test func shortTextsAreOneStretchAndShorterOnesRefused() throws {
    let engine = try Models.engine("single", .q8)
    #expect(try engine.perplexity(of: "some words of text").tokens > 0)
    #expect(throws: InferenceError.self) { try engine.perplexity(of: "") }
  }
}
