/// What sets one family of models apart from another, as data: the passes through the network ask
/// these, never a name. What a file says itself goes before what is usual here.
struct Family: Sendable, Equatable {
  /// Pairs that are rotated are (i, i + half) rather than (2 i, 2 i + 1).
  var rotatesHalves = false
  /// Whether a norm stands before attention and feed forward, and whether one stands behind them.
  var normsBefore = true
  var normsAfter = false
  /// What is normalized of queries and keys, before they are rotated.
  var keyNorms = KeyNorms.none
  /// What the gate of a feed-forward layer goes through.
  var activation = Activation.silu
  /// Whether query, key and value may be one matrix, and gate and up another.
  var joinsMatrices = false
  /// Whether embeddings are multiplied with the square root of the width.
  var scalesEmbedding = false
  /// Divides queries by the square root of width / heads, not of the key's size, in the one size of
  /// the family that has so many layers.
  var layersScaledByWidth: Int?
  /// Bounds on scores of attention and on logits, should the file not say; 0 for none.
  var attentionCap = 0.0
  var logitCap = 0.0
  /// Tokens that a layer with a window looks back on, should the file not say.
  var window = 0
  /// Every so many layers, the last one looks back on everything; 1: all that have a window use it.
  var windowPeriod = 1
  /// Whether layers with a window rotate as if positions were not squeezed, and with which base; that
  /// of the others where it is nil.
  var rotatesWindowsUnscaled = false
  var windowRotaryBase: Double?
  /// Every so many layers, the last one does not rotate.
  var unrotatedPeriod: Int?
  /// Control tokens swallow the space behind them.
  var stripsAfterControl = false

  enum KeyNorms: Sendable { case none, eachHead, allHeads }

  enum Activation: Sendable { case silu, gelu }

  /// By the name in `general.architecture`.
  static let all: [String: Family] = {
    var gemma = Family(rotatesHalves: true, normsAfter: true)
    gemma.activation = .gelu
    gemma.scalesEmbedding = true
    var gemma2 = gemma
    gemma2.layersScaledByWidth = 46
    gemma2.attentionCap = 50
    gemma2.logitCap = 30
    gemma2.window = 4096
    gemma2.windowPeriod = 2
    var gemma3 = gemma
    gemma3.keyNorms = .eachHead
    gemma3.layersScaledByWidth = 62
    gemma3.window = 1024
    gemma3.windowPeriod = 6
    gemma3.rotatesWindowsUnscaled = true
    gemma3.windowRotaryBase = 10_000
    return [
      "llama": Family(),
      "qwen2": Family(rotatesHalves: true),
      "qwen3": Family(rotatesHalves: true, keyNorms: .eachHead),
      "gemma2": gemma2,
      "gemma3": gemma3,
      "phi3": Family(rotatesHalves: true, joinsMatrices: true, stripsAfterControl: true),
      "smollm3": Family(unrotatedPeriod: 4),
      "olmo2": Family(
        rotatesHalves: true, normsBefore: false, normsAfter: true, keyNorms: .allHeads,
        windowPeriod: 4, rotatesWindowsUnscaled: true),
      "granite": Family(),
    ]
  }()
}
