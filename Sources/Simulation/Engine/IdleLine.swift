/// The idle instances, longest idle first: a ring of the spells in which they are. An instance that
/// goes to work or stops leaves its spell behind, which is passed over when its turn comes.
struct IdleLine: ~Copyable {
  /// The one that is idle longest; -1 is none.
  private(set) var longest = -1
  /// Since when it is; infinite where there is none.
  private(set) var since = Double.infinity
  private var ring = Storage<IdleSpell>(capacity: 64, filledWith: IdleSpell(since: 0, slot: -1))
  /// The number of the first spell, and how many there are. The first one is not over.
  private var first = 0
  private var count = 0

  /// An instance becomes idle.
  @inline(__always)
  mutating func append(_ slot: Int, at time: Double, _ instances: inout Storage<Instance>) {
    if count == ring.capacity { makeRoom(&instances) }
    let number = first &+ count
    ring[number & (ring.capacity &- 1)] = IdleSpell(since: time, slot: slot)
    instances[slot].spell = number
    count &+= 1
    if count == 1 { (longest, since) = (slot, time) }
  }

  /// An instance is idle no more.
  @inline(__always)
  mutating func remove(_ slot: Int, _ instances: inout Storage<Instance>) {
    instances[slot].spell = -1
    if slot == longest { passOver(instances) }
  }

  /// Goes on to the first spell that is not over.
  private mutating func passOver(_ instances: borrowing Storage<Instance>) {
    while count > 0 {
      let spell = ring[first & (ring.capacity &- 1)]
      if instances[spell.slot].spell == first {
        (longest, since) = (spell.slot, spell.since)
        return
      }
      first &+= 1
      count &-= 1
    }
    (longest, since) = (-1, .infinity)
  }

  /// Forgets the spells that are over, and makes the ring larger if most are not.
  @inline(never)
  private mutating func makeRoom(_ instances: inout Storage<Instance>) {
    keep(&instances) { $0 }
    if 2 * count <= ring.capacity { return }
    var larger = Storage<IdleSpell>(
      capacity: 2 * ring.capacity, filledWith: IdleSpell(since: 0, slot: -1))
    for number in first..<first + count {
      larger[number & (larger.capacity - 1)] = ring[number & (ring.capacity - 1)]
    }
    ring = larger
  }

  /// Gives every instance its new number, which its entry in the table has already.
  mutating func renumber(_ number: borrowing Storage<Int32>, _ instances: inout Storage<Instance>) {
    keep(&instances) { Int(number[$0]) }
    longest = count > 0 ? ring[first & (ring.capacity - 1)].slot : -1
  }

  /// Keeps the spells that are not over, of the instances with these numbers.
  private mutating func keep(
    _ instances: inout Storage<Instance>, _ renamed: (Int) -> Int
  ) {
    var kept = first
    for number in first..<first + count {
      var spell = ring[number & (ring.capacity - 1)]
      spell.slot = renamed(spell.slot)
      guard spell.slot >= 0, instances[spell.slot].spell == number else { continue }
      ring[kept & (ring.capacity - 1)] = spell
      instances[spell.slot].spell = kept
      kept += 1
    }
    count = kept - first
  }
}

/// A time without work of an instance: since when, and which.
struct IdleSpell: BitwiseCopyable {
  var since: Double
  var slot: Int
}
