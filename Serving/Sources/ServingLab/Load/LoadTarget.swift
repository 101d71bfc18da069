import Foundation

/// The server that is tested.
public struct LoadTarget: Sendable {
  /// Host, port and the path before `/v1`.
  public var host = "127.0.0.1"
  public var port = 80
  public var path = ""
  /// The key to bring, if any, and the model to name, if any.
  public var key: String?
  public var model: String?

  /// Host and port as they stand in an address.
  var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

  /// Reads an address such as `http://127.0.0.1:8080/v1`; nil where it is none, or not plain HTTP.
  public init?(_ address: String) {
    guard let parts = URLComponents(string: address), parts.scheme == "http",
      let host = parts.host, !host.isEmpty
    else { return nil }
    // An address of version 6 stands in brackets there.
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    port = parts.port ?? 80
    path = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
    if path.hasSuffix("/v1") { path.removeLast(3) }
  }
}

/// A request that a load test sends: when, and how long prompt and answer are.
public struct LoadRequest: Sendable, Equatable {
  /// Seconds after the beginning.
  public var time: Double
  public var promptTokens: Int
  public var outputTokens: Int

  /// A request by its time and lengths.
  public init(at time: Double, promptTokens: Int, outputTokens: Int) {
    (self.time, self.promptTokens, self.outputTokens) = (time, promptTokens, outputTokens)
  }
}
