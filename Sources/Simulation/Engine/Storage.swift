/// A growable block of plain values for the simulator's hot state. Indices never come from
/// outside; debug builds check them.
struct Storage<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(capacity: Int, filledWith value: Element) {
    self.capacity = max(1, capacity)
    base = .allocate(capacity: self.capacity)
    base.initialize(repeating: value, count: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < capacity)
      return base[index]
    }
    _modify {
      assert(index >= 0 && index < capacity)
      yield &base[index]
    }
  }

  /// Makes room for at least `capacity` values.
  @inline(never)
  mutating func grow(to capacity: Int, filledWith value: Element) {
    if capacity <= self.capacity { return }
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: base, count: self.capacity)
    (larger + self.capacity).initialize(repeating: value, count: capacity - self.capacity)
    base.deallocate()
    base = larger
    self.capacity = capacity
  }
}
