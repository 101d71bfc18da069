/// What is due, and at which instance: the end of a start or of a request.
struct Event: BitwiseCopyable {
  var time: Double
  var slot: Int
}

/// The events to come, soonest first: a heap with four children to a node.
struct EventHeap: ~Copyable {
  private var items = Storage<Event>(
    capacity: 64, filledWith: Event(time: .infinity, slot: -1))
  private(set) var count = 0

  /// Time of the first event; infinite when there is none.
  @inline(__always)
  var firstTime: Double { items[0].time }

  @inline(__always)
  var firstSlot: Int { items[0].slot }

  @inline(__always)
  mutating func insert(_ time: Double, _ slot: Int) {
    if count == items.capacity {
      items.grow(to: 2 * count, filledWith: Event(time: .infinity, slot: -1))
    }
    var hole = count
    count += 1
    while hole > 0 {
      let parent = (hole &- 1) &>> 2
      if items[parent].time <= time { break }
      items[hole] = items[parent]
      hole = parent
    }
    items[hole] = Event(time: time, slot: slot)
  }

  @inline(__always)
  mutating func removeFirst() {
    count -= 1
    if count == 0 {
      items[0].time = .infinity
      return
    }
    let last = items[count]
    sink(last, from: 0)
  }

  @inline(__always)
  private mutating func sink(_ event: Event, from start: Int) {
    var hole = start
    while true {
      let first = 4 &* hole &+ 1
      if first >= count { break }
      var least = first
      var leastTime = items[first].time
      var child = first &+ 1
      let end = min(first &+ 4, count)
      while child < end {
        let time = items[child].time
        if time < leastTime {
          least = child
          leastTime = time
        }
        child &+= 1
      }
      if event.time <= leastTime { break }
      items[hole] = items[least]
      hole = least
    }
    items[hole] = event
  }

  /// Gives every event its instance's new number; events of instances that are gone (-1) go too.
  mutating func renumber(_ number: borrowing Storage<Int32>) {
    var kept = 0
    for index in 0..<count {
      var event = items[index]
      event.slot = Int(number[event.slot])
      if event.slot < 0 { continue }
      items[kept] = event
      kept += 1
    }
    restore(kept)
  }

  /// Takes out the events of instances that are gone.
  mutating func removeGone(_ instances: borrowing Storage<Instance>) {
    var kept = 0
    for index in 0..<count where instances[items[index].slot].state != .gone {
      items[kept] = items[index]
      kept += 1
    }
    restore(kept)
  }

  /// An event by its place, in no order but for the first.
  subscript(place: Int) -> Event {
    get { items[place] }
    set { items[place] = newValue }
  }

  /// Makes a heap again of the first events, when some were taken out.
  mutating func restore(_ kept: Int) {
    if kept == count { return }
    count = kept
    if count == 0 {
      items[0].time = .infinity
      return
    }
    for index in stride(from: (count + 2) / 4, through: 0, by: -1) where index < count {
      sink(items[index], from: index)
    }
  }
}
