/// A request that waits.
struct WaitingRequest: BitwiseCopyable {
  var arrival: Double
  var work: Work
  /// When its client gives up.
  var deadline = Double.infinity
  /// How often it came again, and how often it was cut off.
  var retries: Int16 = 0
  var cuts: Int16 = 0
  /// The number of its kind.
  var kind: Int16 = 0
  /// Whether it was counted as one that waits for a start.
  var isCold = false
}

extension Work: BitwiseCopyable {}

/// The requests that wait for the first free instance, first come first served: a ring. Each has a
/// ticket, with which it may leave before its turn.
struct WaitingLine: ~Copyable {
  private static let none = WaitingRequest(arrival: 0, work: Work(seconds: 0, prefill: 0))
  private var ring = Storage<WaitingRequest>(capacity: 64, filledWith: WaitingLine.none)
  /// The ticket of the first one.
  private var first = 0
  private(set) var count = 0
  /// Places behind the first one whose requests left.
  private var gaps = 0

  @inline(__always)
  mutating func append(_ request: WaitingRequest) {
    if count &+ gaps == ring.capacity { grow() }
    ring[(first &+ count &+ gaps) & (ring.capacity &- 1)] = request
    count &+= 1
  }

  /// Takes out the first request; there must be one.
  @inline(__always)
  mutating func removeFirst() -> WaitingRequest {
    let request = ring[first & (ring.capacity &- 1)]
    first &+= 1
    count &-= 1
    if gaps > 0 { skipGaps() }
    return request
  }

  /// When the first one came; there must be one.
  var firstWaited: Double { ring[first & (ring.capacity - 1)].arrival }

  /// The ticket of the last one; there must be one.
  var lastTicket: Int { first + count + gaps - 1 }

  /// Whether the request of a ticket still waits.
  func holds(_ ticket: Int) -> Bool {
    ticket >= first && ticket < first + count + gaps
      && ring[ticket & (ring.capacity - 1)].work.seconds >= 0
  }

  /// Marks a request as one that waits for a start: that of a ticket, or where it left, the next one.
  /// False where it was marked before, or there is none.
  mutating func markCold(from ticket: Int) -> Bool {
    var ticket = max(ticket, first)
    while ticket <= lastTicket, !holds(ticket) { ticket += 1 }
    guard ticket <= lastTicket else { return false }
    let place = ticket & (ring.capacity - 1)
    if ring[place].isCold { return false }
    ring[place].isCold = true
    return true
  }

  /// The ticket of one that so many are before, where none left.
  func ticket(behind count: Int) -> Int { first + count }

  /// Takes out the request of a ticket; nil where it does not wait any more.
  mutating func remove(_ ticket: Int) -> WaitingRequest? {
    guard holds(ticket) else { return nil }
    let place = ticket & (ring.capacity - 1)
    let request = ring[place]
    ring[place].work.seconds = -1
    count -= 1
    gaps += 1
    skipGaps()
    return request
  }

  /// The first place is never a gap.
  @inline(never)
  private mutating func skipGaps() {
    while gaps > 0, ring[first & (ring.capacity - 1)].work.seconds < 0 {
      first += 1
      gaps -= 1
    }
  }

  @inline(never)
  private mutating func grow() {
    let old = ring.capacity
    ring.grow(to: 2 * old, filledWith: Self.none)
    // Every other round of tickets moves behind the old end.
    for ticket in first..<first + old where ticket & old != 0 {
      ring[ticket & (2 * old - 1)] = ring[ticket & (old - 1)]
    }
  }
}
