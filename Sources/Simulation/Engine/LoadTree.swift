/// How many requests each instance has, as a tree of the least on the way up, so that the one with
/// the least, or the first of several, is found in a few steps.
struct LoadTree: ~Copyable {
  /// Of an instance that is no candidate.
  static let none = Int32.max

  /// The node `n` has the children `2n` and `2n + 1`; the instances begin at `leaves`.
  private var least: Storage<Int32>
  private var leaves: Int

  init(capacity: Int) {
    leaves = 1
    while leaves < capacity { leaves *= 2 }
    least = Storage(capacity: 2 * leaves, filledWith: Self.none)
  }

  subscript(slot: Int) -> Int32 { least[leaves + slot] }

  mutating func set(_ slot: Int, to key: Int32) {
    var node = leaves + slot
    least[node] = key
    while node > 1 {
      node /= 2
      let key = min(least[2 * node], least[2 * node + 1])
      if least[node] == key { break }
      least[node] = key
    }
  }

  /// The lowest or the highest number of those with the least; -1 when there is none.
  func least(takesHighest: Bool) -> Int {
    if least[1] == Self.none { return -1 }
    var node = 1
    while node < leaves {
      let (near, far) = takesHighest ? (2 * node + 1, 2 * node) : (2 * node, 2 * node + 1)
      node = least[near] == least[node] ? near : far
    }
    return node - leaves
  }
}
