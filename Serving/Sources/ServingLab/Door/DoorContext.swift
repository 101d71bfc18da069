import Basics
import Hummingbird
import NIOCore

/// What is known of a request besides its words: the connection that it came over.
struct DoorContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

/// Closes a connection as soon as its client has, and tells whoever works for it: nobody works for who
/// has gone.
final class LeaverHandler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
  typealias InboundIn = Any

  private let onLeave = Locked<(@Sendable () -> Void)?>(nil)

  /// What is done when the client leaves; takes the place of what was to be done before.
  func watch(_ body: (@Sendable () -> Void)?) { onLeave.withLock { $0 = body } }

  func channelInactive(context: ChannelHandlerContext) {
    onLeave.withLock { $0 }?()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }
}
