/// A line of slots, first come first served, in which one that was put out goes to the front again.
struct SlotLine {
  private var ring = [Int](repeating: -1, count: 16)
  private var start = 0
  private(set) var count = 0

  /// The first; nil when the line is empty.
  var first: Int? { count == 0 ? nil : ring[start] }

  /// All of them, in their order.
  var slots: [Int] { (0..<count).map { ring[(start + $0) & (ring.count - 1)] } }

  mutating func append(_ slot: Int) {
    growIfFull()
    ring[(start + count) & (ring.count - 1)] = slot
    count += 1
  }

  mutating func insertFirst(_ slot: Int) {
    growIfFull()
    start = (start - 1) & (ring.count - 1)
    ring[start] = slot
    count += 1
  }

  /// Takes out the first; there must be one.
  mutating func removeFirst() {
    start = (start + 1) & (ring.count - 1)
    count -= 1
  }

  private mutating func growIfFull() {
    if count < ring.count { return }
    ring = Array(ring[start...]) + Array(ring[..<start]) + Array(repeating: -1, count: count)
    start = 0
  }
}
