/// A GPU as its data sheet has it. Arithmetic is dense, without structured sparsity.
public struct GPUShape: Sendable, Equatable {
  /// Bytes of memory.
  public var memory: Double
  /// Bytes read from it per second.
  public var bandwidth: Double
  /// Operations per second on 16-bit numbers, a multiplication and an addition counting as two.
  public var flops16: Double
  /// On 8-bit floating-point numbers; nil where it has none of its own.
  public var flops8: Double?
  /// On 8-bit integers; nil where it has none of its own.
  public var integer8: Double?
  /// On 4-bit floating-point numbers; nil where it has none of its own.
  public var flops4: Double?
  /// Bytes per second to other GPUs of the same server, in one direction; nil where it is not known.
  public var link: Double?

  /// A GPU by its memory and speed.
  public init(memory: Double, bandwidth: Double, flops16: Double) {
    (self.memory, self.bandwidth, self.flops16) = (memory, bandwidth, flops16)
  }

  /// Operations per second on a precision's numbers: its own, or those of 16 bits.
  func flops(_ precision: Precision) -> Double {
    switch precision {
    case .bf16, .int4: flops16
    case .fp8: flops8 ?? flops16
    case .int8: integer8 ?? flops16
    case .fp4: flops4 ?? flops8 ?? flops16
    }
  }

  /// Whether a precision's numbers are computed with as they are.
  func computes(_ precision: Precision) -> Bool {
    switch precision {
    case .bf16: true
    case .int4: false
    case .fp8: flops8 != nil
    case .int8: integer8 != nil
    case .fp4: flops4 != nil
    }
  }
}

/// How a model's weights are kept; embeddings, norms and routers stay at 16 bits.
public enum Precision: String, CaseIterable, Sendable {
  /// 16-bit floating point, bfloat16 or half.
  case bf16
  /// 8-bit floating point.
  case fp8
  /// 8-bit integers.
  case int8
  /// 4-bit integers with scales, computed at 16 bits.
  case int4
  /// 4-bit floating point with scales.
  case fp4

  /// Bytes of a weight. Four bits have a scale for each 16 or 32 of them, half a bit a weight.
  public var bytes: Double {
    switch self {
    case .bf16: 2
    case .fp8, .int8: 1
    case .int4, .fp4: 4.5 / 8
    }
  }
}
