/// How long those who send requests wait, and what they do then. They wait without end where nothing
/// is set.
public struct Clients: Sendable, Equatable {
  /// How long a request waits for its service to begin, seconds, drawn for each try; nil is without
  /// end.
  public var patience: Law?
  /// Seconds from a try to the whole answer, after which the client gives up. A server that is at
  /// work on it does not hear of that, and works on in vain. Infinite is never.
  public var timeout = Double.infinity
  /// How often a request comes again that was turned away or given up.
  public var retries = 0
  /// How long after that it comes again, seconds.
  public var retryAfter = Law.fixed(0)

  /// Creates clients who wait without end.
  public init() {}

  /// Whether any of them ever leaves or comes again.
  var areImpatient: Bool { patience != nil || timeout < .infinity || retries > 0 }

  func validate(_ fleet: Fleet) throws(SimulationError) {
    try patience?.validate(Setting(.patience))
    if timeout != .infinity {
      try SimulationError.check(timeout, Setting(.timeout), in: 1e-3...SimulationLimits.longestTime)
    }
    try SimulationError.check(retries, Setting(.retries), in: 0...100)
    try retryAfter.validate(Setting(.retryAfter))
    if !areImpatient { return }
    if fleet.waiting == .forItsInstance, fleet.isElastic {
      throw .unusable(
        Setting(patience != nil ? .patience : timeout < .infinity ? .timeout : .retries),
        .needsOneLine)
    }
    if fleet.hasOwnLines { throw .unusable(Setting(.routing), .needsOneLine) }
  }
}

/// The requests whose clients have gone for a while, until they come again.
struct AwayRequests: ~Copyable {
  private static let none = WaitingRequest(arrival: 0, work: Work(seconds: 0, prefill: 0))
  private var places = Storage<WaitingRequest>(capacity: 1, filledWith: AwayRequests.none)
  private var free: [Int] = []
  private var used = 0
  /// How many there are.
  var count: Int { used - free.count }

  /// Keeps a request, and returns the number of its place.
  mutating func add(_ request: WaitingRequest) -> Int {
    if let place = free.popLast() {
      places[place] = request
      return place
    }
    if used == places.capacity { places.grow(to: max(64, 2 * used), filledWith: Self.none) }
    places[used] = request
    used += 1
    return used - 1
  }

  /// Takes out the request at a place; there must be one.
  mutating func take(_ place: Int) -> WaitingRequest {
    free.append(place)
    return places[place]
  }
}
