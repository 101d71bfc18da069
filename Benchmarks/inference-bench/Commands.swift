import Foundation
import Inference

enum Commands {
  static func speed(_ path: String, _ threads: Int, _ prompt: Int, _ tokens: Int, _ repeats: Int)
    throws
  {
    let model = try Model(path: path, threads: threads)
    let engine = try Engine(model, threads: threads)
    let speed = try engine.measure(prompt: prompt, tokens: tokens, repeats: repeats)
    let cost = model.cost(context: prompt)
    print(
      String(
        format: "{\"load\": %.4f, \"prefill\": %.1f, \"decode\": %.1f, \"weight_bytes\": %.0f, "
          + "\"resident\": %d}",
        model.loadTime, speed.prefill, speed.decode, cost.weightBytes, Machine.residentBytes))
  }

  static func logits(_ arguments: [String]) throws {
    let model = try Model(path: arguments[1], threads: 1)
    let engine = try Engine(model, threads: 1)
    let greedy = arguments[0] == "greedy"
    var tokens = arguments.dropFirst(greedy ? 3 : 2).compactMap { Int($0) }
    if greedy {
      for _ in 0..<(Int(arguments[2]) ?? 1) {
        let logits = try engine.logits(after: tokens)
        let best = logits.indices.max { logits[$0] < logits[$1] } ?? 0
        tokens.append(best)
        print(best)
      }
    } else {
      for value in try engine.logits(after: tokens) { print(value) }
    }
  }

  static func generate(_ path: String, _ prompt: String, _ tokens: Int) throws {
    let engine = try Engine(Model(path: path))
    let result = try engine.generate(Request(prompt, tokens: tokens)) { step in
      print(step.text, terminator: "")
      return .goOn
    }
    print(
      String(
        format: "\n%@ %.1f tokens/s, first after %.4f s, load %.3f s", "\(result.finish)",
        result.tokensPerSecond, result.timeToFirstToken, engine.model.loadTime))
  }

  static func batch(_ path: String) throws {
    let engine = try Engine(Model(path: path))
    for together in [1, 2, 4, 8, 16] {
      let requests = (0..<together * 2).map { Request("Request number \($0) is", tokens: 48) }
      let result = try engine.generate(requests, together: together)
      print(String(format: "%3d together %10.1f tokens/s", together, result.tokensPerSecond))
    }
  }

  static func serve(_ path: String) throws {
    let arrivals = [0.0, 0.1, 0.8].map {
      Serving.Arrival(at: $0, Request("What is a cold start?", tokens: 32))
    }
    for mode in [Serving.Mode.dedicated, .serverless(keepAlive: 0.3)] {
      let r = try Serving(model: path, as: mode).run(arrivals)
      print(
        String(
          format: "%@: load %.4f s, first token %.4f s, service %.4f s, %.0f tokens/s, "
            + "alive %.2f s of %.2f s, cold %.0f%%, memory %.1f MB", "\(mode)", r.loadTime,
          r.timeToFirstToken, r.serviceTime, r.tokensPerSecond, r.secondsAlive, r.duration,
          r.coldShare * 100, Double(r.memoryHeld) / 1e6))
    }
  }
}
