extension RandomModel {
  /// Shapes by name, all in Q8_0: models that people run (the first three as in llama2.c), and small
  /// ones for tests.
  public static let shapes: [String: RandomModel] = [
    "1m": RandomModel(
      width: 128, layers: 4, heads: 4, keyValueHeads: 4, hidden: 352, vocabulary: 1024, type: .q8),
    "15m": RandomModel(
      width: 288, layers: 6, heads: 6, keyValueHeads: 6, hidden: 768, vocabulary: 32_000,
      type: .q8),
    "110m": RandomModel(
      width: 768, layers: 12, heads: 12, keyValueHeads: 12, hidden: 2048, vocabulary: 32_000,
      type: .q8),
    "1.1b": RandomModel(
      width: 2048, layers: 22, heads: 32, keyValueHeads: 4, hidden: 5632, vocabulary: 32_000,
      type: .q8),
    "grouped": grouped,
    "single": RandomModel(
      width: 64, layers: 3, heads: 2, keyValueHeads: 2, hidden: 96, vocabulary: 300, type: .q8),
    "odd": odd,
    "wide": wide,
    "qwen": qwen,
    "biased": biased,
    "yarn": yarn,
    "qwen3": family("qwen3", layers: 3) {
      $0.headSize = 40
    },
    // Windows shorter than the tests' prompts, and caps that bind.
    "gemma2": family("gemma2", layers: 3) {
      $0.headSize = 32
      $0.window = 5
      $0.attentionCap = 0.3
      $0.logitCap = 0.5
    },
    "gemma3": family("gemma3", layers: 7) {
      $0.headSize = 32
      $0.window = 4
      $0.rotaryFactor = 8
    },
    "phi3": family("phi3", layers: 2) {
      $0.window = 6
      $0.isTied = false
    },
    "phi4": family("phi3", layers: 2) {
      $0.rotated = 12
      $0.hasLongFactors = true
      $0.rotaryMagnitude = 1.19
    },
    "smollm3": family("smollm3", layers: 5) { _ in },
    "olmo2": family("olmo2", layers: 2) {
      $0.isTied = false
    },
    "granite": family("granite", layers: 2) {
      $0.hasScales = true
    },
    "nemo": family("llama", layers: 2) {
      $0.headSize = 24
      $0.isTied = false
    },
  ]

  /// A small model of a family, four query heads on two key-value heads.
  private static func family(
    _ name: String, layers: Int, _ change: (inout RandomModel) -> Void
  ) -> RandomModel {
    var model = RandomModel(
      width: 64, layers: layers, heads: 4, keyValueHeads: 2, hidden: 96, vocabulary: 310,
      type: .f32)
    model.architecture = name
    change(&model)
    return model
  }

  /// Rows of 256, so that every storage type fits; four query heads share a key-value head.
  private static var grouped: RandomModel {
    var model = RandomModel(
      width: 256, layers: 2, heads: 8, keyValueHeads: 2, hidden: 256, vocabulary: 320, type: .q8)
    model.isTied = false
    return model
  }

  /// Heads and rows that are no multiple of 16; positions squeezed by half.
  private static var odd: RandomModel {
    var model = RandomModel(
      width: 72, layers: 2, heads: 6, keyValueHeads: 3, hidden: 100, vocabulary: 333, type: .f32)
    model.headSize = 20
    model.rotaryFactor = 2
    return model
  }

  /// Heads wider than the state divided by their number; all share one key-value head.
  private static var wide: RandomModel {
    var model = RandomModel(
      width: 64, layers: 2, heads: 3, keyValueHeads: 1, hidden: 64, vocabulary: 300, type: .f16)
    model.headSize = 128
    return model
  }

  /// A bias on every matrix; positions squeezed by a factor without a word how.
  private static var biased: RandomModel {
    var model = RandomModel(
      width: 96, layers: 2, heads: 4, keyValueHeads: 2, hidden: 160, vocabulary: 310, type: .f32)
    model.hasBiases = true
    model.rotaryFactor = 3
    model.rotaryType = nil
    model.rotaryMagnitude = 1.25
    return model
  }

  /// Positions squeezed as YaRN does.
  private static var yarn: RandomModel {
    var model = RandomModel(
      width: 64, layers: 2, heads: 2, keyValueHeads: 1, hidden: 96, vocabulary: 310, type: .f32)
    model.rotaryFactor = 4
    model.rotaryType = "yarn"
    return model
  }

  /// Biases on queries, keys and values, and halves rotated rather than neighbours.
  private static var qwen: RandomModel {
    var model = RandomModel(
      width: 64, layers: 2, heads: 4, keyValueHeads: 2, hidden: 96, vocabulary: 310, type: .f32)
    model.architecture = "qwen2"
    return model
  }
}
