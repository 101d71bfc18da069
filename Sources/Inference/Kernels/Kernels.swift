import CInferenceKernels

/// The inner loops in use: a table of C functions for this processor, or Swift's own.
public struct Kernels: @unchecked Sendable {
  let table: ik_kernels

  /// What they were compiled for: "AVX-512 VNNI", "AVX2", "NEON" or "Swift".
  public let name: String

  init(_ table: ik_kernels) {
    self.table = table
    name = String(cString: table.name)
  }

  /// The fastest that runs here.
  public static let best = ik_best().map { Kernels($0.pointee) } ?? reference

  /// All that run here, the fastest first, the pure Swift ones last.
  public static var all: [Kernels] {
    var result: [Kernels] = []
    while let table = ik_available(Int64(result.count)) { result.append(Kernels(table.pointee)) }
    return result + [reference]
  }

  /// Pure Swift: what every other table is tested against, bit for bit.
  public static let reference = Kernels(
    ik_kernels(
      name: Reference.name,
      tile: 4,
      multiply_f32: { Reference.multiplyRows(.f32, $0, $1, $2, $3, $4, $5, $6, $7) },
      multiply_f16: { Reference.multiplyRows(.f16, $0, $1, $2, $3, $4, $5, $6, $7) },
      multiply_bf16: { Reference.multiplyRows(.bf16, $0, $1, $2, $3, $4, $5, $6, $7) },
      multiply_q8_0: { Reference.multiplyPanels(.q8, $0, $1, $2, $3, $4, $5, $6) },
      multiply_q4_0: { Reference.multiplyPanels(.q4, $0, $1, $2, $3, $4, $5, $6) },
      multiply_q4_k: { Reference.multiplyPanels(.q4K, $0, $1, $2, $3, $4, $5, $6) },
      multiply_q6_k: { Reference.multiplyPanels(.q6K, $0, $1, $2, $3, $4, $5, $6) },
      multiply_q4_1: { Reference.multiplyPanels(.q41, $0, $1, $2, $3, $4, $5, $6) },
      multiply_q5_1: { Reference.multiplyPanels(.q51, $0, $1, $2, $3, $4, $5, $6) },
      multiply_q5_k: { Reference.multiplyPanels(.q5K, $0, $1, $2, $3, $4, $5, $6) },
      multiply_q2_k: { Reference.multiplyPanels(.q2K, $0, $1, $2, $3, $4, $5, $6) },
      multiply_iq4_xs: { Reference.multiplyPanels(.iq4XS, $0, $1, $2, $3, $4, $5, $6) },
      quantize: { Reference.quantize($0, $1, $2, $3, $4) },
      rms_norm: { Reference.rmsNorm($0, $1, $2, $3, $4) },
      silu_multiply: { Reference.siluMultiply($0, $1, $2) },
      gelu_multiply: { Reference.geluMultiply($0, $1, $2) },
      cap: { Reference.cap($0, $1, $2) },
      scale: { Reference.scale($0, $1, $2) },
      add: { Reference.add($0, $1, $2) },
      attend: { Reference.attend($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) },
      read: { Reference.read($0, $1) }))
}
