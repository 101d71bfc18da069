import Basics
import Simulation
import Testing

@testable import ServingLab

/// The law of a server is found again from what a client sees of it.
@Suite struct TrialFitTests {
  /// What a client would see of requests that a law answers.
  private func sent(
    _ requests: [TracedRequest], _ platform: PlatformFacts, _ law: ServedLaw
  ) throws -> [LoadTest.Sent] {
    let answers = try Forecast.server(requests, platform, law.law).answers(to: requests)
    let own = law.perRequest
    return zip(requests, answers).map { request, answer in
      var attempt = Attempt(sent: request.time)
      let count = Int(request.outputTokens ?? 1)
      let (first, last) = (answer.firstToken + own, answer.latency + own)
      attempt.pieces = (0..<count).map {
        request.time + first + (last - first) * Double($0) / Double(max(1, count - 1))
      }
      attempt.end = .answered
      attempt.promptTokens = Int(request.promptTokens ?? 1)
      attempt.outputTokens = count
      return LoadTest.Sent(
        request: LoadRequest(
          at: request.time, promptTokens: Int(request.promptTokens ?? 1), outputTokens: count),
        due: request.time, attempts: [attempt])
    }
  }

  private func platform(_ seed: UInt64) -> PlatformFacts {
    var facts = PlatformFacts()
    facts.concurrency = seed % 3 == 0 ? 4 : 16
    facts.leastPass = seed % 2 == 0 ? 0.02 : 0
    return facts
  }

  private func law(_ seed: UInt64, _ platform: PlatformFacts) -> ServedLaw {
    var random = SplitMix64(seed: seed)
    var law = StepLaw(
      fixed: 1e-4 + 3e-3 * random.uniform(), perSequence: 1e-4 * random.uniform(),
      perContextToken: 1e-6 * random.uniform(), prefillRate: 2000 + 20_000 * random.uniform())
    law.weights = platform.leastPass
    let own = 2e-3 * random.uniform()
    return ServedLaw(law: law, firstTokens: [own], latencies: [own], medianError: 0)
  }

  @Test(arguments: UInt64(1)...12)
  func aLawIsFoundAgain(seed: UInt64) throws {
    let platform = platform(seed)
    let law = law(seed, platform)
    var trials: [Trial] = []
    for (prompt, output) in Calibration.lengths {
      for users in Calibration.together where users <= platform.concurrency {
        let requests = (0..<users).map {
          TracedRequest(
            time: Double($0) * 0.0005, promptTokens: Double(prompt), outputTokens: Double(output))
        }
        var trial = try #require(Trial(try sent(requests, platform, law)))
        let context = users * (prompt + output / 2)
        trial.step = StepLaw.Watched(
          sequences: Double(users), context: Double(context),
          seconds: law.law.seconds(sequences: users, context: context))
        trials.append(trial)
      }
    }
    let found = try #require(TrialFit(trials, platform).law)
    #expect(found.medianError < 0.03, "seed \(seed)")

    // What it is for: other requests, at a load of their own.
    var random = SplitMix64(seed: seed &+ 100)
    var time = 0.0
    let busy = law.law.seconds(sequences: 4, context: 200)
    let others = (0..<200).map { _ in
      time += busy * 20 * random.uniform()
      return TracedRequest(time: time, promptTokens: 32, outputTokens: 32)
    }
    let measured = LoadFigures(try sent(others, platform, law))
    let forecast = try Forecast(try sent(others, platform, law), platform, found)
    for row in Comparison(measured, forecast).rows {
      #expect(abs(try #require(row.difference)) < 0.1, "seed \(seed), \(row)")
    }
  }

  /// Steps are those in which all write: after the last first token, up to the first last one.
  @Test func stepsAreWatchedWhereAllWrite() throws {
    func one(_ pieces: [Double]) -> LoadTest.Sent {
      var attempt = Attempt(sent: 0)
      (attempt.pieces, attempt.end) = (pieces, .answered)
      (attempt.promptTokens, attempt.outputTokens) = (10, pieces.count)
      return LoadTest.Sent(
        request: LoadRequest(at: 0, promptTokens: 10, outputTokens: pieces.count), due: 0,
        attempts: [attempt])
    }
    // The second one's prompt is read for 4 s; from then on steps of 0.5 s.
    let first = one([1, 5] + (1...8).map { 5 + Double($0) * 0.5 })
    let second = one([5] + (1...12).map { 5 + Double($0) * 0.5 })
    let step = try #require(Trial([first, second])?.step)
    #expect(step.sequences == 2)
    #expect(abs(step.seconds - 0.5) < 1e-9)
    // Two and one tokens were written before, and eight come.
    #expect(step.context == 10 + 2 + 4 + 10 + 1 + 4)
    #expect(Trial([one([1, 2])])?.step == nil)
  }

  /// A request that was not answered makes no trial.
  @Test func halfATrialIsNone() throws {
    let platform = platform(1)
    let request = TracedRequest(time: 0, promptTokens: 8, outputTokens: 8)
    var sent = try sent([request, request], platform, law(1, platform))
    #expect(Trial(sent) != nil)
    sent[1].attempts[0].end = .failed("gone")
    #expect(Trial(sent) == nil)
    #expect(Trial([]) == nil)
  }

  @Test func whatCameBetweenTwoLooks() {
    var (before, after) = (PlatformFacts(), PlatformFacts())
    (before.starts, before.start, before.answered, before.cold) = (1, 2, 10, 1)
    (after.starts, after.start, after.answered, after.cold) = (3, 4, 30, 6)
    let came = after.since(before)
    #expect(came.start == 5)
    #expect(came.coldShare == 0.25)
    #expect(after.since(after).start == nil)
    #expect(after.since(after).coldShare == nil)
    #expect(PlatformFacts(after.json) == after)
  }
}
