/// Values in blocks of one size, with the least of each block on top of a tree: it is found at once,
/// and changed in as many steps as the size of a block has digits. A value that is not there is
/// infinite.
struct LeastOfBlocks: ~Copyable {
  /// Of block `b`, the node `n` stands at `b * 2 * leaves + n`; its children are `2n` and `2n + 1`,
  /// and the values begin at `leaves`.
  private var nodes: Storage<Double>
  private let leaves: Int

  /// - Parameter size: values in a block; 0 takes no room.
  init(size: Int) {
    var leaves = 1
    while leaves < size { leaves *= 2 }
    self.leaves = leaves
    nodes = Storage(capacity: size > 0 ? 2 * leaves : 1, filledWith: .infinity)
  }

  /// Makes room for so many blocks.
  mutating func grow(blocks: Int) {
    let needed = blocks * 2 * leaves
    if needed > nodes.capacity {
      nodes.grow(to: max(needed, 2 * nodes.capacity), filledWith: .infinity)
    }
  }

  subscript(block: Int, place: Int) -> Double {
    @inline(__always) get { nodes[(2 * block + 1) * leaves + place] }
    @inline(__always) set {
      let root = 2 * block * leaves
      var node = leaves + place
      nodes[root + node] = newValue
      while node > 1 {
        node >>= 1
        let least = min(nodes[root + 2 * node], nodes[root + 2 * node + 1])
        if nodes[root + node] == least { break }
        nodes[root + node] = least
      }
    }
  }

  /// The least of a block.
  @inline(__always)
  func least(_ block: Int) -> Double { nodes[2 * block * leaves + 1] }

  /// The first place of those with the least.
  func placeOfLeast(_ block: Int) -> Int { firstPlace(block, atMost: least(block)) }

  /// The first place with no more than a value that the least does not exceed.
  func firstPlace(_ block: Int, atMost value: Double) -> Int {
    let root = 2 * block * leaves
    var node = 1
    while node < leaves {
      node *= 2
      if nodes[root + node] > value { node += 1 }
    }
    return node - leaves
  }

  /// Takes out the value of a place, which the one of the last place in use takes over.
  mutating func remove(_ block: Int, _ place: Int, last: Int) {
    let value = self[block, last]
    self[block, last] = .infinity
    if place != last { self[block, place] = value }
  }
}
