import Inference

/// Shapes of models that people run, the first three as in llama2.c.
enum Shapes {
  static let all: [String: RandomModel] = [
    "1m": RandomModel(
      width: 128, layers: 4, heads: 4, keyValueHeads: 4, hidden: 352, vocabulary: 1024, type: .q8_0),
    "15m": RandomModel(
      width: 288, layers: 6, heads: 6, keyValueHeads: 6, hidden: 768, vocabulary: 32_000,
      type: .q8_0),
    "110m": RandomModel(
      width: 768, layers: 12, heads: 12, keyValueHeads: 12, hidden: 2048, vocabulary: 32_000,
      type: .q8_0),
    "1.1b": RandomModel(
      width: 2048, layers: 22, heads: 32, keyValueHeads: 4, hidden: 5632, vocabulary: 32_000,
      type: .q8_0),
    "grouped": grouped,
    "odd": odd,
  ]

  /// Rows of 256, so that every storage type fits.
  private static var grouped: RandomModel {
    var model = RandomModel(
      width: 256, layers: 2, heads: 8, keyValueHeads: 2, hidden: 512, vocabulary: 512, type: .f32)
    model.isTied = false
    return model
  }

  /// Heads that are no multiple of 16, rows that are none either.
  private static var odd: RandomModel {
    var model = RandomModel(
      width: 72, layers: 2, heads: 6, keyValueHeads: 3, hidden: 100, vocabulary: 333, type: .f32)
    model.headSize = 20
    model.rotaryFactor = 2
    return model
  }
}
