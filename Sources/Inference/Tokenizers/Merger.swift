/// Merges neighbouring pieces of a text, the best pair first, the leftmost among equals.
/// n log n in the length of the text.
struct Merger {
  /// Ranges of the pieces that are left, in order.
  let pieces: [Range<Int>]

  private struct Candidate {
    var rank: Double
    var left: Int
    var start: Int
    var end: Int

    func isBetter(than other: Candidate) -> Bool {
      rank != other.rank ? rank > other.rank : left < other.left
    }
  }

  /// Starts from the characters of `bytes` (UTF-8; stray bytes are characters of their own).
  /// `score` gives a merged piece's score, the higher the sooner; nil where it may not be.
  init(_ bytes: [UInt8], score: (ArraySlice<UInt8>) -> Double?) {
    self.init(bytes) { start, _, end in score(bytes[start..<end]) }
  }

  /// The same where the score depends on the pair: (start, middle, end) of the two pieces.
  init(_ bytes: [UInt8], pair score: (Int, Int, Int) -> Double?) {
    var ranges: [Range<Int>] = []
    var i = 0
    while i < bytes.count {
      let length = Self.characterLength(bytes, at: i)
      ranges.append(i..<i + length)
      i += length
    }
    var next = ranges.indices.map { $0 + 1 }
    var previous = ranges.indices.map { $0 - 1 }
    var heap: [Candidate] = []
    func consider(_ left: Int) {
      guard left >= 0, next[left] < ranges.count else { return }
      let (a, b) = (ranges[left], ranges[next[left]])
      guard let rank = score(a.lowerBound, b.lowerBound, b.upperBound) else { return }
      Self.push(Candidate(rank: rank, left: left, start: a.lowerBound, end: b.upperBound), &heap)
    }
    for left in ranges.indices { consider(left) }
    while let best = Self.pop(&heap) {
      let left = best.left
      let right = next[left]
      // Stale where one of the two has been merged since.
      guard right < ranges.count, !ranges[left].isEmpty, ranges[left].lowerBound == best.start,
        ranges[right].upperBound == best.end
      else { continue }
      ranges[left] = best.start..<best.end
      ranges[right] = best.end..<best.end
      next[left] = next[right]
      if next[left] < ranges.count { previous[next[left]] = left }
      consider(previous[left])
      consider(left)
    }
    pieces = ranges.filter { !$0.isEmpty }
  }

  private static func characterLength(_ bytes: [UInt8], at i: Int) -> Int {
    let lead = bytes[i]
    let expected = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 1
    var length = 1
    while length < expected, i + length < bytes.count, bytes[i + length] & 0xC0 == 0x80 {
      length += 1
    }
    return length
  }

  private static func push(_ item: Candidate, _ heap: inout [Candidate]) {
    heap.append(item)
    var i = heap.count - 1
    while i > 0, heap[i].isBetter(than: heap[(i - 1) / 2]) {
      heap.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  private static func pop(_ heap: inout [Candidate]) -> Candidate? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var i = 0
    while true {
      var best = i
      for child in [2 * i + 1, 2 * i + 2]
      where child < heap.count && heap[child].isBetter(than: heap[best]) { best = child }
      if best == i { return top }
      heap.swapAt(i, best)
      i = best
    }
  }
}
