/// The set of instances that can take a request, as bits with a summary of the words above, so that
/// the newest and the oldest are found in a few steps.
struct AvailabilityMap: ~Copyable {
  private var words: Storage<UInt64>
  private var summary: Storage<UInt64>

  init(capacity: Int) {
    words = Storage(capacity: Self.words(capacity), filledWith: 0)
    summary = Storage(capacity: Self.words(Self.words(capacity)), filledWith: 0)
  }

  private static func words(_ bits: Int) -> Int { (bits + 63) / 64 }

  mutating func grow(to capacity: Int) {
    words.grow(to: Self.words(capacity), filledWith: 0)
    summary.grow(to: Self.words(Self.words(capacity)), filledWith: 0)
  }

  @inline(__always)
  mutating func insert(_ slot: Int) {
    words[slot &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: slot & 63)
    summary[slot &>> 12] |= 1 &<< UInt64(truncatingIfNeeded: (slot &>> 6) & 63)
  }

  @inline(__always)
  mutating func remove(_ slot: Int) {
    let word = words[slot &>> 6] & ~(1 &<< UInt64(truncatingIfNeeded: slot & 63))
    words[slot &>> 6] = word
    if word == 0 {
      summary[slot &>> 12] &= ~(1 &<< UInt64(truncatingIfNeeded: (slot &>> 6) & 63))
    }
  }

  mutating func removeAll() {
    for index in 0..<words.capacity { words[index] = 0 }
    for index in 0..<summary.capacity { summary[index] = 0 }
  }

  /// The highest number in the set, or -1.
  @inline(__always)
  func highest() -> Int {
    var top = summary.capacity &- 1
    while summary[top] == 0 {
      if top == 0 { return -1 }
      top &-= 1
    }
    let word = top &<< 6 | (63 &- summary[top].leadingZeroBitCount)
    return word &<< 6 | (63 &- words[word].leadingZeroBitCount)
  }

  /// The lowest number in the set that is not below another, or -1.
  func lowest(from start: Int) -> Int {
    let word = start &>> 6
    if word >= words.capacity { return -1 }
    let rest = words[word] & (UInt64.max &<< UInt64(truncatingIfNeeded: start & 63))
    if rest != 0 { return word &<< 6 | rest.trailingZeroBitCount }
    var top = (word &+ 1) &>> 6
    if top >= summary.capacity { return -1 }
    var bits = summary[top] & (UInt64.max &<< UInt64(truncatingIfNeeded: (word &+ 1) & 63))
    while bits == 0 {
      top &+= 1
      if top == summary.capacity { return -1 }
      bits = summary[top]
    }
    let next = top &<< 6 | bits.trailingZeroBitCount
    return next &<< 6 | words[next].trailingZeroBitCount
  }

  /// The lowest number in the set, or -1.
  @inline(__always)
  func lowest() -> Int {
    var top = 0
    while summary[top] == 0 {
      top &+= 1
      if top == summary.capacity { return -1 }
    }
    let word = top &<< 6 | summary[top].trailingZeroBitCount
    return word &<< 6 | words[word].trailingZeroBitCount
  }
}
