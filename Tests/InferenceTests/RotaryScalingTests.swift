import Testing

@testable import Inference

/// The ways in which files say how positions are squeezed.
@Suite struct RotaryScalingTests {
  static let cases: [(type: String?, factor: Float?, older: Float?, ModelShape.RotaryScaling)] = [
    (nil, nil, nil, .none),
    (nil, 4, nil, .linear(factor: 4)),
    (nil, nil, 2, .linear(factor: 2)),
    (nil, 4, 2, .linear(factor: 4)),
    ("linear", 4, nil, .linear(factor: 4)),
    ("linear", 0, nil, .none),
    ("linear", nil, nil, .none),
    ("none", 4, 2, .none),
    ("yarn", 4, nil, .yarn(factor: 4, originalContext: 128)),
    ("yarn", nil, 2, .yarn(factor: 2, originalContext: 128)),
  ]

  @Test(arguments: cases)
  func isRead(
    type: String?, factor: Float?, older: Float?, expected: ModelShape.RotaryScaling
  ) throws {
    #expect(try shape(type, factor, older).rotaryScaling == expected)
  }

  @Test(arguments: [("linear", Float(-1)), ("yarn", .nan), ("linear", .infinity)])
  func isRefused(type: String, factor: Float) {
    #expect {
      _ = try shape(type, factor, nil)
    } throws: { "\($0)".contains("llama.rope.scaling.factor") }
  }

  @Test func unknownWaysAreNamed() {
    #expect {
      _ = try shape("su", 4, nil)
    } throws: { "\($0)".contains("is \"su\"; none, linear, yarn and longrope can be run") }
  }

  private func shape(_ type: String?, _ factor: Float?, _ older: Float?) throws -> ModelShape {
    var writer = GGUFWriter()
    writer.add("general.architecture", "llama")
    for (key, value) in [
      ("context_length", 128), ("embedding_length", 32), ("block_count", 1),
      ("feed_forward_length", 32), ("attention.head_count", 2),
    ] as [(String, UInt32)] { writer.add("llama." + key, value) }
    writer.add("llama.attention.layer_norm_rms_epsilon", Float(1e-5))
    if let type { writer.add("llama.rope.scaling.type", type) }
    if let factor { writer.add("llama.rope.scaling.factor", factor) }
    if let older { writer.add("llama.rope.scale_linear", older) }
    writer.add("token_embd.weight", [32, 1], .f32, [UInt8](repeating: 0, count: 128))
    return try ModelShape(GGUFFile(FileBytes(writer.bytes())))
  }
}
