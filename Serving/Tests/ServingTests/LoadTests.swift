import Basics
import Foundation
import Simulation
import Testing

@testable import ServingLab

extension ProgramTests {
  /// Load tests against the real program.
  @Suite struct LoadTests {
    private func requests(_ count: Int, every gap: Double, output: Int = 4) -> [LoadRequest] {
      (0..<count).map {
        LoadRequest(at: Double($0) * gap, promptTokens: 8, outputTokens: output)
      }
    }

    @Test func everyRequestIsCounted() async throws {
      let server = try RunningServer()
      let target = try #require(LoadTarget("http://127.0.0.1:\(server.port)/v1"))
      let figures = LoadFigures(await LoadTest(target, requests(30, every: 0.02)).run())
      #expect(figures.requests == 30)
      #expect(figures.answered == 30)
      #expect(figures.attempts == 30)
      #expect(figures.outputTokens == 120)
      #expect(figures.firstToken.count == 30)
      #expect(figures.between.count == 90)
      #expect(figures.perToken.count == 30)
      #expect(zip(figures.firstToken, figures.latency).allSatisfy { $0 < $1 })
    }

    @Test func refusedRequestsAreTriedAgainAndCounted() async throws {
      let server = try RunningServer(["--concurrency", "1", "--queue", "0"])
      let target = try #require(LoadTarget("http://127.0.0.1:\(server.port)"))
      var test = LoadTest(target, requests(4, every: 0, output: 20))
      test.retries = 1
      let figures = LoadFigures(await test.run())
      #expect(figures.attempts > 4)
      let failed = figures.failures.values.reduce(0, +)
      #expect(figures.answered + failed == 4)
      #expect(failed == 0 || figures.failures["status 429"] == failed)
    }

    /// Why a server refuses is told with it.
    @Test func aRefusalHasItsReason() async throws {
      let server = try RunningServer()
      let target = try #require(LoadTarget("http://127.0.0.1:\(server.port)"))
      let long = LoadRequest(at: 0, promptTokens: 20_000, outputTokens: 4)
      let figures = LoadFigures(await LoadTest(target, [long]).run())
      #expect(figures.failures == ["status 400": 1])
      #expect(
        figures.reasons["status 400"]?.contains("bytes long; ") ?? false, "\(figures.reasons)")
    }

    @Test func aServerThatIsGoneIsSaid() async throws {
      let server = try RunningServer()
      let target = try #require(LoadTarget("http://127.0.0.1:\(server.port)"))
      server.stop()
      var test = LoadTest(target, requests(1, every: 0))
      test.retries = 0
      let figures = LoadFigures(await test.run())
      #expect(figures.answered == 0)
      #expect(figures.failures.count == 1)
    }

    /// A server that is held to a pace behaves as the law of its steps has it.
    @Test func aPacedServerIsForecast() async throws {
      let server = try RunningServer(["--pace", "25"])
      let target = try #require(LoadTarget("http://127.0.0.1:\(server.port)"))
      let facts = try #require(
        await HTTPGet.json(target, "/gpulearn/platform").flatMap { PlatformFacts($0) })
      #expect(facts.leastPass == 0.04)
      let sent = await LoadTest(target, requests(20, every: 0.1, output: 10)).run()
      var law = StepLaw(
        fixed: 0, perSequence: 0, perContextToken: 0, prefillRate: 64 / facts.leastPass)
      law.weights = facts.leastPass
      let forecast = try Forecast(sent, facts, ServedLaw(law: law, medianError: 0))
      #expect(abs(try #require(forecast.perToken(0.5)) - 0.04) < 0.001)
      // A sleep only ever takes longer.
      let comparison = Comparison(LoadFigures(sent), forecast)
      for row in comparison.rows where row.name == "tpot" {
        #expect(try #require(row.measured) > 0.039, "\(row.quantile)")
      }
    }
  }
}

@Suite struct LoadTargetTests {
  @Test func addressesAreRead() {
    let cases: [(String, String, Int, String)] = [
      ("http://127.0.0.1:8080/v1", "127.0.0.1", 8080, ""),
      ("http://host/v1/", "host", 80, ""), ("http://host:1/a/v1", "host", 1, "/a"),
      ("http://host", "host", 80, ""), ("http://[::1]:8080/v1", "::1", 8080, ""),
    ]
    for (address, host, port, path) in cases {
      let target = LoadTarget(address)
      #expect(target?.host == host)
      #expect(target?.port == port)
      #expect(target?.path == path)
    }
    for address in ["https://host", "host:80", "", "http://"] {
      #expect(LoadTarget(address) == nil, "\(address)")
    }
  }

  /// What is sent ends with its list, however long it may be.
  @Test func aListThatIsOverHasNoMoreRequests() throws {
    let list = [TracedRequest(time: 0), TracedRequest(time: 1.5), TracedRequest(time: 9)]
    #expect(try Arrivals.list(list).requests(within: .infinity, most: 100) == list)
    #expect(try Arrivals.list(list).requests(within: 2, most: 100).count == 2)
    #expect(try Arrivals.list(list).requests(within: .infinity, most: 1).count == 1)
  }

  /// Measured on an engine alone: a pace is what a step takes at least, and a law by which a step takes no
  /// time is none.
  @Test func aLawOfTheEngineKnowsThePace() throws {
    let points = [(8.0, 24.0), (64, 16), (160, 16)].flatMap { prompt, output in
      [1.0, 2, 4, 8].map { users in
        StepLaw.Point(prompt: prompt, output: output, users: users, outputRate: 100 * users)
      }
    }
    var fit = try #require(StepLaw.carefulFit(points, room: nil))
    #expect(Calibration.served(fit, pace: 0.04)?.law.weights == 0.04)
    fit.law = StepLaw(fixed: 0, perSequence: 0, perContextToken: 0, prefillRate: 1000)
    #expect(Calibration.served(fit, pace: 0) == nil)
    let paced = try #require(Calibration.served(fit, pace: 0.04))
    let request = TracedRequest(time: 0, promptTokens: 8, outputTokens: 11)
    let answers = try Forecast.server([request], PlatformFacts(), paced.law).answers(to: [request])
    #expect(abs(answers[0].latency - 11 * 0.04) < 1e-9)
  }

  @Test func whatAServerSaysIsShownOnOneLine() {
    #expect(Figures.shown("a\u{1B}[2Jb\nc\u{202E}d") == "a[2Jbcd")
    #expect(Figures.shown(String(repeating: "x", count: 1000)).count == 200)
  }

  @Test func quantilesAreThoseOfTheNearestRank() {
    #expect(Quantile.of([], 0.5) == nil)
    #expect(Quantile.of([3, 1, 2], 0.5) == 2)
    #expect(Quantile.of([1, 2, 3, 4], 0.5) == 2)
    #expect(Quantile.of((1...100).map { Double($0) }, 0.99) == 99)
  }
}
