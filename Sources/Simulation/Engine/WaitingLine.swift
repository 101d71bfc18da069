/// A request that waits.
struct WaitingRequest: BitwiseCopyable {
  var arrival: Double
  var work: Work
}

extension Work: BitwiseCopyable {}

/// The requests that wait for the first free instance, first come first served: a ring.
struct WaitingLine: ~Copyable {
  private static let none = WaitingRequest(arrival: 0, work: Work(seconds: 0, prefill: 0))
  private var ring = Storage<WaitingRequest>(capacity: 64, filledWith: WaitingLine.none)
  private var first = 0
  private(set) var count = 0

  @inline(__always)
  mutating func append(_ request: WaitingRequest) {
    if count == ring.capacity { grow() }
    ring[(first &+ count) & (ring.capacity &- 1)] = request
    count &+= 1
  }

  /// Takes out the first request; there must be one.
  @inline(__always)
  mutating func removeFirst() -> WaitingRequest {
    let request = ring[first]
    first = (first &+ 1) & (ring.capacity &- 1)
    count &-= 1
    return request
  }

  @inline(never)
  private mutating func grow() {
    let old = ring.capacity
    ring.grow(to: 2 * old, filledWith: Self.none)
    // What had wrapped around moves behind the old end.
    for index in 0..<first { ring[old + index] = ring[index] }
  }
}
