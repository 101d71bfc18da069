import Basics
import Foundation
import Testing

@testable import Inference

/// Models of `RandomModel.shapes` by "shape-TYPE", made once.
enum Models {
  static func bytes(_ shape: String, _ type: TensorType) throws -> [UInt8] {
    var model = try #require(RandomModel.shapes[shape])
    model.type = type
    return model.bytes()
  }

  static func make(_ shape: String, _ type: TensorType, threads: Int = 1) throws -> Model {
    try Model(FileBytes(bytes(shape, type)), threads: threads)
  }

  static func engine(
    _ shape: String = "single", _ type: TensorType = .q8, threads: Int = 1,
    kernels: Kernels = .best, batchSize: Int = 64
  ) throws -> Engine {
    try Engine(
      make(shape, type, threads: threads), threads: threads, batchSize: batchSize,
      kernels: kernels)
  }
}

/// Memory of floats for a test.
func floats(_ count: Int, seed: UInt64, scale: Double = 1) -> [Float] {
  var random = SplitMix64(seed: seed)
  return (0..<count).map { _ in Float((random.uniform() - 0.5) * 2 * scale) }
}

func cosine(_ a: [Float], _ b: [Float]) -> Double {
  var (dot, aa, bb) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    dot += Double(x) * Double(y)
    aa += Double(x) * Double(x)
    bb += Double(y) * Double(y)
  }
  return dot / (aa * bb).squareRoot()
}
