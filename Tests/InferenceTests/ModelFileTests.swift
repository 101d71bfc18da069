import Basics
import Testing

@testable import Inference

/// Files that are well formed and no model, and damaged ones.
@Suite struct ModelFileTests {
  static let wrong: [(String, @Sendable (inout RandomModel) -> Void, String)] = [
    (
      "architecture", { $0.architecture = "mamba" },
      "is \"mamba\"; gemma2, gemma3, granite, llama, "
    ),
    (
      "heads",
      {
        $0.keyValueHeads = 3
        $0.headSize = 16
      },
      "llama.attention.head_count_kv: is 3; 4 heads"
    ),
    ("odd rotation", { $0.headSize = 15 }, "llama.rope.dimension_count: is 15, not even"),
  ]

  @Test(arguments: wrong)
  func isRefused(what: String, change: @Sendable (inout RandomModel) -> Void, words: String) {
    var model = RandomModel(
      width: 64, layers: 1, heads: 4, keyValueHeads: 2, hidden: 64, vocabulary: 300, type: .f32)
    change(&model)
    #expect {
      _ = try Model(FileBytes(model.bytes()), threads: 1)
    } throws: { "\($0)".contains(words) }
  }

  /// Overwrites the first occurrence of a text by one of the same length.
  private func replace(_ old: String, _ new: String, in bytes: inout [UInt8]) {
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    for i in 0..<bytes.count - old.count where bytes[i...].starts(with: old) {
      bytes.replaceSubrange(i..<i + new.count, with: new)
      return
    }
  }

  @Test(arguments: [
    ("llama.block_count", "llama.block_c*unt", "llama.block_count: is missing"),
    ("blk.1.ffn_up.weight", "blk.1.ffn_UP.weight", "blk.1.ffn_up.weight: the tensor is missing"),
    ("tokenizer.ggml.model", "tokenizer.ggml.mmmm!", "tokenizer.ggml.model: is missing"),
    ("output_norm.weight", "Output_norm.weight", "output_norm.weight: the tensor is missing"),
    ("tokenizer.ggml.scores", "tokenizer.ggml.sc*res", "tokenizer.ggml.scores: is missing"),
  ])
  func missingNamesAreNamed(old: String, new: String, words: String) throws {
    var bytes = try Models.bytes("single", .f32)
    replace(old, new, in: &bytes)
    #expect {
      _ = try Model(FileBytes(bytes), threads: 1)
    } throws: { "\($0)".contains(words) }
  }

  @Test func scalesThatAreNotNumbersAreNamed() throws {
    var bytes = try Models.bytes("single", .q8)
    let tensor = try #require(GGUFFile(FileBytes(bytes)).tensor("blk.2.attn_k.weight"))
    bytes[tensor.offset + 34] = 0
    bytes[tensor.offset + 35] = 0x7E
    #expect {
      _ = try Model(FileBytes(bytes), threads: 1)
    } throws: { "\($0)".contains("blk.2.attn_k.weight: has a scale that is not a finite number") }
  }

  @Test func weightsThatAreNotNumbersAreToldWhenTheyShow() throws {
    var bytes = try Models.bytes("single", .f32)
    let tensor = try #require(GGUFFile(FileBytes(bytes)).tensor("blk.0.ffn_down.weight"))
    for i in 0..<4 { bytes[tensor.offset + i] = 0xFF }
    let engine = try Engine(Model(FileBytes(bytes), threads: 1), threads: 1)
    #expect {
      _ = try engine.generate("hello")
    } throws: { ($0 as? InferenceError)?.code == .notFinite }
  }

  /// What would make another model of the file is refused by name.
  @Test(arguments: [
    ("blk.0.attn_q_norm.weight", "llama", "blk.0.attn_q_norm.weight: is not understood"),
    ("blk.0.ffn_gate_exps.weight", "llama", "blk.0.ffn_gate_exps.weight: is not understood"),
    ("output.bias", "qwen2", "output.bias: is not understood"),
    ("blk.1.post_attention_norm.weight", "granite", "post_attention_norm.weight: is not"),
  ])
  func tensorsThatNobodyAskedForAreNamed(name: String, family: String, words: String) throws {
    let original = try GGUFFile(
      FileBytes(small(family).bytes()))
    var writer = GGUFWriter()
    for (_, range) in original.keyRanges {
      writer.add(
        raw: UnsafeRawBufferPointer(
          start: original.bytes.base + range.lowerBound, count: range.count))
    }
    for tensor in original.tensors {
      let data = UnsafeRawBufferPointer(
        start: original.address(of: tensor), count: tensor.byteCount)
      writer.add(tensor.name, tensor.dimensions, tensor.type, Array(data))
    }
    #expect(throws: Never.self) { try Model(FileBytes(writer.bytes()), threads: 1) }
    writer.add(name, [16], .f32, [UInt8](repeating: 0, count: 64))
    #expect {
      _ = try Model(FileBytes(writer.bytes()), threads: 1)
    } throws: { "\($0)".contains(words) }
  }

  @Test(arguments: [
    ("llama.attention.max_alibi_bias", true), ("llama.attention.clamp_kqv", true),
    ("llama.vocab_size", false), ("general.anything", false),
  ])
  func keysThatChangeTheModelAreNamed(key: String, isRefused: Bool) throws {
    var bytes = try GGUFFile(FileBytes(small("llama").bytes()))
    var writer = GGUFWriter()
    for (_, range) in bytes.keyRanges {
      writer.add(
        raw: UnsafeRawBufferPointer(start: bytes.bytes.base + range.lowerBound, count: range.count))
    }
    writer.add(key, Float(3))
    let embedding = try #require(bytes.tensor("token_embd.weight"))
    writer.add(
      embedding.name, embedding.dimensions, .f32,
      [UInt8](repeating: 0, count: embedding.byteCount))
    bytes = try GGUFFile(FileBytes(writer.bytes()))
    if isRefused {
      #expect {
        _ = try ModelShape(bytes)
      } throws: { "\($0)".contains("\(key): is not understood, and may change") }
    } else {
      #expect(try ModelShape(bytes).layers == 2)
    }
  }

  @Test func partsOfAModelAreNamed() throws {
    var writer = GGUFWriter()
    writer.add("general.architecture", "llama")
    writer.add("split.count", UInt32(3))
    #expect {
      _ = try Model(FileBytes(writer.bytes()), threads: 1)
    } throws: { "\($0)".contains("split.count: the file is a part of a model") }
  }

  private func small(_ family: String) -> RandomModel {
    var model = RandomModel(
      width: 32, layers: 2, heads: 2, keyValueHeads: 1, hidden: 32, vocabulary: 300, type: .f32)
    model.architecture = family
    return model
  }

  static let damaged: [(TensorType, String)] =
    TensorType.allCases.map { ($0, "llama") }
    + Family.all.keys.sorted().map { (.q8, $0) }

  /// Flips bits and writes extreme values, in the header and in the weights.
  @Test(arguments: damaged)
  func damageIsADiagnosticOrWorks(type: TensorType, family: String) throws {
    let width = type.blockSize == 256 ? 256 : 32
    var model = RandomModel(
      width: width, layers: 1, heads: 2, keyValueHeads: 1, hidden: width, vocabulary: 300,
      type: type)
    model.architecture = family
    model.context = 32
    let original = model.bytes()
    let seed = UInt64(type.rawValue) * 100 + UInt64(family.utf8.count)
    var random = SplitMix64(seed: seed)
    var refused = 0
    for round in 0..<8 {
      var bytes = original
      for _ in 0..<3 {
        let end = round % 4 == 3 ? original.count - 9 : 9000
        let at = Int(random.next() % UInt64(end))
        let value = [0, 0xFF, 0x80, UInt8(truncatingIfNeeded: random.next())][
          Int(random.next() % 4)]
        for i in 0..<Int(random.next() % 9) { bytes[at + i] = value }
      }
      do throws(InferenceError) {
        let engine = try Engine(Model(FileBytes(bytes), threads: 1), threads: 1, batchSize: 4)
        _ = try engine.generate(Request("a b", tokens: 2))
      } catch {
        refused += 1
        #expect(!error.message.isEmpty, "seed \(seed)")
      }
    }
    #expect(refused > 0, "seed \(seed)")
  }
}
