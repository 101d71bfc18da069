import Testing

@testable import Inference

/// Weights laid out for the kernels: the same whoever does it, and every scale looked at.
@Suite struct MatrixTests {
  static let quantized = TensorType.allCases.filter { $0.isQuantized }

  private func bytes(_ rows: Int, _ columns: Int, _ type: TensorType) -> [UInt8] {
    var random = RandomWeights(seed: 7)
    return random.matrix(rows, columns, type)
  }

  private func packed(
    _ bytes: [UInt8], _ rows: Int, _ columns: Int, _ type: TensorType, threads: Int
  ) throws -> [UInt8] {
    var writer = GGUFWriter()
    writer.add("w", [columns, rows], type, bytes)
    let file = try GGUFFile(FileBytes(writer.bytes()))
    let tensor = try #require(file.tensor("w"))
    let arena = try Arena(bytes: Matrix.bytes(tensor) + 64)
    let pool = ThreadPool(threads: threads)
    let matrix = try Matrix(tensor, of: file, pool: pool, arena: arena)
    #expect(matrix.units == (rows + 15) / 16)
    matrix.pack(pool)
    return Array(UnsafeRawBufferPointer(start: matrix.room, count: matrix.bytes))
  }

  /// However many threads share the work; the last panel is not full.
  @Test(arguments: [TensorType.f16, .f32, .q8, .q41, .q2K]) func threadsChangeNothing(
    _ type: TensorType
  ) throws {
    let source = bytes(1301, 256, type)
    let alone = try packed(source, 1301, 256, type, threads: 1)
    #expect(try packed(source, 1301, 256, type, threads: 3) == alone)
    if !type.isQuantized { #expect(alone == source) }
  }

  /// Of every type, in the first and last row, panel and block.
  @Test(arguments: quantized) func everyScaleIsLookedAt(_ type: TensorType) throws {
    let (rows, columns) = (21, 512)
    let blocks = columns / type.blockSize
    for (row, block) in [(0, 0), (7, blocks - 1), (15, 0), (16, 0), (20, blocks - 1)] {
      var source = bytes(rows, columns, type)
      let at = (row * blocks + block) * type.blockBytes + Self.scale(in: type)
      for bits: UInt16 in [0x7C00, 0xFE01] {
        (source[at], source[at + 1]) = (UInt8(bits & 255), UInt8(bits >> 8))
        let problem = #expect(throws: InferenceError.self, "row \(row), block \(block)") {
          try packed(source, rows, columns, type, threads: 1)
        }
        #expect(problem?.code == .invalidModel)
      }
      // The largest finite one is fine.
      (source[at], source[at + 1]) = (0xFF, 0x7B)
      #expect(throws: Never.self) { try packed(source, rows, columns, type, threads: 1) }
    }
  }

  /// In whichever thread's share it stands.
  @Test(arguments: [0, 15, 16, 500, 640, 1279, 1280, 1300])
  func everyShareIsLookedAt(_ row: Int) throws {
    var source = bytes(1301, 256, .q8)
    source[row * 8 * 34 + 1] = 0x7E
    for threads in [1, 3] {
      let problem = #expect(throws: InferenceError.self) {
        try packed(source, 1301, 256, .q8, threads: threads)
      }
      #expect(problem?.description.hasPrefix("w: has a scale that is not a finite") == true)
    }
  }

  /// Where the scale of a block stands in the file, in bytes from its start.
  private static func scale(in type: TensorType) -> Int {
    switch type {
    case .q2K: 80
    case .q3K: 108
    case .q6K: 208
    default: 0
    }
  }
}
