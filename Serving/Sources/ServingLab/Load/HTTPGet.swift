import Basics
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Asks a server for a page of JSON.
enum HTTPGet {
  /// The most bytes of a page, and the seconds in which it has to have come.
  static let most = 4 << 20
  static let seconds = 10

  /// - Returns: nil where there is none, for whatever reason.
  static func json(_ target: LoadTarget, _ path: String) async -> JSON? {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let promise = loop.makePromise(of: JSON?.self)
    ClientBootstrap(group: loop)
      .connectTimeout(.seconds(5))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(PageHandler(target, path, promise))
        }
      }
      .connect(host: target.host, port: target.port)
      .whenFailure { _ in promise.succeed(nil) }
    // A promise that is never failed.
    return (try? await promise.futureResult.get()) ?? nil
  }
}

private final class PageHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let target: LoadTarget
  private let path: String
  private var promise: EventLoopPromise<JSON?>?
  private var isFine = false
  private var bytes: [UInt8] = []
  private var late: Scheduled<Void>?

  init(_ target: LoadTarget, _ path: String, _ promise: EventLoopPromise<JSON?>) {
    (self.target, self.path, self.promise) = (target, path, promise)
  }

  func channelActive(context: ChannelHandlerContext) {
    var headers = HTTPHeaders([("Host", "\(target.authority)"), ("Connection", "close")])
    if let key = target.key { headers.add(name: "Authorization", value: "Bearer \(key)") }
    let head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: target.path + path, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    let channel = context.channel
    late = context.eventLoop.scheduleTask(in: .seconds(Int64(HTTPGet.seconds))) {
      channel.close(promise: nil)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): isFine = head.status == .ok
    case .body(var part):
      guard bytes.count + part.readableBytes <= HTTPGet.most else {
        context.close(promise: nil)
        return
      }
      bytes += part.readBytes(length: part.readableBytes) ?? []
    case .end:
      // What cannot be read is no page.
      finish(isFine ? try? JSONReader.read(bytes, limits: JSONLimits(bytes: HTTPGet.most)) : nil)
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) { finish(nil) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func finish(_ json: JSON?) {
    late?.cancel()
    promise?.succeed(json)
    promise = nil
  }
}
