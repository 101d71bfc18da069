import Basics
import Inference
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends requests over connections of their own, and notes when what of the answer comes.
struct LoadClient: Sendable {
  let target: LoadTarget
  let loops: MultiThreadedEventLoopGroup
  /// Seconds after which an answer is not waited for any more.
  let patience: Double

  /// One try of a request.
  func attempt(_ request: LoadRequest, seed: UInt64) async -> Attempt {
    let sent = Machine.now
    let loop = loops.next()
    let promise = loop.makePromise(of: Attempt.self)
    let body = Self.body(request, target.model, seed: seed)
    ClientBootstrap(group: loop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connectTimeout(.seconds(10))
      .channelInitializer { [target] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(
            AnswerHandler(target, body: body, sent: sent, promise: promise))
        }
      }
      .connect(host: target.host, port: target.port)
      .whenComplete { result in
        switch result {
        case .success(let channel):
          let late = loop.scheduleTask(in: .milliseconds(Int64(patience * 1000))) {
            channel.pipeline.fireUserInboundEventTriggered(OutOfPatience(seconds: patience))
          }
          channel.closeFuture.whenComplete { _ in late.cancel() }
        case .failure(let error):
          var attempt = Attempt(sent: sent)
          attempt.end = .failed("\(error)")
          attempt.ended = Machine.now
          promise.succeed(attempt)
        }
      }
    do {
      return try await promise.futureResult.get()
    } catch {
      var attempt = Attempt(sent: sent)
      attempt.end = .failed("\(error)")
      attempt.ended = Machine.now
      return attempt
    }
  }

  /// A prompt of about so many tokens, and an answer of just so many where the server can.
  private static func body(_ request: LoadRequest, _ model: String?, seed: UInt64) -> String {
    var members: [JSON.Member] = []
    if let model { members.append(.init("model", .string(model))) }
    var random = SplitMix64(seed: seed)
    // Short words that most vocabularies have as single tokens.
    let words = ["a", "start", "of", "the", "GPU", "is", "cold", "time", "and", "model"]
    let prompt = (0..<max(1, request.promptTokens - 1))
      .map { _ in words[Int(random.next() % UInt64(words.count))] }.joined(separator: " ")
    members += [
      .init("prompt", .string(prompt)), .init("max_tokens", JSON(request.outputTokens)),
      .init("ignore_eos", .bool(true)), .init("temperature", JSON(0)),
      .init("stream", .bool(true)),
      .init("stream_options", .object(["include_usage": .bool(true)])),
    ]
    return JSON.object(members).text
  }
}

/// An answer is not waited for any more.
private struct OutOfPatience {
  let seconds: Double
}

/// One connection: sends the request, and reads the answer as it comes.
private final class AnswerHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let target: LoadTarget
  private let body: String
  private var attempt: Attempt
  private var promise: EventLoopPromise<Attempt>?
  private var status = 0
  private var retryAfter: Double?
  private var lines = ByteBuffer()
  private var refusal = ByteBuffer()
  private var isDone = false

  init(_ target: LoadTarget, body: String, sent: Double, promise: EventLoopPromise<Attempt>) {
    (self.target, self.body, self.promise) = (target, body, promise)
    attempt = Attempt(sent: sent)
  }

  func channelActive(context: ChannelHandlerContext) {
    var headers = HTTPHeaders([
      ("Host", "\(target.authority)"), ("Content-Type", "application/json"),
      ("Content-Length", "\(body.utf8.count)"), ("Connection", "close"),
    ])
    if let key = target.key { headers.add(name: "Authorization", value: "Bearer \(key)") }
    let head = HTTPRequestHead(
      version: .http1_1, method: .POST, uri: target.path + "/v1/completions", headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let now = Machine.now
    switch unwrapInboundIn(data) {
    case .head(let head):
      status = Int(head.status.code)
      retryAfter = head.headers.first(name: "retry-after").flatMap { Double($0) }
    case .body(var bytes):
      if status != 200 {
        if refusal.readableBytes < 65_536 { refusal.writeBuffer(&bytes) }
        return
      }
      lines.writeBuffer(&bytes)
      takeLines(now)
    case .end:
      if status != 200 {
        attempt.end = .refused(status, retryAfter: retryAfter)
        // A refusal that is no JSON has its status alone.
        let json = try? JSONReader.read(
          Array(refusal.readableBytesView), limits: JSONLimits(bytes: 1 << 20))
        attempt.reason = json?.member("error")?.member("message")?.asText
      } else if isDone, attempt.end == .failed("no answer") {
        attempt.end = .answered
      }
      finish(now)
      context.close(promise: nil)
    }
  }

  private func takeLines(_ now: Double) {
    while let end = lines.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
      let line = lines.readBytes(length: end - lines.readerIndex) ?? []
      lines.moveReaderIndex(forwardBy: 1)
      let head = Array("data: ".utf8)
      guard line.starts(with: head) else { continue }
      let rest = Array(line.dropFirst(head.count))
      if rest.starts(with: Array("[DONE]".utf8)) {
        isDone = true
        continue
      }
      guard let json = try? JSONReader.read(rest, limits: JSONLimits(bytes: 1 << 20)) else {
        attempt.end = .failed("a piece of the stream is no JSON")
        continue
      }
      if let error = json.member("error") {
        attempt.end = .told(error.member("message")?.asText ?? "an error in the stream")
        continue
      }
      // A piece that only says why it ended is no token.
      let choice = json.member("choices")?.asList?.first
      if let choice,
        choice.member("finish_reason") ?? .null == .null
          || choice.member("text")?.asText?.isEmpty == false
      {
        attempt.pieces.append(now)
      }
      if let usage = json.member("usage"), usage != .null {
        attempt.promptTokens = usage.member("prompt_tokens")?.asCount
        attempt.outputTokens = usage.member("completion_tokens")?.asCount
      }
    }
    lines.discardReadBytes()
  }

  func channelInactive(context: ChannelHandlerContext) {
    if status == 200, attempt.end == .failed("no answer") {
      attempt.end = .failed("the connection ended in the midst of the answer")
    }
    finish(Machine.now)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? OutOfPatience else {
      return context.fireUserInboundEventTriggered(event)
    }
    attempt.end = .failed("no whole answer within \(Figures.seconds(event.seconds))")
    finish(Machine.now)
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    attempt.end = .failed("\(error)")
    finish(Machine.now)
    context.close(promise: nil)
  }

  private func finish(_ now: Double) {
    attempt.ended = now
    promise?.succeed(attempt)
    promise = nil
  }
}
