/// How fast several sequences are decoded together.
public struct Throughput: Sendable, Equatable {
  /// Sequences that share each pass.
  public var together: Int
  /// Tokens a second of all sequences, once every one of them decodes.
  public var tokensPerSecond: Double
  /// Seconds from the first request to the last token.
  public var time: Double
  /// Passes through the network.
  public var passes: Int
  /// Bytes of key-value cache that all of them held.
  public var cacheBytes: Int
  /// How often it was measured, and how far the runs lay apart.
  public var repetition: Repetition

  /// Lets an engine write `tokens` tokens behind `prompt` in `together` sequences, whether or not
  /// the model would rather stop. Short runs are repeated for about `seconds`, and the fastest is
  /// taken: what else the machine does only ever slows them down. Throws `.invalidRequest`, and
  /// `.cancelled` where the engine's `isCancelled` says so.
  public static func measure(
    _ engine: Engine, prompt: String, tokens: Int, together: Int, seconds: Double = 0.15
  ) throws(InferenceError) -> Throughput {
    engine.warmUp()
    var request = Request(prompt, tokens: tokens)
    request.ignoresEnd = true
    let requests = [Request](repeating: request, count: together)
    let end = Machine.now + seconds
    let watch = Stopwatch()
    var found: [Throughput] = []
    repeat {
      var begun = 0
      var since = 0.0
      var decoded = 0
      let result = try engine.generate(requests, together: together) { step in
        if step.count == 1 {
          begun += 1
          // Decode alone is counted: from when the last prompt has been read.
          if begun == together { since = Machine.now }
        } else if begun == together {
          decoded += 1
        }
        return .goOn
      }
      let time = Machine.now - since
      found.append(
        Throughput(
          together: together, tokensPerSecond: time > 0 ? Double(decoded) / time : 0,
          time: result.time, passes: result.passes,
          cacheBytes: result.generations.reduce(0) { $0 + $1.cacheBytes },
          repetition: Repetition([], processorShare: 1)))
    } while (Machine.now < end || found.count < 2) && found.count < 100
    var best = found.max { $0.tokensPerSecond < $1.tokensPerSecond } ?? found[0]
    best.repetition = Repetition(
      found.map { $0.tokensPerSecond }, processorShare: watch.share(threads: engine.threads))
    return best
  }
}
