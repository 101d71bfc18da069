import Basics
import Simulation

/// Why a load test cannot be run.
public struct LoadProblem: Error, Sendable {
  /// In one sentence.
  public let words: String

  /// A problem in one sentence.
  public init(_ words: String) { self.words = words }
}

/// A load test from beginning to end: what the server is, the law of its steps, the test, the forecast.
public struct LoadRun: Sendable {
  /// How the law of the server's steps is found.
  public enum Fitting: Sendable {
    case overHTTP
    case engine(String, threads: Int?)
  }

  public var retries = 2
  public var patience = 300.0
  /// How the law is found; nil makes no forecast.
  public var fitting: Fitting?
  /// What is known of a server that says nothing of itself.
  public var stated = PlatformFacts()
  private var target: LoadTarget
  private let requests: [LoadRequest]
  private let say: @Sendable (String) -> Void

  /// - Parameter say: is told what is going on.
  public init(
    _ target: LoadTarget, _ requests: [LoadRequest], say: @escaping @Sendable (String) -> Void
  ) throws(LoadProblem) {
    guard !requests.isEmpty else { throw LoadProblem("There are no requests to send.") }
    (self.target, self.requests, self.say) = (target, requests, say)
  }

  /// Runs it.
  public func report() async throws(LoadProblem) -> LoadReport {
    var target = target
    let models = await HTTPGet.json(target, "/v1/models")
    guard let models else {
      throw LoadProblem(
        "http://\(target.authority)/v1/models tells of no model, or nobody answers there."
      )
    }
    target.model =
      target.model ?? models.member("data")?.asList?.first?.member("id")?.asText
    let facts = await facts(target)
    let law = try await fit(target, facts ?? stated)
    if law != nil { await letWorkersGo(facts) }
    let before = await self.facts(target)
    say("sending \(requests.count) requests over \(Figures.seconds(requests.last?.time ?? 0))")
    var test = LoadTest(target, requests)
    (test.retries, test.patience) = (retries, patience)
    let sent = await test.run()
    let after = await self.facts(target)
    var forecast: Forecast?
    if let law {
      // What a start takes is known from before, where there was one.
      var platform = before ?? after ?? stated
      platform.start = platform.start ?? after?.start
      do throws(SimulationError) {
        forecast = try Forecast(sent, platform, law)
      } catch {
        throw LoadProblem("The same run cannot be simulated: \(error).")
      }
    }
    let figures = LoadFigures(sent)
    let came = before.flatMap { before in after?.since(before) }
    let isServerless = after?.isServerless ?? false
    return LoadReport(
      figures, forecast, law,
      Comparison(
        figures, forecast, cold: isServerless ? came?.coldShare : nil,
        start: isServerless ? came?.start : nil),
      drift: await drift(target, law, after ?? stated))
  }

  private func facts(_ target: LoadTarget) async -> PlatformFacts? {
    await HTTPGet.json(target, "/gpulearn/platform").flatMap { PlatformFacts($0) }
  }

  /// How a step differs from the law by which the forecast was made, now that the test is over.
  private func drift(
    _ target: LoadTarget, _ law: ServedLaw?, _ facts: PlatformFacts
  ) async -> Double? {
    guard case .overHTTP = fitting, let law else { return nil }
    say("measuring a step once more")
    return await Calibration(target: target, platform: facts).again(law.law)
      .map { $0.measured / $0.forecast - 1 }
  }

  /// A forecast begins without workers where they come and go, and so has the test to.
  private func letWorkersGo(_ facts: PlatformFacts?) async {
    guard let facts, facts.isServerless else { return }
    say("waiting \(Figures.seconds(facts.keepAlive + 1)) for the workers to go")
    // The one way in which it fails is that the whole is cancelled.
    try? await Task.sleep(for: .seconds(facts.keepAlive + 1))
  }

  private func fit(
    _ target: LoadTarget, _ facts: PlatformFacts
  ) async throws(LoadProblem) -> ServedLaw? {
    let law: ServedLaw?
    switch fitting {
    case nil: return nil
    case .overHTTP:
      law = await Calibration(target: target, platform: facts).overHTTP(progress: say)
    case .engine(let path, let threads):
      do {
        law = try Calibration.ofEngine(
          path, threads: threads, pace: facts.leastPass, progress: say)
      } catch {
        throw LoadProblem("The engine cannot be measured: \(error).")
      }
    }
    guard let law else {
      throw LoadProblem(
        "What was measured tells no law of steps: the model is too small, or the machine too busy.")
    }
    return law
  }
}
