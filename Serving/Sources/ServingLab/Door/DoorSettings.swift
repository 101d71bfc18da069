/// How the front door stands to the network.
public struct DoorSettings: Sendable {
  /// The address to listen at, and the port; 0 takes one that is free.
  public var host = "127.0.0.1"
  public var port = 8080
  /// The key that clients have to bring; nil asks for none.
  public var key: String?
  /// What the model is called.
  public var model = "model"
  /// The most bytes of a request's body.
  public var body = 4 << 20
  /// Seconds in which a request has to have come to its end, from its head on.
  public var arrival = 30.0
  /// The most connections at once; more wait to be taken.
  public var connections = 4096
  /// Seconds after which a connection that says nothing is closed.
  public var idle = 60.0
  /// Seconds after which a request is given up, whoever is slow.
  public var patience = 300.0
  /// Seconds that are left to requests at work when it is told to stop.
  public var drain = 30.0

  /// The most fields of a request's head, and its most bytes, the address included.
  static let headFields = 100
  static let headBytes = 32 << 10

  /// The usual ones.
  public init() {}
}
