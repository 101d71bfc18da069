/// What is to be looked after at a time, besides the ends of starts and of requests.
enum Errand: Int {
  /// A request has waited long enough (its ticket).
  case leaveLine
  /// A client has waited long enough for its answer (the instance that is at work on it).
  case timeOut
  /// A request comes again (its place among those that are away).
  case comeAgain
  /// An instance is told that it will be taken away, and is taken away.
  case notice, interruption
  /// Instances can be had again.
  case capacity
  /// The number of instances changes by the clock.
  case shift
  /// A request has waited long enough for an instance of its own (its ticket).
  case startFor
  /// A limit lets another instance start.
  case refill

  /// Whether its number is that of an instance.
  var isOfInstance: Bool {
    switch self {
    case .timeOut, .notice, .interruption: true
    case .leaveLine, .comeAgain, .capacity, .shift, .startFor, .refill: false
    }
  }
}

/// The errands to come, soonest first.
struct Agenda: ~Copyable {
  private var heap = EventHeap()
  /// How many there may be before those that have become pointless are taken out.
  private(set) var roomy = 1024

  /// Infinite when there is none.
  var firstTime: Double { heap.firstTime }
  var count: Int { heap.count }

  mutating func insert(_ time: Double, _ errand: Errand, _ number: Int) {
    heap.insert(time, number << 4 | errand.rawValue)
  }

  /// The first one; there must be one.
  var first: (errand: Errand, number: Int) { Self.read(heap.firstSlot) }

  mutating func removeFirst() { heap.removeFirst() }

  subscript(index: Int) -> (time: Double, errand: Errand, number: Int) {
    let event = heap[index]
    let (errand, number) = Self.read(event.slot)
    return (event.time, errand, number)
  }

  private static func read(_ slot: Int) -> (errand: Errand, number: Int) {
    (Errand(rawValue: slot & 15) ?? .shift, slot >> 4)
  }

  /// Leaves only those of these places, in rising order.
  mutating func keep(_ places: [Int]) {
    for (index, place) in places.enumerated() { heap[index] = heap[place] }
    heap.restore(places.count)
    roomy = max(1024, 2 * places.count)
  }

  /// Gives every instance its new number; errands at those that are gone (-1) go too.
  mutating func renumber(_ number: borrowing Storage<Int32>) {
    var kept = 0
    for index in 0..<heap.count {
      let (time, errand, old) = self[index]
      let new = errand.isOfInstance ? Int(number[old]) : old
      if new < 0 { continue }
      heap[kept] = Event(time: time, slot: new << 4 | errand.rawValue)
      kept += 1
    }
    heap.restore(kept)
  }
}
