import Inference
import Testing

@testable import ServingLab

@Suite struct DispatcherTests {
  /// A dispatcher whose workers are ready as soon as they are started.
  private static func started(_ settings: PlatformSettings) -> Dispatcher {
    var dispatcher = Dispatcher(settings)
    dispatcher.tick(at: 0)
    for worker in dispatcher.workers.keys.sorted() {
      dispatcher.hear(.ready(seconds: 0.1, madeUp: 0, context: 100), from: worker, at: 0)
    }
    dispatcher.errands = []
    return dispatcher
  }

  private static let job = Job(.text("a"))

  @Test func aServerlessWorkerIsStartedOnDemandAndStopsAfterItsKeepAlive() {
    var settings = PlatformSettings()
    settings.isServerless = true
    settings.keepAlive = 10
    var dispatcher = Dispatcher(settings)
    dispatcher.tick(at: 0)
    #expect(dispatcher.errands.isEmpty)
    dispatcher.take(dispatcher.nextNumber(), Self.job, at: 1)
    #expect(dispatcher.errands == [.start(worker: 1)])
    dispatcher.errands = []
    dispatcher.hear(.ready(seconds: 2, madeUp: 0, context: 100), from: 1, at: 3)
    #expect(dispatcher.errands == [.send(worker: 1, .write(1, Self.job))])
    dispatcher.errands = []
    dispatcher.hear(
      .pass([.init(job: 1, text: "b", count: 1, finish: "stop", promptTokens: 1)]), from: 1, at: 4)
    #expect(
      dispatcher.errands == [
        .tell(job: 1, .token("b")),
        .tell(
          job: 1,
          .finished(reason: "stop", Usage(promptTokens: 1, reusedTokens: nil, tokens: 1))),
      ])
    #expect(dispatcher.tally.cold == 1)
    dispatcher.errands = []
    dispatcher.tick(at: 13.9)
    #expect(dispatcher.errands.isEmpty)
    dispatcher.tick(at: 14)
    #expect(dispatcher.errands == [.dismiss(worker: 1)])
    dispatcher.lose(1, at: 14.1)
    #expect(dispatcher.workers.isEmpty)
  }

  @Test func aLostWorkersJobGoesOnWhereItsClientLeftOff() {
    var dispatcher = Self.started(PlatformSettings())
    dispatcher.take(dispatcher.nextNumber(), Self.job, at: 1)
    dispatcher.hear(
      .pass([.init(job: 1, text: "b", count: 1, finish: nil, promptTokens: 1)]), from: 1, at: 2)
    dispatcher.errands = []
    dispatcher.lose(1, at: 3)
    #expect(dispatcher.errands == [.start(worker: 2)])
    dispatcher.hear(.ready(seconds: 1, madeUp: 0, context: 100), from: 2, at: 4)
    dispatcher.errands = []
    for (count, text) in [(1, "b"), (2, "c")] {
      dispatcher.hear(
        .pass([.init(job: 1, text: text, count: count, finish: nil, promptTokens: 1)]), from: 2,
        at: 5)
    }
    #expect(dispatcher.errands == [.tell(job: 1, .token("c"))])
  }

  @Test func afterItsAttemptsAJobIsRefused() {
    var settings = PlatformSettings()
    settings.attempts = 2
    var dispatcher = Self.started(settings)
    dispatcher.take(dispatcher.nextNumber(), Self.job, at: 1)
    dispatcher.lose(1, at: 2)
    dispatcher.hear(.ready(seconds: 1, madeUp: 0, context: 100), from: 2, at: 3)
    dispatcher.errands = []
    dispatcher.lose(2, at: 4)
    #expect(dispatcher.errands.contains(.tell(job: 1, .failed(.lost(attempts: 2)))))
  }

  @Test func whatCannotBeLoadedIsSaidAfterSomeStarts() {
    var settings = PlatformSettings()
    settings.isServerless = true
    var dispatcher = Dispatcher(settings)
    dispatcher.take(dispatcher.nextNumber(), Self.job, at: 0)
    var now = 0.0
    for worker in 1...3 {
      now += 20
      dispatcher.tick(at: now)
      dispatcher.hear(.failed("no file"), from: worker, at: now)
      dispatcher.lose(worker, at: now)
    }
    #expect(dispatcher.errands.contains(.tell(job: 1, .failed(.unloadable("no file")))))
  }

  @Test func aFullLineRefuses() {
    var settings = PlatformSettings()
    (settings.concurrency, settings.queue) = (1, 2)
    var dispatcher = Self.started(settings)
    for _ in 0..<4 { dispatcher.take(dispatcher.nextNumber(), Self.job, at: 1) }
    #expect(dispatcher.line.count == 2)
    #expect(dispatcher.errands.last == .tell(job: 4, .failed(.full)))
  }

  @Test func aHungWorkerIsKilled() {
    var dispatcher = Self.started(PlatformSettings())
    dispatcher.take(dispatcher.nextNumber(), Self.job, at: 1)
    dispatcher.errands = []
    dispatcher.tick(at: 20)
    #expect(dispatcher.errands.isEmpty)
    dispatcher.tick(at: 21.5)
    #expect(dispatcher.errands == [.kill(worker: 1)])
  }

  @Test func lateRequestsAreRefusedWaitingOrAtWork() {
    var settings = PlatformSettings()
    (settings.concurrency, settings.patience, settings.longestSilence) = (1, 5, 100)
    var dispatcher = Self.started(settings)
    for _ in 0..<2 { dispatcher.take(dispatcher.nextNumber(), Self.job, at: 1) }
    dispatcher.errands = []
    dispatcher.tick(at: 7)
    #expect(
      Set(dispatcher.errands.map { "\($0)" })
        == Set(
          [
            Dispatcher.Errand.tell(job: 1, .failed(.late)), .tell(job: 2, .failed(.late)),
            .send(worker: 1, .cancel(1)),
          ].map { "\($0)" }))
  }

  @Test func drainingFinishesAndRefuses() {
    var dispatcher = Self.started(PlatformSettings())
    dispatcher.take(dispatcher.nextNumber(), Self.job, at: 1)
    dispatcher.errands = []
    dispatcher.drain(at: 2)
    dispatcher.take(dispatcher.nextNumber(), Self.job, at: 3)
    #expect(
      dispatcher.errands == [.dismiss(worker: 1), .tell(job: 2, .failed(.leaving))])
    #expect(!dispatcher.isOver)
    dispatcher.hear(
      .pass([.init(job: 1, text: "b", count: 1, finish: "stop", promptTokens: 1)]), from: 1, at: 4)
    dispatcher.lose(1, at: 5)
    #expect(dispatcher.isOver)
  }
}
