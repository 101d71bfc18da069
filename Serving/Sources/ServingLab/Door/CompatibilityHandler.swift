import NIOCore
import NIOHTTP1

/// What HTTP has for clients that know less of it, or are more careful: one of version 1.0 is answered
/// without chunks, and its connection is closed behind the answer; one that asks before it sends a body
/// (`Expect: 100-continue`, as curl does from a megabyte on) is told to go on.
///
/// Source: RFC 9112, sections 6.1 and 9.3; RFC 9110, section 10.1.1.
final class CompatibilityHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Bytes that a body may have.
  private let most: Int
  /// The version that the answer is written in, where the connection ends behind it.
  private var last: HTTPVersion?

  init(most: Int) { self.most = most }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = unwrapInboundIn(data) {
      last = head.version == .http1_0 ? head.version : nil
      let declared = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
      // What is too long is refused at once, and not asked for.
      if last == nil, declared <= most,
        head.headers.first(name: "expect")?.lowercased() == "100-continue"
      {
        let goOn = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: nil)
      }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard let version = last else { return context.write(data, promise: promise) }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      head.version = version
      head.headers.replaceOrAdd(name: "connection", value: "close")
      head.headers.remove(name: "transfer-encoding")
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      let channel = context.channel
      let written = promise ?? context.eventLoop.makePromise()
      written.futureResult.whenComplete { _ in channel.close(promise: nil) }
      context.write(data, promise: written)
    }
  }
}
