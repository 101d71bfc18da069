import Foundation
import Inference

// Makes models of known shapes, measures them, compares logits, and feeds the reader damaged files.

let usage = """
  inference-bench make SHAPE TYPE FILE      shapes: \(RandomModel.shapes.keys.sorted().joined(separator: ", "))
  inference-bench speed FILE [THREADS [PROMPT TOKENS REPEATS]]
  inference-bench rounds FILE THREADS PROMPT TOKENS      the same once for each line of input
  inference-bench bandwidth-rounds BYTES THREADS
  inference-bench logits FILE TOKEN…        the logits after the tokens, one a line
  inference-bench greedy FILE COUNT TOKEN…  the most likely continuation
  inference-bench generate FILE PROMPT [TOKENS]
  inference-bench batch FILE                tokens a second against sequences together
  inference-bench serve FILE                dedicated and serverless
  inference-bench bandwidth [MEGABYTES [THREADS]]
  inference-bench fuzz RUNS [SEED]
  """

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(64)
}

let arguments = Array(CommandLine.arguments.dropFirst())
func argument(_ i: Int) -> String { i < arguments.count ? arguments[i] : "" }
func number(_ i: Int, _ fallback: Int) -> Int { Int(argument(i)) ?? fallback }

do {
  switch argument(0) {
  case "make":
    guard var model = RandomModel.shapes[argument(1)],
      let type = TensorType.allCases.first(where: { $0.name == argument(2) })
    else { fail(usage) }
    model.type = type
    try Data(model.bytes()).write(to: URL(fileURLWithPath: argument(3)))
  case "speed":
    try Commands.speed(argument(1), number(2, 1), number(3, 64), number(4, 32), number(5, 3))
  case "rounds":
    try Rounds.speed(argument(1), number(2, 1), number(3, 64), number(4, 32))
  case "bandwidth-rounds": try Rounds.bandwidth(number(1, 256 << 20), number(2, 1))
  case "logits", "greedy":
    try Commands.logits(arguments)
  case "generate": try Commands.generate(argument(1), argument(2), number(3, 32))
  case "batch": try Commands.batch(argument(1))
  case "serve": try Commands.serve(argument(1))
  case "bandwidth":
    let b = try Bandwidth.measure(
      bytes: number(1, 512) << 20, threads: arguments.count > 2 ? number(2, 1) : nil)
    print(String(format: "%.1f GB/s with %d threads", b.bytesPerSecond / 1e9, b.threads))
  case "fuzz": Fuzz.run(number(1, 10_000), seed: UInt64(number(2, 1)))
  default: fail(usage)
  }
} catch { fail("\(error)") }
