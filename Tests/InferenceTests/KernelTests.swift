import Foundation
import Testing

@testable import Inference

/// Every table of kernels gives the bits of the pure Swift one.
@Suite struct KernelTests {
  static let names = Kernels.all.map(\.name)

  func kernels(_ name: String) throws -> Kernels {
    try #require(Kernels.all.first { $0.name == name })
  }

  @Test(arguments: names, [1, 15, 16, 40, 100])
  func elementwise(name: String, n: Int) throws {
    let (k, r) = (try kernels(name).table, Kernels.reference.table)
    let (x, w) = (floats(n, seed: 1, scale: 8), floats(n, seed: 2))
    var a = [Float](repeating: 0, count: n)
    var b = a
    k.rms_norm(x, w, &a, Int64(n), 1e-5)
    r.rms_norm(x, w, &b, Int64(n), 1e-5)
    #expect(a == b)
    (a, b) = (x, x)
    k.silu_multiply(&a, w, Int64(n))
    r.silu_multiply(&b, w, Int64(n))
    #expect(a == b)
    for i in 0..<n {
      let exact = Double(x[i]) / (1 + exp(-Double(x[i]))) * Double(w[i])
      #expect(abs(Double(a[i]) - exact) <= abs(exact) * 1e-5 + 1e-9)
    }
    (a, b) = (x, x)
    k.gelu_multiply(&a, w, Int64(n))
    r.gelu_multiply(&b, w, Int64(n))
    #expect(a == b)
    for i in 0..<n {
      let v = Double(x[i])
      let inner = (2 / Double.pi).squareRoot() * (v + 0.044715 * v * v * v)
      let exact = v * (1 + tanh(inner)) / 2 * Double(w[i])
      #expect(abs(Double(a[i]) - exact) <= abs(exact) * 1e-5 + 1e-7)
    }
    (a, b) = (x, x)
    k.cap(&a, 3, Int64(n))
    r.cap(&b, 3, Int64(n))
    #expect(a == b)
    for i in 0..<n { #expect(abs(Double(a[i]) - 3 * tanh(Double(x[i]) / 3)) < 1e-6) }
    (a, b) = (x, x)
    k.scale(&a, 0.3, Int64(n))
    r.scale(&b, 0.3, Int64(n))
    #expect(a == b)
    (a, b) = (x, x)
    k.add(&a, w, Int64(n))
    r.add(&b, w, Int64(n))
    #expect(a == b)
  }

  @Test(arguments: names, [TensorType.f32, .f16, .bf16])
  func rows(name: String, type: TensorType) throws {
    let kernels = try kernels(name)
    for (rows, columns, tokens) in [(1, 3, 1), (7, 33, 1), (9, 48, 5), (4, 100, 4), (6, 16, 9)] {
      var random = RandomWeights(seed: 5)
      let w = random.matrix(rows, columns, type)
      let x = floats(tokens * columns, seed: 6)
      func out(_ k: Kernels) -> [Float] {
        var out = [Float](repeating: 0, count: rows * tokens)
        let f =
          switch type {
          case .f16: k.table.multiply_f16
          case .bf16: k.table.multiply_bf16
          default: k.table.multiply_f32
          }
        f?(w, Int64(rows), Int64(columns), x, Int64(columns), Int64(tokens), &out, Int64(rows))
        return out
      }
      #expect(out(kernels) == out(.reference), "\(rows) × \(columns), \(tokens) tokens")
    }
  }

  @Test(arguments: names, TensorType.allCases.filter { $0.isQuantized })
  func panels(name: String, type: TensorType) throws {
    let kernels = try kernels(name)
    for (rows, tokens) in [(16, 1), (5, 2), (33, 3), (16, 5), (20, 8), (16, 11)] {
      let columns = 256
      var random = RandomWeights(seed: 9)
      let matrix = try packed(random.matrix(rows, columns, type), rows, columns, type)
      let x = floats(tokens * columns, seed: 3, scale: 3)
      let mine = try multiply(matrix, x, tokens, kernels)
      let reference = try multiply(matrix, x, tokens, .reference)
      #expect(mine == reference, "\(rows) rows, \(tokens) tokens")
    }
  }

  /// FNV-1a of the bits of blk.1.ffn_down.weight in the model "grouped", as the package gguf reads it.
  static let dequantized: [(TensorType, UInt64)] = [
    (.f32, 0x4df6_7017_abe2_2d25), (.f16, 0x36e6_41e8_7e57_6325), (.bf16, 0x1457_db15_f02d_2325),
    (.q4, 0xdc45_9f85_f692_6325), (.q41, 0xba4b_61db_181c_0725), (.q50, 0xe50d_1a09_a581_6f25),
    (.q51, 0x85d8_0708_b954_7d25), (.q8, 0x374c_08d1_d924_39e5), (.q2K, 0x8aa9_8f55_8e9b_10a5),
    (.q3K, 0xfcf2_d9c8_cf3c_b625), (.q4K, 0xdc2e_e500_5fe6_b9fd), (.q5K, 0x2351_3e50_8f41_a05d),
    (.q6K, 0xab16_c73a_ae7d_e189), (.iq4NL, 0x408b_c388_763d_53e5),
    (.iq4XS, 0x20e3_25ec_6c57_8295),
  ]

  @Test func everyTypeIsReadToTheBit() throws {
    #expect(Self.dequantized.count == TensorType.allCases.count)
    for (type, expected) in Self.dequantized {
      let file = try GGUFFile(FileBytes(Models.bytes("grouped", type)))
      let tensor = try #require(file.tensor("blk.1.ffn_down.weight"))
      var row = [Float](repeating: 0, count: tensor.columns)
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for r in 0..<tensor.rows {
        row.withUnsafeMutableBufferPointer {
          Dequantize.row(
            type, file.address(of: tensor) + r * tensor.rowBytes, tensor.columns, into: $0)
        }
        for value in row { hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01b3 }
      }
      #expect(hash == expected, "\(type.name)")
    }
  }

  /// Packed weights times quantized inputs are near dequantized weights times inputs.
  @Test(arguments: TensorType.allCases.filter { $0.isQuantized })
  func packingKeepsWeights(type: TensorType) throws {
    let (rows, columns) = (20, 512)
    var random = RandomWeights(seed: 4)
    let bytes = random.matrix(rows, columns, type)
    let x = floats(columns, seed: 8)
    let got = try multiply(packed(bytes, rows, columns, type), x, 1, .best)
    var row = [Float](repeating: 0, count: columns)
    for r in 0..<rows {
      bytes.withUnsafeBytes { bytes in
        row.withUnsafeMutableBufferPointer {
          if let base = bytes.baseAddress {
            Dequantize.row(
              type, base + r * columns / type.blockSize * type.blockBytes, columns, into: $0)
          }
        }
      }
      let exact = zip(row, x).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      let size = row.reduce(0.0) { $0 + abs(Double($1)) }
      #expect(abs(Double(got[r]) - exact) < size * 0.5 / 127)
    }
  }

  @Test(arguments: names)
  func attention(name: String) throws {
    let (k, r) = (try kernels(name).table, Kernels.reference.table)
    for (key, value, visible, hidden, cap) in [
      (8, 8, [1], [0], 0), (20, 20, [63, 64, 65], [0, 0, 0], 0), (16, 64, [130, 130], [0, 0], 0),
      (4, 80, [70, 71, 72, 73], [0, 0, 0, 0], 0), (20, 20, [63, 64, 65], [0, 1, 2], 2),
      (4, 80, [130, 131, 132, 133], [17, 18, 19, 20], 0), (16, 16, [5], [4], 0.5),
    ] as [(Int, Int, [Int], [Int], Float)] {
      let lanes = (value + 15) / 16 * 16
      let q = floats(visible.count * key, seed: 1)
      let keys = floats(192 * key, seed: 2, scale: 3)
      let values = floats(192 * lanes, seed: 3)
      let seen = visible.map(Int64.init)
      let unseen = hidden.map(Int64.init)
      func out(
        _ f: (
          @convention(c) (
            UnsafePointer<Float>?, Int64, Int64, UnsafePointer<Int64>?, UnsafePointer<Int64>?,
            Int64, Int64, UnsafePointer<Float>?, UnsafePointer<Float>?, Float, Float,
            UnsafeMutablePointer<Float>?,
            UnsafeMutablePointer<Float>?, Int64
          ) -> Void
        )?
      ) -> [Float] {
        var out = [Float](repeating: 0, count: visible.count * lanes)
        var scores = [Float](repeating: 0, count: 4 * 192)
        f?(
          q, Int64(key), Int64(seen.count), seen, unseen, Int64(key), Int64(value), keys, values,
          0.25, cap, &scores, &out, Int64(lanes))
        return out
      }
      #expect(out(k.attend) == out(r.attend))
    }
  }

  @Test(arguments: names)
  func quantizingShowsWhatIsNotFinite(name: String) throws {
    let table = try kernels(name).table
    for bad in [Float.nan, .infinity, -.infinity] {
      var x = floats(32, seed: 1)
      x[17] = bad
      var out = [UInt8](repeating: 0, count: 48)
      table.quantize(x, 32, 1, 32, &out)
      let scale = out.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 32, as: Float.self) }
      #expect(scale.isNaN)
    }
  }

  private func packed(_ bytes: [UInt8], _ rows: Int, _ columns: Int, _ type: TensorType) throws
    -> Matrix
  {
    var writer = GGUFWriter()
    writer.add("w", [columns, rows], type, bytes)
    let file = try GGUFFile(FileBytes(writer.bytes()))
    let tensor = try #require(file.tensor("w"))
    let arena = try Arena(bytes: Matrix.bytes(tensor) + 64)
    return try Matrix(tensor, of: file, pool: ThreadPool(threads: 1), arena: arena)
  }

  private func multiply(_ m: Matrix, _ x: [Float], _ tokens: Int, _ kernels: Kernels) throws
    -> [Float]
  {
    let stride = m.units * 16
    let memory = try AlignedMemory(bytes: (x.count + tokens * stride) * 4, for: "test")
    let quantized = try AlignedMemory(bytes: x.count * 2, for: "test")
    memory.floats().update(from: x, count: x.count)
    let tile = Int(kernels.table.tile)
    for t in Swift.stride(from: 0, to: tokens, by: tile) {
      kernels.table.quantize(
        memory.floats(at: t * m.columns), Int64(m.columns), Int64(min(tile, tokens - t)),
        Int64(m.columns), quantized.base + t * m.columns / 32 * 48)
    }
    let input = Matrix.Input(
      rows: Rows(values: memory.floats(), stride: m.columns), quantized: quantized.base,
      tokens: tokens)
    let out = memory.floats(at: x.count)
    m.multiply(input, units: 0..<m.units, into: Rows(values: out, stride: stride), kernels)
    return (0..<tokens).flatMap { t in (0..<m.rows).map { out[t * stride + $0] } }
  }
}
