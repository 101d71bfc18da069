extension ModelShape {
  /// Keys of an architecture that are understood.
  private static let understood: Set<String> = [
    "context_length", "embedding_length", "block_count", "feed_forward_length", "expert_count",
    "attention.head_count", "attention.head_count_kv", "attention.key_length",
    "attention.value_length", "attention.layer_norm_rms_epsilon", "attention.scale",
    "attention.sliding_window", "attention.sliding_window_pattern", "attn_logit_softcapping",
    "final_logit_softcapping", "embedding_scale", "residual_scale", "logit_scale",
    "rope.dimension_count", "rope.freq_base", "rope.freq_base_swa", "rope.scale_linear",
    "rope.scaling.type", "rope.scaling.factor", "rope.scaling.attn_factor",
    "rope.scaling.original_context_length",
  ]

  /// Keys that change nothing: what is known otherwise, or how the model was made.
  private static let harmless: Set<String> = [
    "vocab_size", "attention.layer_norm_epsilon", "rope.scaling.finetuned", "tensor_data_layout",
    "expert_used_count", "leading_dense_block_count",
  ]

  /// Throws `.unsupported` for a file that is only a part of a model.
  static func checkIsWhole(_ file: GGUFFile) throws(InferenceError) {
    guard try file.integer("split.count", in: 0...65_535, default: 0) > 1 else { return }
    throw InferenceError(.unsupported, "split.count", .part)
  }

  /// Throws `.unsupported` for a key of the architecture that says something about the model and is
  /// not understood: to leave it out of account would make another model of it. Zero and false say
  /// that there is nothing to take into account.
  static func checkKeys(_ file: GGUFFile, _ architecture: String) throws(InferenceError) {
    let prefix = architecture + "."
    for (key, value) in file.metadata.sorted(by: { $0.key < $1.key }) {
      guard key.hasPrefix(prefix) else { continue }
      let name = String(key.dropFirst(prefix.count))
      if understood.contains(name) || harmless.contains(name) { continue }
      switch value {
      case .unsigned(0), .signed(0), .float(0), .bool(false): continue
      default:
        if name == "attention.causal", value == .bool(true) { continue }
        throw InferenceError(.unsupported, key, .notUnderstood)
      }
    }
  }

  /// Tokens that each layer looks back on, where it does not look back on all.
  static func windows(
    _ file: GGUFFile, _ architecture: String, _ family: Family, layers: Int
  ) throws(InferenceError) -> [Int?] {
    let window = try file.integer(
      architecture + ".attention.sliding_window", in: 0...Int(Int32.max), default: family.window)
    guard window > 0 else { return [Int?](repeating: nil, count: layers) }
    let key = architecture + ".attention.sliding_window_pattern"
    if case .array(.bool, _, _)? = file.metadata[key] {
      let flags = try file.flags(key)
      guard flags.count >= layers else {
        throw InferenceError(.invalidModel, key, .count(flags.count, .values, for: layers, .layers))
      }
      return flags.prefix(layers).map { $0 ? window : nil }
    }
    let period = try file.integer(key, in: 0...4096, default: family.windowPeriod)
    return (0..<layers).map { period > 1 && $0 % period == period - 1 ? nil : window }
  }
}
