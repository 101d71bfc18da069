/// An array of which many versions are kept: a version shares with the one before it all chunks but
/// those in which something was changed, so that setting one element costs a chunk and not the array.
struct ChunkedArray<Element>: RandomAccessCollection, MutableCollection {
  private static var shift: Int { 7 }
  private static var size: Int { 1 << shift }

  private var chunks: [[Element]] = []
  private(set) var count = 0

  /// An empty one.
  init() {}

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Element {
    get { chunks[index >> Self.shift][index & (Self.size - 1)] }
    _modify { yield &chunks[index >> Self.shift][index & (Self.size - 1)] }
  }

  mutating func append(_ element: Element) {
    if count & (Self.size - 1) == 0 { chunks.append([]) }
    chunks[chunks.count - 1].append(element)
    count += 1
  }

  /// Takes the last element out, where there is one.
  mutating func removeLast() {
    guard count > 0 else { return }
    count -= 1
    // It is given back to nobody.
    _ = chunks[chunks.count - 1].popLast()
    if chunks[chunks.count - 1].isEmpty { _ = chunks.popLast() }
  }

  /// The indices of this version in chunks that it does not share with another one: all that differ,
  /// and few others.
  func indices(changedSince other: ChunkedArray) -> [Int] {
    var found: [Int] = []
    for place in chunks.indices {
      if place < other.chunks.count, chunks[place].count == other.chunks[place].count,
        Self.address(chunks[place]) == Self.address(other.chunks[place])
      {
        continue
      }
      let start = place << Self.shift
      found += start..<start + chunks[place].count
    }
    return found
  }

  private static func address(_ chunk: [Element]) -> UnsafePointer<Element>? {
    chunk.withUnsafeBufferPointer { $0.baseAddress }
  }
}

extension ChunkedArray: Sendable where Element: Sendable {}
