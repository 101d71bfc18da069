import Course
import Diagnostics
import Foundation
import Language
import Testing
import Workbook

/// Models by their own files, against what is published of them.
@Suite struct OpenModelTests {
  /// As model libraries write them, without the keys that say nothing of the cost.
  private static let configurations: [(id: String, json: String)] = [
    (
      "llama-3.1-8b",
      """
      {"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "vocab_size": 128256,
       "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
       "tie_word_embeddings": false}
      """
    ),
    (
      "qwen3-4b",
      """
      {"model_type": "qwen3", "hidden_size": 2560, "num_hidden_layers": 36, "vocab_size": 151936, "head_dim": 128,
       "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 9728,
       "tie_word_embeddings": true, "sliding_window": null}
      """
    ),
    (
      "mixtral-8x7b",
      """
      {"model_type": "mixtral", "hidden_size": 4096, "num_hidden_layers": 32, "vocab_size": 32000,
       "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
       "num_local_experts": 8, "num_experts_per_tok": 2}
      """
    ),
    (
      "qwen3-30b-a3b",
      """
      {"model_type": "qwen3_moe", "hidden_size": 2048, "num_hidden_layers": 48,
       "vocab_size": 151936, "head_dim": 128,
       "num_attention_heads": 32, "num_key_value_heads": 4, "intermediate_size": 6144,
       "moe_intermediate_size": 768, "num_experts": 128, "num_experts_per_tok": 8}
      """
    ),
    (
      "deepseek-v3",
      """
      {"model_type": "deepseek_v3", "hidden_size": 7168, "num_hidden_layers": 61, "vocab_size": 129280,
       "num_attention_heads": 128, "num_key_value_heads": 128, "intermediate_size": 18432,
       "moe_intermediate_size": 2048, "n_routed_experts": 256, "num_experts_per_tok": 8,
       "n_shared_experts": 1, "first_k_dense_replace": 3, "kv_lora_rank": 512,
       "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128}
      """
    ),
  ]

  private static func llama(heads: Int, keyValueHeads: Int, experts: String = "") -> String {
    """
    {"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "vocab_size": 128256,
     \(experts) "num_attention_heads": \(heads), "num_key_value_heads": \(keyValueHeads),
     "intermediate_size": 14336}
    """
  }

  private static func file(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json")
    try Data(text.utf8).write(to: path)
    return path.path
  }

  private func figures(_ call: String, _ fields: [String]) throws -> [Double] {
    var workbook = DeclarationTests.workbook
    workbook.isAutomatic = true
    return try fields.map {
      guard case .value(let value, _) = try workbook.run(Source("\(call).\($0)")) else {
        return .nan
      }
      return try #require(value.quantity?.base)
    }
  }

  @Test(arguments: 0..<5)
  func agreesWithTheList(_ index: Int) throws {
    let (id, json) = Self.configurations[index]
    let listed = try #require(
      Course(folder: DeclarationTests.root).machines.catalog.model(id))
    let path = try Self.file(json)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let own = try figures(
      "open_model(\"\(path)\")", ["parameters", "active", "cached", "layers"])
    #expect(abs(own[0] / listed.parameters - 1) < 0.002, "\(id): \(own)")
    #expect(abs(own[1] / (listed.active ?? listed.parameters) - 1) < 0.002, "\(id): \(own)")
    #expect(own[2] * 2 == listed.cachePerToken.base && own[3] == Double(listed.layers))
    let fields = [
      "room", "law.fixed", "law.prefill", "law.per_context_token", "law.per_prompt_pair",
    ]
    let gpus = id == "deepseek-v3" ? "16 gpu" : "4 gpu"
    let first = try figures(
      "gpu_server(open_model(\"\(path)\"), \"h100\", gpus: \(gpus), precision: \"fp8\")", fields)
    let second = try figures(
      "gpu_server(\"\(id)\", \"h100\", gpus: \(gpus), precision: \"fp8\")", fields)
    for (one, other) in zip(first, second) { #expect(abs(one / other - 1) < 0.01, "\(id)") }
  }

  @Test func aModelFile() throws {
    let path = DeclarationTests.root + "/Models/gpulearn.gguf"
    let own = try figures("open_model(\"\(path)\")", ["parameters", "layers", "cached"])
    let shape = try figures(
      "model_shape(\"\(path)\")", ["parameters", "layers", "key_value_heads", "head_size"])
    #expect(own[0] == shape[0] && own[1] == shape[1])
    #expect(own[2] == 2 * shape[1] * shape[2] * shape[3])
  }

  @Test(arguments: [
    "{", "{}", "[]", "{\"hidden_size\": 1e300}", "{\"hidden_size\": -1, \"num_hidden_layers\": 1}",
    "{\"hidden_size\": \"x\"}", "{\"text_config\": 3}", "\u{1}", "GGUF",
    "{\"model_type\": \"bert\", \"hidden_size\": 768, \"num_hidden_layers\": 12}",
    llama(heads: 64, keyValueHeads: 0), llama(heads: 64, keyValueHeads: 3),
    llama(heads: 64, keyValueHeads: 128),
    llama(heads: 64, keyValueHeads: 8, experts: "\"num_experts\": 8, \"num_experts_per_tok\": 16,"),
    llama(heads: 64, keyValueHeads: 8).replacing("intermediate_size", with: "other_size"),
  ])
  func saysWhatIsNone(_ text: String) throws {
    let path = try Self.file(text)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var workbook = DeclarationTests.workbook
    workbook.isAutomatic = true
    #expect(throws: Diagnostic.self) { try workbook.run(Source("open_model(\"\(path)\")")) }
  }
}
