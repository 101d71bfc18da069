import Basics
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Simulation

/// The whole of it: a front door, its desk and the workers.
public struct Server: Sendable {
  /// How it stands to the network, how requests are held, how workers load and run.
  public var door = DoorSettings()
  public var platform = PlatformSettings()
  public var workers = WorkerSettings()
  /// What the time of workers costs.
  public var prices = Prices()
  /// Path of the executable whose subcommand `worker` is a worker.
  public var program = ""
  /// Whether what workers say on standard error is shown.
  public var showsErrors = false

  /// A server to be set up.
  public init() {}

  /// Serves until it is told to stop: by TERM or Ctrl-C, or by the task being cancelled. What is at
  /// work then is finished, within the time of `door.drain`.
  /// - Parameter onReady: is told the port and the desk once requests are taken.
  public func run(onReady: @escaping @Sendable (Int, Desk) async -> Void) async throws {
    Self.allowConnections(door.connections)
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    var platform = platform
    platform.patience = door.patience
    let desk = try await Desk(
      platform, prices: prices, workers: workers, program: program, showsErrors: showsErrors,
      on: loop)
    // What is wrong with single connections is their clients' matter.
    var logger = Logger(label: "gpulearn-serve")
    logger.logLevel = .critical
    let application = Application(
      responder: DoorResponder(settings: door, facts: facts, desk: desk),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [RequestGuard(door), LeaverHandler()],
          idleTimeout: .milliseconds(Int64(door.idle * 1000)),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: DoorSettings.headBytes, maxHeaderListSize: DoorSettings.headBytes,
            maxHeaderFieldCount: DoorSettings.headFields))),
      configuration: ApplicationConfiguration(
        address: .hostname(door.host, port: door.port), backlog: 1024,
        availableConnectionsDelegate: .maximum(door.connections, logger: logger)),
      onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0, desk) },
      logger: logger)
    do {
      try await withGracefulDrain(desk) { try await application.runService() }
    } catch {
      try await desk.drain(within: 0)
      if let problem = error as? IOError {
        let isTaken = [EADDRINUSE, EACCES].contains(problem.errnoCode)
        throw ServingProblem(
          "Port \(door.port) of \(door.host) cannot be had: "
            + "\(String(cString: strerror(problem.errnoCode)))."
            + (isTaken ? " --port 0 takes one that is free." : ""))
      }
      throw error
    }
  }

  /// What it says of itself.
  private var facts: PlatformFacts {
    var facts = PlatformFacts()
    facts.isServerless = platform.isServerless
    facts.workers = platform.workers
    facts.concurrency = platform.concurrency
    facts.keepAlive = platform.keepAlive
    facts.queue = platform.queue
    facts.batchSize = workers.batchSize
    facts.leastPass = workers.leastPass
    return facts
  }

  /// Lets the desk drain as soon as the server is told to stop, and ends when both are done.
  private func withGracefulDrain(
    _ desk: Desk, _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    let limit = door.drain
    let signals = [SIGTERM, SIGINT].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      let count = Locked(0)
      source.setEventHandler {
        // Who asks a second time does not want to wait.
        let isAgain = count.withLock {
          $0 += 1
          return $0 > 1
        }
        Task { try await desk.drain(within: isAgain ? 0 : limit) }
      }
      source.activate()
      return source
    }
    defer { for source in signals { source.cancel() } }
    try await body()
    try await desk.drain(within: limit)
  }

  /// As many files as the system allows, where connections need them.
  private static func allowConnections(_ count: Int) {
    var limit = rlimit()
    #if canImport(Glibc)
      let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let files = RLIMIT_NOFILE
    #endif
    guard getrlimit(files, &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, rlim_t(count + 256)))
    // Where it is refused, connections beyond the limit wait.
    _ = setrlimit(files, &limit)
  }
}

/// Why nothing can be served.
public struct ServingProblem: Error, CustomStringConvertible {
  /// In one sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}
