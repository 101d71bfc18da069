import Basics
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers requests as OpenAI's API does. It reads and writes and never computes: what takes long is
/// the desk's.
struct DoorResponder: HTTPResponder {
  typealias Context = DoorContext

  let settings: DoorSettings
  let facts: PlatformFacts
  let desk: Desk

  func respond(to request: Request, context: DoorContext) async throws -> Response {
    let id = Self.requestID(request)
    var response: Response
    do {
      response = try await answer(request, context)
    } catch let error as APIError {
      response = Self.json(error.json, error.status)
      if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
      if let methods = error.allowed { response.headers[.allow] = methods }
      if error.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    }
    // The head of what GET brings.
    if request.method == .head { response.body = ResponseBody() }
    if let name = HTTPField.Name("x-request-id") { response.headers[name] = id }
    return response
  }

  private func answer(_ request: Request, _ context: DoorContext) async throws -> Response {
    let path = request.uri.path
    try refuseForeignPages(request)
    if settings.key != nil, path.hasPrefix("/v1/") { try checkKey(request) }
    switch (request.method == .head ? .get : request.method, path) {
    case (.get, "/health"), (.get, "/ping"): return Self.json(.object(["status": .string("ok")]))
    case (.get, "/version"): return Self.json(.object(["version": .string(Program.version)]))
    case (.get, "/metrics"):
      let text = try await desk.look { [model = settings.model] in $0.metrics(model: model) }
      var response = Response(
        status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
      response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
      return response
    case (.get, "/gpulearn/platform"):
      return Self.json(
        try await desk.look { [facts] in
          var facts = facts
          facts.start = $0.tally.meanStart
          facts.starts = $0.tally.finishedStarts
          (facts.answered, facts.cold) = ($0.tally.answered, $0.tally.cold)
          return facts.json
        })
    case (.get, "/v1/models"):
      return Self.json(.object(["object": .string("list"), "data": .array([model])]))
    case (.get, _) where path.hasPrefix("/v1/models/"):
      guard path.dropFirst("/v1/models/".count) == settings.model else {
        throw unknownModel(String(path.dropFirst("/v1/models/".count)))
      }
      return Self.json(model)
    case (.post, "/v1/completions"): return try await complete(request, .text, context)
    case (.post, "/v1/chat/completions"): return try await complete(request, .chat, context)
    case (_, "/v1/completions"), (_, "/v1/chat/completions"):
      throw Self.isNotFor(request, allowed: "POST")
    case (_, "/v1/models"), (_, "/health"), (_, "/ping"), (_, "/version"), (_, "/metrics"),
      (_, "/gpulearn/platform"):
      throw Self.isNotFor(request, allowed: "GET, HEAD")
    default:
      throw APIError(
        status: .notFound, message: "There is nothing at \(path.prefix(200)).", code: "not_found")
    }
  }

  private static func isNotFor(_ request: Request, allowed: String) -> APIError {
    APIError(
      status: .methodNotAllowed, message: "\(request.method) is not for \(request.uri.path).",
      code: "method_not_allowed", allowed: allowed)
  }

  private var model: JSON {
    .object([
      "id": .string(settings.model), "object": .string("model"), "created": JSON(Self.began),
      "owned_by": .string("gpulearn"),
    ])
  }

  private func unknownModel(_ name: String) -> APIError {
    APIError(
      status: .notFound,
      message: "There is no model \(name.prefix(200)); \(settings.model) is served here.",
      field: "model", code: "model_not_found")
  }

  /// Where nobody but this machine is to reach it, neither may a page that a browser on this machine has
  /// open: it says where it is from (`Origin`), or calls this machine by another name (`Host`), as after
  /// the name's address was changed under it.
  private func refuseForeignPages(_ request: Request) throws(APIError) {
    guard Self.isLocal(settings.host) else { return }
    let origin = request.headers[.origin].map { origin in
      origin.firstRange(of: "://").map { String(origin[$0.upperBound...]) } ?? origin
    }
    for name in [origin, request.head.authority].compactMap({ $0 }) where !Self.isLocal(name) {
      throw APIError(
        status: .forbidden,
        message: "\(name.prefix(200)) is not this machine; --host lets others in.",
        code: "not_local")
    }
  }

  /// Whether a name, perhaps with a port, is this machine's own.
  private static func isLocal(_ name: String) -> Bool {
    let host =
      name.hasPrefix("[")
      ? String(name.dropFirst().prefix { $0 != "]" })
      : name.split(separator: ":").count == 2
        ? String(name.prefix { $0 != ":" }) : name
    return ["localhost", "::1"].contains(host.lowercased())
      || host.hasPrefix("127.")
        && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// Compares all of it, however early it differs.
  private func checkKey(_ request: Request) throws(APIError) {
    let scheme = "bearer "
    let brought = request.headers[.authorization] ?? ""
    // The scheme has no case.
    let given: [UInt8] =
      brought.lowercased().hasPrefix(scheme) ? Array(brought.utf8.dropFirst(scheme.utf8.count)) : []
    let wanted = Array((settings.key ?? "").utf8)
    var differs = given.count == wanted.count ? 0 : 1
    for (index, byte) in wanted.enumerated() {
      differs |= Int(byte ^ (index < given.count ? given[index] : 0))
    }
    guard differs == 0 else {
      throw APIError(
        status: .unauthorized, message: "The key is missing or wrong.",
        type: "authentication_error", code: "invalid_api_key")
    }
  }

  // MARK: Answers

  private func complete(
    _ request: Request, _ kind: CompletionRequest.Kind, _ context: DoorContext
  ) async throws -> Response {
    let wanted: CompletionRequest
    do {
      wanted = try await read(request, kind)
      if !wanted.model.isEmpty, wanted.model != settings.model { throw unknownModel(wanted.model) }
    } catch let error as APIError {
      // What never comes to a worker came all the same.
      desk.count(refused: error.code ?? "invalid_request")
      throw error
    }
    let form = AnswerForm(
      isChat: kind == .chat,
      id: (kind == .chat ? "chatcmpl-" : "cmpl-")
        + String(UInt64.random(in: 0 ... .max), radix: 36),
      created: Int(Date().timeIntervalSince1970), model: settings.model)
    let (number, events) = try await desk.submit(wanted.job)
    let desk = desk
    let channel = context.channel
    do {
      try await channel.pipeline.handler(type: LeaverHandler.self)
        .map { $0.watch { desk.cancel(number) } }.get()
    } catch {
      // Where the connection is gone, so are its handlers.
      desk.cancel(number)
      throw error
    }
    // It may have left before.
    if !channel.isActive { desk.cancel(number) }
    // Whoever reads too slowly to have it in time loses the connection.
    let late = channel.eventLoop.scheduleTask(
      in: .milliseconds(Int64((settings.patience + 5) * 1000))
    ) { channel.close(promise: nil) }
    if wanted.streams {
      return try await stream(wanted, form, events) { late.cancel() }
    }
    defer { late.cancel() }
    var text = ""
    for await event in events {
      switch event {
      case .token(let piece): text += piece
      case .finished(let reason, let usage):
        return Self.json(form.whole(text, reason: reason, usage))
      case .failed(let refusal): throw APIError(refusal)
      }
    }
    // Its client has gone, and nobody will read this.
    throw APIError(Refusal.late)
  }

  private func read(
    _ request: Request, _ kind: CompletionRequest.Kind
  ) async throws -> CompletionRequest {
    // What is longer has been refused on its way.
    let bytes = Array(buffer: try await request.body.collect(upTo: settings.body))
    let json: JSON
    do throws(JSONProblem) {
      json = try JSONReader.read(
        bytes, limits: JSONLimits(bytes: settings.body, string: settings.body))
    } catch {
      throw APIError(
        status: .badRequest, message: "The body is no JSON: \(error.text).", code: "invalid_json")
    }
    return try CompletionRequest(json, kind, seed: UInt64.random(in: 0 ... .max))
  }

  /// A stream begins when there is something to tell, so that a refusal has a status of its own.
  private func stream(
    _ wanted: CompletionRequest, _ form: AnswerForm, _ events: AsyncStream<JobEvent>,
    done: @escaping @Sendable () -> Void
  ) async throws -> Response {
    var first: JobEvent?
    for await event in events {
      first = event
      break
    }
    guard let first else {
      done()
      throw APIError(Refusal.late)
    }
    if case .failed(let refusal) = first {
      done()
      throw APIError(refusal)
    }
    var response = Response(
      status: .ok,
      body: ResponseBody { writer in
        defer { done() }
        var stream = EventStream(form: form, includesUsage: wanted.includesUsage)
        try await writer.write(ByteBuffer(string: stream.text(first)))
        for await event in events {
          try await writer.write(ByteBuffer(string: stream.text(event)))
        }
        try await writer.finish(nil)
      })
    response.headers[.contentType] = "text/event-stream; charset=utf-8"
    response.headers[.cacheControl] = "no-cache"
    return response
  }

  // MARK: Forms

  private static let began = Int(Date().timeIntervalSince1970)

  static func json(_ json: JSON, _ status: HTTPResponse.Status = .ok) -> Response {
    var response = Response(
      status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: json.text)))
    response.headers[.contentType] = "application/json"
    return response
  }

  /// The client's own, where it is one that can be shown, or a new one.
  private static func requestID(_ request: Request) -> String {
    if let name = HTTPField.Name("x-request-id"), let given = request.headers[name],
      !given.isEmpty, given.utf8.count <= 128,
      given.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    {
      return given
    }
    return "req-" + String(UInt64.random(in: 0 ... .max), radix: 36)
  }
}

/// Writes events of a job as server-sent events.
struct EventStream {
  let form: AnswerForm
  let includesUsage: Bool
  private var isFirst = true

  init(form: AnswerForm, includesUsage: Bool) {
    (self.form, self.includesUsage) = (form, includesUsage)
  }

  mutating func text(_ event: JobEvent) -> String {
    switch event {
    case .token(let text):
      defer { isFirst = false }
      return line(form.piece(isFirst ? form.opening(text) : text, isFirst: isFirst))
    case .finished(let reason, let usage):
      let piece = includesUsage ? line(form.usagePiece(usage)) : ""
      return line(form.end(reason)) + piece + "data: [DONE]\n\n"
    case .failed(let refusal): return line(APIError(refusal).json) + "data: [DONE]\n\n"
    }
  }

  private func line(_ json: JSON) -> String { "data: \(json.text)\n\n" }
}
