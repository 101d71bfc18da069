import Basics
import FuzzDriver
import Fuzzing
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

@testable import ServingLab

/// A connection: its bytes go through the parser and the guard, and every body is read as a request
/// for text.
let http = FuzzTarget("http") { bytes in
  let channel = EmbeddedChannel()
  let settings = DoorSettings()
  try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
  try channel.pipeline.syncOperations.addHandlers([
    HTTP1ToHTTPServerCodec(secure: false), RequestGuard(settings),
  ])
  defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
  // What is no HTTP is refused by the guard, and closes the connection.
  try? channel.writeInbound(ByteBuffer(bytes: bytes))
  var body: [UInt8] = []
  while let part = try channel.readInbound(as: HTTPRequestPart.self) {
    if case .body(let buffer) = part { body += buffer.readableBytesView }
  }
  if body.isEmpty { body = bytes }
  let json = try JSONReader.read(
    body, limits: JSONLimits(bytes: settings.body, string: settings.body))
  for kind in [CompletionRequest.Kind.text, .chat] {
    if let request = try? CompletionRequest(json, kind, seed: 1) {
      let again = Frames.value(Array(Frames.bytes(json).dropFirst(4)))
      try expect(again?.text == json.text, "a frame that comes out otherwise")
      try expect(request.job.stop.count <= 16, "more stops than there may be")
    }
  }
}

try runFuzzer([http])
