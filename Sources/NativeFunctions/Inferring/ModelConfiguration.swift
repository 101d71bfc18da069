import Basics
import Inference
import Simulation

/// A model's `config.json`, as model libraries write it, read for what serving the model costs.
struct ModelConfiguration {
  /// Why a file is none, to stand behind its name.
  struct Problem: Error { let words: String }

  private let members: [JSON.Member]
  private static let mostBytes = 1_000_000

  /// The families whose keys mean what is read here, and those of them whose tables are tied unless
  /// the file says otherwise.
  private static let families: Set<String> = [
    "llama", "mistral", "mixtral", "qwen2", "qwen2_moe", "qwen3", "qwen3_moe", "deepseek_v2",
    "deepseek_v3", "kimi_k2", "gemma", "gemma2", "gemma3", "gemma3_text", "phi3", "granite",
    "olmo2", "smollm3", "gpt_oss", "glm4_moe", "cohere",
  ]
  private static let tied: Set<String> = ["gemma", "gemma2", "gemma3", "gemma3_text", "cohere"]

  /// - Throws: where it is no JSON, or no configuration of a language model.
  init(_ bytes: FileBytes) throws(Problem) {
    guard bytes.count <= ModelConfiguration.mostBytes else {
      throw Problem(words: "is larger than 1 MB")
    }
    let json: JSON
    do throws(JSONProblem) {
      json = try JSONReader.read(
        bytes.prefix(bytes.count), limits: JSONLimits(bytes: ModelConfiguration.mostBytes))
    } catch {
      throw Problem(words: "is no JSON: \(error.text)")
    }
    guard case .object(let all) = json else {
      throw Problem(words: "holds no object")
    }
    // Models of pictures and text keep the text's part by itself.
    let inner = all.first { $0.key == "text_config" }?.value
    if case .object(let text)? = inner { members = text + all } else { members = all }
    guard let type = text("model_type") else {
      throw Problem(words: "has no model_type, so it is no configuration of a language model")
    }
    guard ModelConfiguration.families.contains(type) else {
      throw Problem(
        words: "is of the family \(type), whose keys are not understood; understood are "
          + ModelConfiguration.families.sorted().joined(separator: ", "))
    }
  }

  /// What serving it costs.
  var served: Served {
    get throws(Problem) {
      let hidden = try count("hidden_size", "n_embd", "d_model")
      let layers = try count("num_hidden_layers", "n_layer")
      let heads = try count("num_attention_heads", "n_head")
      let vocabulary = try count("vocab_size")
      let keyValueHeads = try given("num_key_value_heads") ?? heads
      let headSize = try given("head_dim") ?? hidden / heads
      let embedding = vocabulary * hidden
      let type = text("model_type") ?? ""
      let isTied = flag("tie_word_embeddings") ?? ModelConfiguration.tied.contains(type)
      let latent = known("kv_lora_rank")
      let rotary = known("qk_rope_head_dim") ?? 0
      let attention =
        latent.map { self.latent($0, rotary, hidden, heads) }
        ?? hidden * headSize * (2 * heads + 2 * keyValueHeads)
      let experts = known("num_experts") ?? known("num_local_experts") ?? known("n_routed_experts")
      let used = known("num_experts_per_tok") ?? known("num_experts_per_token")
      let dense = experts == nil ? layers : known("first_k_dense_replace") ?? 0
      let wide = 3 * hidden * (try count("intermediate_size"))
      let narrow = 3 * hidden * (known("moe_intermediate_size") ?? known("intermediate_size") ?? 0)
      let shared =
        (known("n_shared_experts") ?? 0) * narrow
        + 3 * hidden * (known("shared_expert_intermediate_size") ?? 0)
      guard heads >= keyValueHeads, heads.truncatingRemainder(dividingBy: keyValueHeads) == 0 else {
        throw Problem(words: "has \(Int(heads)) heads that share \(Int(keyValueHeads))")
      }
      if let experts, let used, used > experts {
        throw Problem(words: "uses \(Int(used)) experts of \(Int(experts))")
      }
      let sparse = layers - dense
      let routed = experts.map { hidden * $0 } ?? 0
      func total(_ experts: Double) -> Double {
        layers * (attention + 2 * hidden) + dense * wide
          + sparse * (experts * narrow + shared + routed) + embedding * (isTied ? 1 : 2)
      }
      var model = ServedModel(
        parameters: total(experts ?? 0), embedding: embedding, isTied: isTied,
        layers: Int(layers), hidden: hidden,
        attention: heads * (latent == nil ? headSize : (known("qk_nope_head_dim") ?? 0) + rotary),
        cached: layers * (latent.map { $0 + rotary } ?? 2 * keyValueHeads * headSize),
        cacheHeads: latent == nil ? Int(keyValueHeads) : 1)
      model.heads = Int(heads)
      if let experts, let used {
        model.active = total(used)
        model.experts = .init(all: Int(experts), used: Int(used))
      }
      return Served(
        name: text("model_type") ?? "model", origin: "its own configuration",
        hasWindows: known("sliding_window") != nil && flag("use_sliding_window") != false,
        context: known("max_position_embeddings"),
        model: model)
    }
  }

  /// Parameters of an attention that keeps a latent (DeepSeek-AI, "DeepSeek-V2", 2024).
  private func latent(
    _ rank: Double, _ rotary: Double, _ hidden: Double, _ heads: Double
  ) -> Double {
    let plain = known("qk_nope_head_dim") ?? 0
    let value = known("v_head_dim") ?? plain
    let queries = heads * (plain + rotary)
    let asked = known("q_lora_rank").map { $0 * (hidden + queries) } ?? hidden * queries
    return asked + hidden * (rank + rotary) + rank * heads * (plain + value)
      + heads * value * hidden
  }

  // MARK: Keys

  private func value(_ key: String) -> JSON? { members.first { $0.key == key }?.value }

  /// A whole number above 0; nil where the key is missing, null or none.
  private func known(_ key: String) -> Double? {
    guard case .number(let number)? = value(key), number >= 1, number <= 1e9,
      number == number.rounded()
    else { return nil }
    return number
  }

  /// The same of what must be a count where it stands.
  private func given(_ key: String) throws(Problem) -> Double? {
    if let known = known(key) { return known }
    guard let value = value(key), value != .null else { return nil }
    throw Problem(words: "has a \(key) that is no whole number from 1 up")
  }

  private func count(_ keys: String...) throws(Problem) -> Double {
    for key in keys {
      if let number = known(key) { return number }
    }
    throw Problem(words: "has no \(keys[0]) that is a whole number above 0")
  }

  private func flag(_ key: String) -> Bool? {
    if case .bool(let flag)? = value(key) { return flag }
    return nil
  }

  private func text(_ key: String) -> String? {
    if case .string(let text)? = value(key) { return String(text.prefix(60)) }
    return nil
  }
}
