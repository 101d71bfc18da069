/// The requests that wait, each at the server that it was sent to: a line for each server, first
/// come first served, all of them in one place.
struct ServerLines: ~Copyable {
  private static let none = ServerLink(
    request: WaitingRequest(arrival: 0, work: Work(seconds: 0, prefill: 0)), next: -1)
  private var links: Storage<ServerLink>
  private var lines: Storage<ServerLine>
  /// The first of the links that are free again, and how many were ever used.
  private var free: Int32 = -1
  private var used = 0
  /// How many wait in all.
  private(set) var count = 0

  init(servers: Int) {
    links = Storage(capacity: servers > 0 ? 64 : 1, filledWith: Self.none)
    lines = Storage(capacity: servers, filledWith: ServerLine())
  }

  /// How many wait at a server.
  @inline(__always)
  func count(at server: Int) -> Int { Int(lines[server].count) }

  mutating func append(_ request: WaitingRequest, at server: Int) {
    var place = Int(free)
    if place >= 0 {
      free = links[place].next
    } else {
      if used == links.capacity { links.grow(to: 2 * used, filledWith: Self.none) }
      place = used
      used += 1
    }
    links[place] = ServerLink(request: request, next: -1)
    let number = Int32(truncatingIfNeeded: place)
    if lines[server].count == 0 {
      lines[server].first = number
    } else {
      links[Int(lines[server].last)].next = number
    }
    lines[server].last = number
    lines[server].count += 1
    count += 1
  }

  /// Takes out the first of a server's line; there must be one.
  mutating func removeFirst(at server: Int) -> WaitingRequest {
    let place = Int(lines[server].first)
    let link = links[place]
    lines[server].first = link.next
    lines[server].count -= 1
    links[place].next = free
    free = Int32(truncatingIfNeeded: place)
    count -= 1
    return link.request
  }
}

/// A request in a server's line, and the one behind it.
struct ServerLink: BitwiseCopyable {
  var request: WaitingRequest
  var next: Int32
}

/// The ends of a server's line, and its length.
struct ServerLine: BitwiseCopyable {
  var first: Int32 = -1
  var last: Int32 = -1
  var count: Int32 = 0
}
