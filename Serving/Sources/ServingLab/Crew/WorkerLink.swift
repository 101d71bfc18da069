import NIOCore
import NIOPosix

/// The front door's end of the connection to a worker: takes frames apart, and tells when it ends.
final class WorkerLink: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private var rest = ByteBuffer()
  private let heard: (Report) -> Void
  private let lost: () -> Void

  init(heard: @escaping (Report) -> Void, lost: @escaping () -> Void) {
    (self.heard, self.lost) = (heard, lost)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    rest.writeBuffer(&bytes)
    while let head = rest.getBytes(at: rest.readerIndex, length: 4) {
      guard let length = Frames.length(head) else { return context.close(promise: nil) }
      guard rest.readableBytes >= 4 + length else { break }
      rest.moveReaderIndex(forwardBy: 4)
      let body = rest.readBytes(length: length) ?? []
      guard let report = Frames.value(body).flatMap({ Report($0) }) else {
        return context.close(promise: nil)
      }
      heard(report)
    }
    rest.discardReadBytes()
  }

  func channelInactive(context: ChannelHandlerContext) { lost() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
