/// The sequences that are being answered, the first to end on top: a heap that knows where each is, so
/// that any can be taken out.
struct AnswerHeap {
  private struct Entry {
    var lastStep: Int
    var order: Int
    var slot: Int

    func isBefore(_ other: Entry) -> Bool {
      lastStep != other.lastStep ? lastStep < other.lastStep : order < other.order
    }
  }

  private var entries: [Entry] = []
  /// Where each slot stands.
  private var places: [Int] = []

  var count: Int { entries.count }

  /// The count of steps after which the first ends; there must be one.
  var firstStep: Int { entries[0].lastStep }

  mutating func insert(_ lastStep: Int, _ order: Int, _ slot: Int) {
    while places.count <= slot { places.append(-1) }
    entries.append(Entry(lastStep: lastStep, order: order, slot: slot))
    places[slot] = entries.count - 1
    rise(entries.count - 1)
  }

  /// Takes out the first to end; there must be one.
  mutating func removeFirst() -> Int {
    let slot = entries[0].slot
    remove(slot)
    return slot
  }

  /// Takes out one that is in.
  mutating func remove(_ slot: Int) {
    let place = places[slot]
    places[slot] = -1
    let last = entries.removeLast()
    if place == entries.count { return }
    entries[place] = last
    places[last.slot] = place
    rise(place)
    sink(places[last.slot])
  }

  /// All of them.
  var slots: [Int] { entries.map { $0.slot } }

  /// The one with the highest order; a slot of -1 where there is none.
  func latest() -> (slot: Int, order: Int) {
    var latest = (slot: -1, order: -1)
    for entry in entries where entry.order > latest.order { latest = (entry.slot, entry.order) }
    return latest
  }

  private mutating func rise(_ start: Int) {
    var place = start
    while place > 0, entries[place].isBefore(entries[(place - 1) / 2]) {
      swap(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < entries.count {
        if entries[child].isBefore(entries[least]) { least = child }
      }
      if least == place { return }
      swap(place, least)
      place = least
    }
  }

  private mutating func swap(_ one: Int, _ other: Int) {
    entries.swapAt(one, other)
    places[entries[one].slot] = one
    places[entries[other].slot] = other
  }
}
