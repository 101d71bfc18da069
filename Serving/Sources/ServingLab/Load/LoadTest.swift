import Basics
import Inference
import NIOPosix

/// Sends requests when they are due, whatever becomes of those before them: an open loop.
public struct LoadTest: Sendable {
  /// What is tested.
  public var target: LoadTarget
  /// What is sent.
  public var requests: [LoadRequest]
  /// How often a request is tried again at most, as OpenAI's client does.
  public var retries = 2
  /// Seconds after which an answer is not waited for any more.
  public var patience = 300.0

  /// By which the words of its prompts are drawn: no test has those of another, as a server may have kept
  /// what it read.
  private let salt = UInt64.random(in: 0 ... .max)

  /// A test by its target and requests.
  public init(_ target: LoadTarget, _ requests: [LoadRequest]) {
    (self.target, self.requests) = (target, requests)
  }

  /// A request, and all its tries.
  struct Sent: Sendable {
    var request: LoadRequest
    /// When it was due, on `Machine`'s clock.
    var due: Double
    var attempts: [Attempt]

    var last: Attempt? { attempts.last }
    var isAnswered: Bool { last?.end == .answered }
  }

  /// Sends all of them and waits for the last answer.
  /// - Parameter progress: is told how many have ended, now and then.
  func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) async -> [Sent] {
    let client = LoadClient(
      target: target, loops: MultiThreadedEventLoopGroup.singleton, patience: patience)
    let start = Machine.now + 0.1
    return await withTaskGroup(of: Sent.self) { group in
      for (index, request) in requests.enumerated() {
        let due = start + request.time
        group.addTask { await send(request, due: due, seed: UInt64(index), client) }
      }
      var sent: [Sent] = []
      for await one in group {
        sent.append(one)
        progress(sent.count)
      }
      return sent.sorted { $0.due < $1.due }
    }
  }

  private func send(
    _ request: LoadRequest, due: Double, seed: UInt64, _ client: LoadClient
  ) async -> Sent {
    var sent = Sent(request: request, due: due, attempts: [])
    var random = SplitMix64(seed: seed)
    // The one way in which these waits fail is that the whole is cancelled.
    try? await Task.sleep(for: .seconds(max(0, due - Machine.now)))
    while true {
      let attempt = await client.attempt(request, seed: salt &+ seed)
      sent.attempts.append(attempt)
      guard attempt.isWorthRetrying, sent.attempts.count <= retries, !Task.isCancelled else {
        return sent
      }
      var wait = min(8, 0.5 * Double(1 << min(10, sent.attempts.count - 1)))
      wait *= 1 - 0.25 * random.uniform()
      if case .refused(_, let asked?) = attempt.end, asked > 0, asked <= 60 { wait = asked }
      try? await Task.sleep(for: .seconds(wait))
    }
  }
}
