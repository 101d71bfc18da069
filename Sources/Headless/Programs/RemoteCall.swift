import Basics

/// A call by another program, as JSON-RPC 2.0 has it.
///
/// Source: the JSON-RPC 2.0 specification, https://www.jsonrpc.org/specification
public struct RemoteCall: Sendable {
  /// A text or a number that the reply repeats; nil for a notification, which has no reply.
  public let id: JSON?
  /// What is called.
  public let method: String
  /// What it is given; null where that is nothing.
  public let parameters: JSON

  /// Why a call is refused.
  public struct Refusal: Error, Sendable {
    /// The specification's number for the kind of problem.
    public let code: Int
    /// What is wrong.
    public let message: String

    static func unreadable(_ why: String) -> Refusal {
      Refusal(code: -32700, message: "This is no JSON: \(why).")
    }
    static func noCall(_ why: String) -> Refusal { Refusal(code: -32600, message: why) }
    static func noMethod(_ name: String) -> Refusal {
      Refusal(code: -32601, message: "There is no method \(name.prefix(100).showable).")
    }
    static func badParameters(_ why: String) -> Refusal { Refusal(code: -32602, message: why) }
  }

  /// How much a message may hold.
  static let limits = JSONLimits(bytes: 1 << 22, depth: 40, string: 1 << 21, keepsDigits: true)

  /// Answers a message, which may be several calls in a list.
  /// - Parameter perform: does what a call asks for, and gives the result.
  /// - Returns: the reply; nil where there is none, as to a notification.
  static func reply(
    to bytes: [UInt8], _ perform: (RemoteCall) throws(Refusal) -> JSON
  ) -> JSON? {
    let message: JSON
    do throws(JSONProblem) {
      message = try JSONReader.read(bytes, limits: limits)
    } catch {
      return failure(.unreadable(error.text), id: .null)
    }
    guard case .array(let calls) = message else { return reply(to: message, perform) }
    guard !calls.isEmpty else { return failure(.noCall("The list of calls is empty."), id: .null) }
    let replies = calls.compactMap { reply(to: $0, perform) }
    return replies.isEmpty ? nil : .array(replies)
  }

  private static func reply(
    to message: JSON, _ perform: (RemoteCall) throws(Refusal) -> JSON
  ) -> JSON? {
    do throws(Refusal) {
      let call = try RemoteCall(message)
      do throws(Refusal) {
        let result = try perform(call)
        return call.id.map {
          .object(["jsonrpc": .string("2.0"), "id": $0, "result": result])
        }
      } catch {
        return call.id.map { failure(error, id: $0) }
      }
    } catch {
      return failure(error, id: .null)
    }
  }

  private init(_ message: JSON) throws(Refusal) {
    guard case .object = message else { throw .noCall("A call is an object.") }
    guard message.member("jsonrpc")?.asText == "2.0" else {
      throw .noCall("A call has \"jsonrpc\": \"2.0\".")
    }
    guard let method = message.member("method")?.asText else {
      throw .noCall("A call names its method.")
    }
    switch message.member("id") {
    case nil: id = nil
    case .string(let text)?: id = .string(text)
    case .number(let number)?: id = .number(number)
    case .digits(let digits)?: id = .digits(digits)
    default: throw .noCall("An id is a text or a number.")
    }
    self.method = method
    parameters = message.member("params") ?? .null
  }

  private static func failure(_ refusal: Refusal, id: JSON) -> JSON {
    .object([
      "jsonrpc": .string("2.0"), "id": id,
      "error": .object([
        "code": JSON(refusal.code), "message": .string(refusal.message),
      ]),
    ])
  }

  /// The answer to a message that was too long to be kept.
  public static var tooLong: JSON {
    failure(.noCall("The message is longer than \(limits.bytes >> 20) MiB."), id: .null)
  }

  /// The longest message that is read, in bytes.
  public static let longest = limits.bytes
}
