import Basics
import Inference
import NIOCore
import Simulation

/// The front door's desk: takes requests in, hands them to workers, and hands on what they write.
/// All of it happens on one event loop, which never computes.
public final class Desk: Sendable {
  private let loop: any EventLoop
  private let state: NIOLoopBoundBox<State>

  /// What is used on the event loop only.
  struct State {
    var dispatcher: Dispatcher
    var crew: Crew
    var clients: [Int: AsyncStream<JobEvent>.Continuation] = [:]
    var over: [EventLoopPromise<Void>] = []
    var ticking: RepeatedTask?
  }

  /// A desk with its workers.
  /// - Parameters:
  ///   - program: path of the executable whose subcommand `worker` is a worker.
  ///   - showsErrors: whether what workers say on standard error is shown.
  public init(
    _ settings: PlatformSettings, prices: Prices, workers: WorkerSettings, program: String,
    showsErrors: Bool, on loop: any EventLoop
  ) async throws {
    self.loop = loop
    state = try await loop.submit {
      let crew = Crew(
        program: program, arguments: workers.arguments, showsErrors: showsErrors, on: loop)
      return NIOLoopBoundBox(
        State(dispatcher: Dispatcher(settings, prices: prices), crew: crew), eventLoop: loop)
    }.get()
    try await loop.submit { [self] in
      let crew = state.value.crew
      crew.heard = { [self] worker, report in
        act { $0.hear(report, from: worker, at: Machine.now) }
      }
      crew.lost = { [self] worker in act { $0.lose(worker, at: Machine.now) } }
      state.value.ticking = loop.scheduleRepeatedTask(
        initialDelay: .zero, delay: .milliseconds(20)
      ) { [self] _ in act { $0.tick(at: Machine.now) } }
    }.get()
  }

  /// Changes the dispatcher, and does what it then wants done.
  private func act(_ change: (inout Dispatcher) -> Void) {
    change(&state.value.dispatcher)
    // Errands that others make while these are done come behind them.
    while !state.value.dispatcher.errands.isEmpty {
      let errand = state.value.dispatcher.errands.removeFirst()
      let crew = state.value.crew
      switch errand {
      case .start(let worker): crew.start(worker)
      case .send(let worker, let order): crew.send(worker, order)
      case .dismiss(let worker): crew.dismiss(worker)
      case .kill(let worker): crew.kill(worker)
      case .tell(let job, let event): tell(job, event)
      }
    }
    guard state.value.dispatcher.isOver else { return }
    state.value.ticking?.cancel()
    let waiting = state.value.over
    state.value.over = []
    for promise in waiting { promise.succeed() }
  }

  private func tell(_ job: Int, _ event: JobEvent) {
    // A client that has gone is told nothing.
    guard let client = state.value.clients[job] else { return }
    client.yield(event)
    switch event {
    case .token: break
    case .finished, .failed:
      client.finish()
      state.value.clients[job] = nil
    }
  }

  /// Takes a request in.
  /// - Returns: its number, to cancel it, and what happens to it.
  func submit(_ job: Job) async throws -> (number: Int, events: AsyncStream<JobEvent>) {
    try await loop.submit { [self] in
      let (events, client) = AsyncStream<JobEvent>.makeStream()
      let number = state.value.dispatcher.nextNumber()
      state.value.clients[number] = client
      act { $0.take(number, job, at: Machine.now) }
      return (number, events)
    }.get()
  }

  /// A request's client has gone; nothing happens where it has its answer.
  func cancel(_ number: Int) {
    loop.execute { [self] in
      guard let client = state.value.clients.removeValue(forKey: number) else { return }
      client.finish()
      act { $0.cancel(number, at: Machine.now) }
    }
  }

  /// A request was refused before it came to anything.
  func count(refused code: String) {
    loop.execute { [self] in state.value.dispatcher.tally.count(refused: code) }
  }

  /// Looks at what there is.
  func look<Result: Sendable>(
    _ body: @escaping @Sendable (Dispatcher) -> Result
  ) async throws -> Result {
    try await loop.submit { [self] in body(state.value.dispatcher) }.get()
  }

  /// The process number of each worker.
  public func processes() async throws -> [Int: Int32] {
    try await loop.submit { [self] in state.value.crew.processes }.get()
  }

  /// Takes no more requests, finishes what there is, and lets the workers go.
  /// - Parameter limit: seconds after which workers are ended at once.
  public func drain(within limit: Double) async throws {
    let promise = loop.makePromise(of: Void.self)
    loop.execute { [self] in
      state.value.over.append(promise)
      act { $0.drain(at: Machine.now) }
    }
    let late = loop.scheduleTask(in: .milliseconds(Int64(limit * 1000))) { [self] in
      act { $0.giveUp(at: Machine.now) }
      state.value.crew.killAll()
    }
    try await promise.futureResult.get()
    late.cancel()
  }
}
