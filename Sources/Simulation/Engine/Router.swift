/// Finds the instance that a request goes to, where that depends on how much each has to do, on
/// whose turn it is, or on a draw. All that the engine tells it is what changed.
struct Router: ~Copyable {
  private let routing: Routing
  private var loads: LoadTree
  /// The candidates in no order, and where each stands in it (-1: it is none).
  private var members: Storage<Int32>
  private var places: Storage<Int32>
  private var count = 0
  /// Whose turn was last.
  private var latest = -1
  private var random: Xoshiro

  /// - Parameter isUsed: whether any routing needs it; it takes no room otherwise.
  init(_ routing: Routing, isUsed: Bool, seed: UInt64) {
    self.routing = routing
    random = Xoshiro(seed: seed, stream: Stream.routing)
    let capacity = isUsed ? 64 : 1
    loads = LoadTree(capacity: capacity)
    members = Storage(capacity: capacity, filledWith: -1)
    places = Storage(capacity: capacity, filledWith: -1)
  }

  /// Begins anew, with room for so many.
  mutating func reset(capacity: Int) {
    loads = LoadTree(capacity: capacity)
    members = Storage(capacity: capacity, filledWith: -1)
    places = Storage(capacity: capacity, filledWith: -1)
    count = 0
  }

  /// What an instance has to do now.
  /// - Parameter load: requests in service and in its own line; nil where it can take none.
  mutating func update(_ slot: Int, load: Int?) {
    guard let load else {
      loads.set(slot, to: LoadTree.none)
      leave(slot)
      return
    }
    let key = Int32(truncatingIfNeeded: load)
    // The tree has the least first, so that the fullest is the least of what lies below zero.
    loads.set(slot, to: routing == .pack ? -key : key)
    if places[slot] >= 0 { return }
    places[slot] = Int32(truncatingIfNeeded: count)
    members[count] = Int32(truncatingIfNeeded: slot)
    count += 1
  }

  private mutating func leave(_ slot: Int) {
    let place = Int(places[slot])
    if place < 0 { return }
    places[slot] = -1
    count -= 1
    if place == count { return }
    let moved = members[count]
    members[place] = moved
    places[Int(moved)] = Int32(truncatingIfNeeded: place)
  }

  /// The instance for the next request; -1 when none can take it.
  mutating func next(_ available: borrowing AvailabilityMap, hasOwnLines: Bool) -> Int {
    switch routing {
    case .newest: return available.highest()
    case .oldest: return available.lowest()
    case .leastLoaded: return loads.least(takesHighest: false)
    case .pack: return loads.least(takesHighest: true)
    case .roundRobin:
      if count == 0 { return -1 }
      if hasOwnLines {
        latest = (latest + 1) % count
      } else {
        let next = available.lowest(from: latest + 1)
        latest = next >= 0 ? next : available.lowest()
      }
      return latest
    case .randomOfTwo:
      if count == 0 { return -1 }
      let first = random.index(below: count)
      if count == 1 { return Int(members[first]) }
      var second = random.index(below: count - 1)
      if second >= first { second += 1 }
      let (a, b) = (Int(members[first]), Int(members[second]))
      return loads[b] < loads[a] ? b : a
    }
  }
}
