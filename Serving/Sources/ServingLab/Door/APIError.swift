import Basics
import Hummingbird

/// An answer that says why there is none, in the form of OpenAI's API.
struct APIError: Error, Equatable {
  var status: HTTPResponse.Status
  var message: String
  var type = "invalid_request_error"
  /// The field of the request at fault.
  var field: String?
  var code: String?
  /// Whole seconds after which it is worth another try.
  var retryAfter: Int?
  /// The methods that there are instead.
  var allowed: String?

  var json: JSON {
    .object([
      "error": .object([
        "message": .string(message), "type": .string(type),
        "param": field.map { .string($0) } ?? .null, "code": code.map { .string($0) } ?? .null,
      ])
    ])
  }

  /// A field that has not what it should.
  static func field(_ name: String, _ message: String) -> APIError {
    APIError(status: .badRequest, message: message, field: name, code: "invalid_value")
  }
}

extension APIError {
  /// Why a request is not answered.
  init(_ refusal: Refusal) {
    self.init(status: .serviceUnavailable, message: "", type: "server_error", code: refusal.code)
    switch refusal {
    case .full:
      status = .tooManyRequests
      type = "rate_limit_error"
      message = "As many requests wait as may: try again in a moment."
      retryAfter = 1
    case .leaving: message = "The server is about to stop."
    case .late:
      status = .gatewayTimeout
      message = "There was no answer within the time that a request has."
    case .lost(let attempts):
      status = .internalServerError
      message = "The worker was lost \(attempts) times under this request."
    case .unloadable(let reason): message = "The model cannot be loaded: \(reason)."
    case .unusable(let name, let reason):
      status = .badRequest
      type = "invalid_request_error"
      message = reason
      field = name
    }
  }
}

extension Refusal {
  /// One word for it, as clients and metrics have it.
  var code: String {
    switch self {
    case .full: "queue_full"
    case .leaving: "shutting_down"
    case .late: "timeout"
    case .lost: "worker_lost"
    case .unloadable: "model_not_loaded"
    case .unusable: "invalid_value"
    }
  }
}
