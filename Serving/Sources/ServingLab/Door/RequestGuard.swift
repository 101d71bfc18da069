import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Refuses what goes beyond the limits of a request before anybody works for it, and closes its
/// connection: a body that is declared too long, or comes too long in chunks, a request that does not
/// come to its end in time, and bytes that are no HTTP.
///
/// A refusal is written at once, whatever the client still sends. For a moment that is read away, as an
/// answer to who is still writing is lost where the connection is closed under it.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let settings: DoorSettings
  /// Bytes of the body so far.
  private var length = 0
  /// Answers that have begun and not ended.
  private var answers = 0
  private var isRefused = false
  private var late: Scheduled<Void>?

  init(_ settings: DoorSettings) { self.settings = settings }

  func handlerAdded(context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    do {
      let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
      try pipeline.addHandler(
        CompatibilityHandler(most: settings.body), position: .before(codec))
    } catch {
      // Without it older clients are answered as newer ones are.
      context.fireErrorCaught(error)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isRefused else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      length = 0
      // What is no number has been refused by the parser.
      let declared = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
      guard declared <= settings.body else { return refuse(tooLong, context) }
      if let coded = Self.coded(head.headerFields) { return refuse(coded, context) }
      let isolated = context.eventLoop.assumeIsolated()
      late = isolated.scheduleTask(in: .milliseconds(Int64(settings.arrival * 1000))) {
        self.refuse(Self.tooSlow, context)
      }
    case .body(let bytes):
      length += bytes.readableBytes
      guard length <= settings.body else { return refuse(tooLong, context) }
    case .end: late?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isRefused else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head: answers += 1
    case .body: break
    case .end: answers -= 1
    }
    context.write(data, promise: promise)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What befalls the connection is no matter of the request's.
    if error is IOError || error is ChannelError { return context.fireErrorCaught(error) }
    refuse(Self.unreadable(error), context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    late?.cancel()
    context.fireChannelInactive()
  }

  private func refuse(_ error: APIError, _ context: ChannelHandlerContext) {
    guard !isRefused else { return }
    isRefused = true
    late?.cancel()
    // An answer that has begun cannot become a refusal.
    guard answers == 0 else { return context.close(promise: nil) }
    let body = ByteBuffer(string: error.json.text)
    let fields: HTTPFields = [
      .contentType: "application/json", .contentLength: String(body.readableBytes),
      .connection: "close",
    ]
    let head = HTTPResponse(status: error.status, headerFields: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(mode: .output, promise: nil)
    let channel = context.channel
    late = context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
  }

  // MARK: Refusals

  private var tooLong: APIError {
    APIError(
      status: .contentTooLarge, message: "A body has at most \(settings.body) bytes.",
      code: "body_too_large")
  }

  /// A body in a coding that is not read here.
  private static func coded(_ fields: HTTPFields) -> APIError? {
    if let coding = fields[.transferEncoding], coding.lowercased() != "chunked" {
      return APIError(
        status: .notImplemented,
        message: "A body comes plain or in chunks here, not as \(coding.prefix(100)).",
        code: "unknown_transfer_coding")
    }
    if let coding = fields[.contentEncoding], coding.lowercased() != "identity" {
      return APIError(
        status: .unsupportedMediaType,
        message: "A body is not compressed here, as by \(coding.prefix(100)).",
        code: "unknown_content_coding")
    }
    return nil
  }

  private static let tooSlow = APIError(
    status: .requestTimeout, message: "The request has not come to its end in time.",
    code: "request_timeout")

  private static func unreadable(_ error: any Error) -> APIError {
    if let parser = error as? HTTPParserError, case .headerOverflow = parser {
      return APIError(
        status: .requestHeaderFieldsTooLarge,
        message: "The head of a request has at most \(DoorSettings.headFields) fields of "
          + "\(DoorSettings.headBytes) bytes in all.", code: "head_too_large")
    }
    return APIError(
      status: .badRequest, message: "What came is no request of HTTP.", code: "invalid_http")
  }
}
