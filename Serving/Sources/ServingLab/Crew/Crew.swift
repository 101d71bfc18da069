import Basics
import Inference
import NIOCore
import NIOPosix

/// The worker processes that there are, by number. Lives on one event loop, and is used only there.
final class Crew {
  private struct Member {
    var process: WorkerProcess
    var channel: (any Channel)?
    /// Orders that came before the connection was ready.
    var early: [Order] = []
    var isDismissed = false
  }

  private let program: String
  private let arguments: [String]
  private let showsErrors: Bool
  private let loop: any EventLoop
  private var members: [Int: Member] = [:]
  /// What a worker says, and that it is gone.
  var heard: (Int, Report) -> Void = { _, _ in }
  var lost: (Int) -> Void = { _ in }

  init(program: String, arguments: [String], showsErrors: Bool, on loop: any EventLoop) {
    (self.program, self.arguments) = (program, arguments)
    (self.showsErrors, self.loop) = (showsErrors, loop)
  }

  /// Process numbers, for whoever looks from outside.
  var processes: [Int: Int32] { members.mapValues { $0.process.id } }

  func start(_ number: Int) {
    let process: WorkerProcess
    do throws(StartFailure) {
      process = try WorkerProcess.start(program, arguments, log: showsErrors)
    } catch {
      // The same way as one that ends at once, a moment later.
      let bound = NIOLoopBound(self, eventLoop: loop)
      let words = "a worker cannot be started: \(error.words)"
      loop.execute {
        bound.value.heard(number, .failed(words))
        bound.value.lost(number)
      }
      return
    }
    members[number] = Member(process: process)
    let bound = NIOLoopBound(self, eventLoop: loop)
    ClientBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            WorkerLink(
              heard: { bound.value.heard(number, $0) }, lost: { bound.value.bury(number) }))
        }
      }
      .withConnectedSocket(process.socket)
      .whenComplete { result in
        switch result {
        case .success(let channel): bound.value.connect(number, channel)
        case .failure: bound.value.bury(number)
        }
      }
  }

  private func connect(_ number: Int, _ channel: any Channel) {
    guard var member = members[number] else { return channel.close(promise: nil) }
    member.channel = channel
    let early = member.early
    member.early = []
    members[number] = member
    for order in early { send(number, order) }
    if member.isDismissed { dismiss(number) }
  }

  func send(_ number: Int, _ order: Order) {
    guard let channel = members[number]?.channel else {
      members[number]?.early.append(order)
      return
    }
    channel.writeAndFlush(ByteBuffer(bytes: Frames.bytes(order.json)), promise: nil)
  }

  /// Tells it that nothing more will come.
  func dismiss(_ number: Int) {
    members[number]?.isDismissed = true
    // Where it is gone already, that is told elsewhere.
    members[number]?.channel?.close(mode: .output, promise: nil)
  }

  func kill(_ number: Int) { members[number]?.process.kill() }

  func killAll() { for member in members.values { member.process.kill() } }

  /// Its connection has ended, and so does it.
  private func bury(_ number: Int) {
    guard let member = members.removeValue(forKey: number) else { return }
    member.process.kill()
    let bound = NIOLoopBound(self, eventLoop: loop)
    let loop = loop
    member.process.reap { loop.execute { bound.value.lost(number) } }
  }
}
