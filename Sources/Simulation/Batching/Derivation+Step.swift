import Basics

extension Derivation {
  /// What a step has to read and to compute, whatever an engine makes of it.
  public struct Step: Sendable, Equatable {
    /// Bytes of weights, and of keys and values.
    public var bytes: Double
    /// Operations, a multiplication and an addition counting as two.
    public var operations: Double

    /// Operations for each byte.
    public var intensity: Double { operations / bytes }
  }

  /// A step in which so many tokens go through the network, each with so many before it.
  /// - Parameter written: of how many the next one is asked for, which takes the table at the end; nil
  ///   for all of them.
  public func step(tokens: Double, context: Double, written: Double? = nil) -> Step {
    let experts =
      model.inExperts > 0
      // By the law of their seconds, with bytes in their place.
      ? StepLaw.Experts(all: model.inExperts * precision.bytes, share: model.expertShare)
        .seconds(tokens) : 0
    let weights =
      model.shared * precision.bytes + experts + model.embedding * Precision.bf16.bytes
    let cache = tokens * context * cacheBytesPerToken * Double(gpus) / shares
    let used = model.active - model.embeddings
    let attention = 4 * Double(model.layers) * model.attention * context
    return Step(
      bytes: weights + cache,
      operations: tokens * (2 * used + attention) + (written ?? tokens) * 2 * model.embedding)
  }

  /// Bytes a second that all GPUs read at most.
  public var peakBandwidth: Double { gpu.bandwidth * Double(gpus) }

  /// Operations a second that all GPUs do at most: on the precision's numbers, or on those of 16 bits
  /// where they have none of its own.
  public var peakWork: Double { gpu.flops(precision) * Double(gpus) }
}
