import Basics
import Inference
import Simulation

/// Finds the law of a server's steps by a small load test in a closed loop: some users at once, with
/// requests of some lengths.
struct Calibration: Sendable {
  /// Tokens of prompt and answer, and users at once.
  static let lengths = [(8, 48), (48, 24), (160, 16)]
  static let together = [1, 2, 4, 8]
  private static let rounds = 3

  /// Measures a server over HTTP. A stated pace is what a step takes at least, as the reading of the
  /// weights is on a GPU: what is computed hides behind it.
  /// - Returns: nil where it did not answer, or its answers tell no law.
  static func overHTTP(
    _ target: LoadTarget, _ platform: PlatformFacts, progress: @escaping @Sendable (String) -> Void
  ) async -> StepLaw.Fit? {
    var points: [StepLaw.Point] = []
    for (prompt, output) in lengths {
      for users in together where users <= platform.concurrency {
        progress("measuring \(users) together, \(prompt) tokens in, \(output) out")
        let requests = [LoadRequest](
          repeating: LoadRequest(at: 0, promptTokens: prompt, outputTokens: output), count: users)
        var found: [StepLaw.Point] = []
        for _ in 0..<rounds {
          var test = LoadTest(target, requests)
          test.retries = 0
          test.patience = 60
          if let point = point(await test.run(), users: users) { found.append(point) }
        }
        guard !found.isEmpty else { return nil }
        // The median: what else the machine does comes and goes.
        points.append(found.sorted { $0.outputRate < $1.outputRate }[found.count / 2])
      }
    }
    return StepLaw.carefulFit(points, room: nil, weights: platform.leastPass)
  }

  private static func point(_ sent: [LoadTest.Sent], users: Int) -> StepLaw.Point? {
    let answered = sent.compactMap { $0.isAnswered ? $0.last : nil }
    guard answered.count == users, let begin = answered.map({ $0.sent }).min(),
      let end = answered.compactMap({ $0.pieces.last }).max(), end > begin
    else { return nil }
    let prompt = answered.compactMap { $0.promptTokens }.reduce(0, +)
    let output = answered.reduce(0) { $0 + ($1.outputTokens ?? $1.pieces.count) }
    return StepLaw.Point(
      prompt: Double(prompt) / Double(users), output: Double(output) / Double(users),
      users: Double(users), outputRate: Double(output) / (end - begin))
  }

  /// Measures the engine of this machine alone, as `gpulearn bench --fit` does.
  static func ofEngine(
    _ path: String, threads: Int?, progress: (String) -> Void
  ) throws(InferenceError) -> StepLaw.Fit? {
    let engine = try Engine(Model(path: path, threads: threads), threads: threads)
    var points: [StepLaw.Point] = []
    for (prompt, output) in lengths where prompt + output <= engine.model.shape.contextLength {
      for users in together {
        progress("measuring \(users) together, \(prompt) tokens in, \(output) out")
        let point = try engine.loadPoint(prompt: prompt, output: output, together: users)
        points.append(
          StepLaw.Point(
            prompt: Double(prompt), output: Double(output), users: Double(users),
            outputRate: Double(users * output) / max(point.seconds, 1e-9)))
      }
    }
    return StepLaw.carefulFit(points, room: nil)
  }
}
