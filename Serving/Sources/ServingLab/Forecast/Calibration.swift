import Basics
import Inference
import Simulation

/// Finds the law of a server's steps by small load tests: some users at once, with requests of some
/// lengths.
struct Calibration: Sendable {
  /// Tokens of prompt and answer, and users at once.
  static let lengths = [(8, 48), (48, 24), (160, 16)]
  static let together = [1, 2, 4, 8]
  private static let rounds = 4

  let target: LoadTarget
  let platform: PlatformFacts

  /// Measures a server over HTTP. A stated pace is what a step takes at least, as the reading of the
  /// weights is on a GPU: what is computed hides behind it.
  /// - Returns: nil where it did not answer, or its answers tell no law.
  func overHTTP(progress: @escaping @Sendable (String) -> Void) async -> ServedLaw? {
    var trials: [Trial] = []
    // The first may wait for a worker to start, which is no part of what a request takes.
    progress("sending one request first")
    _ = await trial(1, 8, 1, gap: 0)
    // Users come one shortly after the other, in an order that a simulation can repeat.
    var gap = 0.003
    for (prompt, output) in Self.lengths {
      for users in Self.together where users <= platform.concurrency {
        progress("measuring \(users) together, \(prompt) tokens in, \(output) out")
        for round in 0..<3 * Self.rounds {
          guard let trial = await trial(users, prompt, output, gap: gap) else { continue }
          trials.append(trial)
          if users == 1 { gap = min(gap, trial.latencies[0] / 100) }
          // Lone users tell what a request takes besides, and more of them where they are short.
          let isShort = users == 1 && trial.latencies[0] < 0.3
          if round + 1 >= Self.rounds, !isShort { break }
        }
      }
    }
    return TrialFit(trials, platform).law
  }

  /// The mean seconds of a step with some users, on a server that was measured before.
  /// - Returns: what was measured, and what the law has it; nil where there was no answer.
  func again(_ law: StepLaw) async -> (measured: Double, forecast: Double)? {
    let users = min(4, platform.concurrency)
    var found: [(Double, Double)] = []
    _ = await trial(1, 8, 1, gap: 0)
    for _ in 0..<Self.rounds {
      guard let step = await trial(users, 8, 48, gap: 0.0005)?.step else { continue }
      let context = Int(step.context.rounded())
      found.append((step.seconds, law.seconds(sequences: users, context: context)))
    }
    guard !found.isEmpty else { return nil }
    let count = Double(found.count)
    return (
      found.reduce(0) { $0 + $1.0 } / count, found.reduce(0) { $0 + $1.1 } / count
    )
  }

  private func trial(_ users: Int, _ prompt: Int, _ output: Int, gap: Double) async -> Trial? {
    let requests = (0..<users).map {
      LoadRequest(at: Double($0) * gap, promptTokens: prompt, outputTokens: output)
    }
    var test = LoadTest(target, requests)
    test.retries = 0
    test.patience = 60
    return Trial(await test.run())
  }

  /// Measures the engine of this machine alone, as `gpulearn bench --fit` does.
  /// - Parameter pace: the least seconds of a step, where the server is held to it.
  /// - Returns: nil where the times tell no law, as on a machine that has too much else to do.
  static func ofEngine(
    _ path: String, threads: Int?, pace: Double, progress: (String) -> Void
  ) throws(InferenceError) -> ServedLaw? {
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
    return StepLaw.carefulFit(points, room: nil).flatMap { Self.served($0, pace: pace) }
  }

  /// A fitted law as a server has it that is held to a pace: what is computed hides behind that. Nil where
  /// a step would take no time.
  static func served(_ fit: StepLaw.Fit, pace: Double) -> ServedLaw? {
    var law = fit.law
    law.weights = pace
    guard law.fixed + law.perSequence + law.weights > 0 else { return nil }
    return ServedLaw(law: law, medianError: fit.medianError)
  }
}

/// A small load test: a few requests that came nearly together, and all were answered.
struct Trial: Sendable {
  /// As they came, from the first one on.
  var requests: [TracedRequest]
  /// Seconds to the first token of each, and to the last.
  var firstTokens: [Double]
  var latencies: [Double]
  /// The steps in which all of them were answered together; nil where there were hardly any.
  var step: StepLaw.Watched?

