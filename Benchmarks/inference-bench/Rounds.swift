import Foundation
import Inference

/// Programs that measure once for each line they read, so that a script can let several of them
/// take turns without loading their models again.
enum Rounds {
  /// First what loading took and held, then for each line prefill and decode in tokens a second,
  /// and the most memory held so far in bytes.
  static func speed(_ path: String, _ threads: Int, _ prompt: Int, _ tokens: Int) throws {
    // The best of three: a virtual machine that touches memory for the first time may have to wait
    // for it longer than everything else takes.
    var (load, first) = (Double.infinity, Double.infinity)
    var loaded: Engine?
    for _ in 0..<3 {
      loaded = nil
      let start = Date()
      let model = try Model(path: path, threads: threads)
      let engine = try Engine(model, threads: threads)
      _ = try engine.measure(prompt: 8, tokens: 1, repeats: 1)
      first = min(first, Date().timeIntervalSince(start))
      load = min(load, model.loadTime)
      loaded = engine
    }
    guard let engine = loaded else { return }
    let bytes = engine.model.cost(context: tokens / 2).bytes
    say(String(format: "%.4f %.4f %.0f", load, first, bytes))
    while readLine() != nil {
      let prefill = try engine.measure(prompt: prompt, tokens: 1, repeats: 1).prefill
      let decode = try engine.measure(prompt: 1, tokens: tokens, repeats: 1).decode
      say(String(format: "%.2f %.2f %d", prefill, decode, Machine.peakBytes))
    }
  }

  /// For each line the bandwidth of memory in bytes a second, read like weights are.
  static func bandwidth(_ bytes: Int, _ threads: Int) throws {
    say("ready")
    while readLine() != nil {
      let b = try Bandwidth.measure(bytes: bytes, threads: threads, seconds: 0.2)
      say(String(format: "%.0f", b.bytesPerSecond))
    }
  }

  private static func say(_ line: String) {
    print(line)
    fflush(nil)
  }
}
