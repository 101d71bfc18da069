/// Where cells stand by their names, in versions that share what is the same.
struct CellIndex: Sendable {
  private static let size = 256
  private var buckets = [[CellID: Int]](repeating: [:], count: size)

  private static func bucket(_ id: CellID) -> Int {
    var hasher = Hasher()
    hasher.combine(id)
    return hasher.finalize() & (size - 1)
  }

  subscript(id: CellID) -> Int? {
    get { buckets[CellIndex.bucket(id)][id] }
    set { buckets[CellIndex.bucket(id)][id] = newValue }
  }
}
