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

  /// Flips bits and writes extreme values; seeds are printed with a failure by the crash's run.
  @Test(arguments: 0..<8)
  func damageIsADiagnosticOrWorks(seed: UInt64) throws {
    var model = RandomModel(
      width: 32, layers: 1, heads: 2, keyValueHeads: 1, hidden: 32, vocabulary: 300,
      type: seed % 2 == 0 ? .q8 : .f32)
    model.context = 32
    let original = model.bytes()
    var random = SplitMix64(seed: seed)
    var refused = 0
    for _ in 0..<25 {
      var bytes = original
      for _ in 0..<3 {
        let at = Int(random.next() % 9000)
        let value = [0, 0xFF, 0x80, UInt8(truncatingIfNeeded: random.next())][
          Int(random.next() % 4)]
        for i in 0..<Int(random.next() % 9) { bytes[at + i] = value }
      }
      do throws(InferenceError) {
        let engine = try Engine(Model(FileBytes(bytes), threads: 1), threads: 1, batchSize: 4)
        _ = try engine.generate(Request("a b", tokens: 2))
      } catch {
        refused += 1
        #expect(!error.message.isEmpty)
      }
    }
    #expect(refused > 0)
  }
}