  init?(_ sent: [LoadTest.Sent]) {
    let answers = sent.compactMap { $0.isAnswered ? $0.last : nil }.sorted { $0.sent < $1.sent }
    let firsts = answers.compactMap { $0.pieces.first }
    let lasts = answers.compactMap { $0.pieces.last }
    guard !sent.isEmpty, answers.count == sent.count, firsts.count == sent.count,
      lasts.count == sent.count, let begin = answers.first?.sent,
      let allWrite = firsts.max(), let oneEnds = lasts.min()
    else { return nil }
    requests = zip(answers, sent).map { answer, sent in
      TracedRequest(
        time: answer.sent - begin,
        promptTokens: Double(answer.promptTokens ?? sent.request.promptTokens),
        outputTokens: Double(answer.outputTokens ?? sent.request.outputTokens))
    }
    firstTokens = zip(answers, firsts).map { $1 - $0.sent }
    latencies = zip(answers, lasts).map { $1 - $0.sent }
    step = Self.step(answers, requests, from: allWrite, to: oneEnds)
  }

  private static func step(
    _ answers: [Attempt], _ requests: [TracedRequest], from begin: Double, to end: Double
  ) -> StepLaw.Watched? {
    var (steps, context) = (0.0, 0.0)
    for (answer, request) in zip(answers, requests) {
      let pieces = answer.pieces.count { $0 > begin && $0 <= end }
      let before = answer.pieces.count { $0 <= begin }
      // Some servers put several tokens into a piece.
      let share = (request.outputTokens ?? 1) / Double(max(1, answer.pieces.count))
      steps += Double(pieces) * share
      context += (request.promptTokens ?? 0) + (Double(before) + Double(pieces) / 2) * share
    }
    steps /= Double(answers.count)
    guard steps >= 4, end > begin else { return nil }
    return StepLaw.Watched(
      sequences: Double(answers.count), context: context, seconds: (end - begin) / steps)
  }
}

/// The law that comes closest to some trials.
struct TrialFit {
  private let trials: [Trial]
  private let platform: PlatformFacts

  init(_ trials: [Trial], _ platform: PlatformFacts) {
    (self.trials, self.platform) = (trials, platform)
  }

  /// Steps without prompts tell the steps; the speed of prompts and what a request takes besides are
  /// those with which a simulation of the trials comes closest to their first tokens.
  var law: ServedLaw? {
    guard
      let steps = StepLaw.ofSteps(usualSteps, weights: platform.leastPass, prefillRate: 1)
    else { return nil }
    var best: (law: ServedLaw, off: Double)?
    var rate = 20.0
    while rate < 1e7 {
      var law = steps
      law.prefillRate = rate
      rate *= 1.07
      guard let played = play(law, { $0.firstToken }, { $0.firstTokens }) else { continue }
      // What is left over in the median is each request's own.
      let besides = max(0, Quantile.of(played.map { $0.measured - $0.simulated }, 0.5) ?? 0)
      let off = played.reduce(0) {
        $0 + abs($1.simulated + besides - $1.measured) / $1.measured
      }
      if best.map({ off < $0.off }) ?? true {
        best = (ServedLaw(law: law, medianError: 0), off)
      }
    }
    guard var found = best?.law,
      let first = play(found.law, { $0.firstToken }, { $0.firstTokens }, aloneOnly: true),
      let alone = play(found.law, { $0.latency }, { $0.latencies }, aloneOnly: true),
      let whole = play(found.law, { $0.latency }, { $0.latencies })
    else { return nil }
    // Several that come at once get in each other's way; who comes alone shows what is a request's own.
    found.firstTokens = first.map { $0.measured - $0.simulated }
    found.latencies = alone.map { $0.measured - $0.simulated }
    let besides = Quantile.of(found.latencies, 0.5) ?? 0
    found.medianError =
      Quantile.of(whole.map { abs(($0.simulated + besides) / $0.measured - 1) }, 0.5) ?? 0
    return found
  }

  /// The steps of the trial in the middle of those that are alike: what else the machine does comes and
  /// goes.
  private var usualSteps: [StepLaw.Watched] {
    var alike: [[Double]: [StepLaw.Watched]] = [:]
    for trial in trials {
      guard let step = trial.step, let request = trial.requests.first else { continue }
      alike[[step.sequences, request.promptTokens ?? 0], default: []].append(step)
    }
    return alike.values.map { $0.sorted { $0.seconds < $1.seconds }[$0.count / 2] }
      .sorted { ($0.sequences, $0.context) < ($1.sequences, $1.context) }
  }

  private func play(
    _ law: StepLaw, _ simulated: (GPUServer.Answer) -> Double, _ measured: (Trial) -> [Double],
    aloneOnly: Bool = false
  ) -> [(simulated: Double, measured: Double)]? {
    var played: [(Double, Double)] = []
    for trial in trials where !aloneOnly || trial.requests.count == 1 {
      // A law that cannot be played through is none.
      guard
        let answers = try? Forecast.server(trial.requests, platform, law)
          .answers(to: trial.requests)
      else { return nil }
      played += zip(answers.map(simulated), measured(trial)).filter { $1 > 0 }
    }
    return played.isEmpty ? nil : played
  }
}
