import Basics
import Foundation
import Inference

/// Damages a small model file in a new way each run, opens it and generates a few tokens: it must
/// work or say what is wrong.
enum Fuzz {
  static func run(_ runs: Int, seed: UInt64) {
    let types: [TensorType] = [.f32, .q8, .q4, .q4K, .q6K, .f16]
    let originals = types.map { type in
      var model = RandomModel(
        width: type.blockSize == 256 ? 256 : 32, layers: 1, heads: 4, keyValueHeads: 2,
        hidden: type.blockSize == 256 ? 256 : 32, vocabulary: 300, type: type)
      model.context = 32
      return model.bytes()
    }
    var outcomes: [String: Int] = [:]
    let start = Date()
    for run in 0..<runs {
      var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(run))
      var bytes = originals[Int(random.next() % 6 == 0 ? random.next() % 6 : random.next() % 3)]
      damage(&bytes, &random)
      outcomes[outcome(bytes), default: 0] += 1
      if run % 100_000 == 99_999 {
        print("\(run + 1) runs, \(Int(Date().timeIntervalSince(start))) s")
      }
    }
    for (name, count) in outcomes.sorted(by: { $0.value > $1.value }) { print(count, name) }
    print(String(format: "%.1f MB resident", Double(Machine.residentBytes) / 1e6))
  }

  private static func outcome(_ bytes: [UInt8]) -> String {
    do throws(InferenceError) {
      let model = try Model(FileBytes(bytes), threads: 1)
      let engine = try Engine(model, threads: 1, batchSize: 4)
      _ = try engine.generate(Request("a bc", tokens: 2))
      return "works"
    } catch { return error.code.rawValue }
  }

  private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    // Most of the damage goes where the keys and tensors are described.
    func place(_ random: inout SplitMix64) -> Int {
      let whole = random.next() % 4 == 0
      return Int(random.next() % UInt64(whole ? bytes.count : min(bytes.count, 12_000)))
    }
    switch random.next() % 8 {
    case 0: bytes.removeLast(bytes.count - place(&random))
    case 1: bytes.append(contentsOf: [UInt8](repeating: 0xFF, count: Int(random.next() % 64)))
    default: break
    }
    guard !bytes.isEmpty else { return }
    let extremes: [UInt64] = [
      0, 1, 2, .max, .max - 1, 1 << 63, 1 << 31, 0x7FFF_FFFF, 0xFFFF_FFFF, 1 << 32, 0x7FF8_0000,
    ]
    for _ in 0..<random.next() % 4 {
      let at = place(&random)
      switch random.next() % 3 {
      case 0: bytes[min(at, bytes.count - 1)] ^= 1 << UInt8(random.next() % 8)
      case 1: bytes[min(at, bytes.count - 1)] = UInt8(truncatingIfNeeded: random.next())
      default:
        let value = extremes[Int(random.next() % UInt64(extremes.count))]
        for i in 0..<(random.next() % 2 == 0 ? 4 : 8) where at + i < bytes.count {
          bytes[at + i] = UInt8(truncatingIfNeeded: value >> UInt64(8 * i))
        }
      }
    }
  }
}
