extension FleetEngine {
  /// A number for a new instance, higher than that of every other.
  private mutating func newSlot() -> Int {
    if top == instances.capacity { makeRoom() }
    top += 1
    created += created == .max ? 0 : 1
    instances[top - 1] = Instance()
    instances[top - 1].serial = created
    instances[top - 1].stateSince = now
    if concurrency > 1 { instances[top - 1].block = newBlock() }
    return top - 1
  }

  /// Numbers the instances anew, if most are gone, or makes the table larger.
  @inline(never)
  private mutating func makeRoom() {
    let living = reserved + alive
    if 2 * living > instances.capacity {
      let capacity = 2 * instances.capacity
      instances.grow(to: capacity, filledWith: Instance())
      available.grow(to: capacity)
      return
    }
    // Events passed over may still name instances beyond `top`.
    var number = Storage<Int32>(capacity: instances.capacity, filledWith: -1)
    var next = 0
    for slot in 0..<top where instances[slot].state != .gone {
      number[slot] = Int32(next)
      instances[next] = instances[slot]
      next += 1
    }
    for slot in next..<top { instances[slot].state = .gone }
    func renamed(_ slot: Int32, _ number: borrowing Storage<Int32>) -> Int32 {
      slot < 0 ? -1 : number[Int(slot)]
    }
    available.removeAll()
    for slot in 0..<next {
      instances[slot].next = renamed(instances[slot].next, number)
      instances[slot].previous = renamed(instances[slot].previous, number)
      let state = instances[slot].state
      let hasRoom =
        state == .idle || state == .busy && Int(instances[slot].active) < concurrency
      if concurrency == 1 ? state == .idle : hasRoom { available.insert(slot) }
    }
    longestIdle = renamed(longestIdle, number)
    latestIdle = renamed(latestIdle, number)
    events.renumber(number)
    top = next
  }

  /// An instance that is there, ready and idle, from the beginning.
  mutating func addReadyInstance() {
    let slot = newSlot()
    instances[slot].state = .idle
    if slot >= reserved {
      alive += 1
      aliveMost = max(aliveMost, alive)
      instances[slot].meteredSince = now
      appendIdle(slot)
    }
    available.insert(slot)
    if isRecording { recorder?.born(&instances[slot], at: now) }
  }

  /// Begins to start an instance, and returns its number.
  @discardableResult
  mutating func start() -> Int {
    let slot = newSlot()
    let time = starts.draw()
    instances[slot].state = .starting
    instances[slot].startedAt = now
    instances[slot].meteredSince = now
    alive += 1
    aliveMost = max(aliveMost, alive)
    startingNow += 1
    openStarts += 1
    totals.starts += 1
    // A start asked for by a request stays at least until the next decision.
    if alive > wanted { wanted = alive }
    instances[slot].due = now + time
    events.insert(now + time, slot)
    if isRecording { recorder?.born(&instances[slot], at: now) }
    return slot
  }

  /// Takes an instance out of the idle ones, to serve.
  @inline(__always)
  mutating func leaveIdle(_ slot: Int) {
    available.remove(slot)
    busyNow += 1
    if slot >= reserved { removeIdle(slot) } else { busyReservedNow += 1 }
    if isRecording { recorder?.change(&instances[slot], to: .busy, at: now) }
    instances[slot].state = .busy
  }

  /// An instance has nothing to do any more.
  @inline(__always)
  mutating func becomeIdle(_ slot: Int) {
    if isRecording { recorder?.change(&instances[slot], to: .idle, at: now) }
    instances[slot].state = .idle
    available.insert(slot)
    if slot < reserved { return }
    if alive > wanted, alive > minWarm {
      appendIdle(slot)
      stop(slot)
      return
    }
    appendIdle(slot)
  }

  @inline(__always)
  private mutating func appendIdle(_ slot: Int) {
    instances[slot].idleSince = now
    instances[slot].next = -1
    instances[slot].previous = latestIdle
    if latestIdle >= 0 {
      instances[Int(latestIdle)].next = Int32(truncatingIfNeeded: slot)
    } else {
      longestIdle = Int32(truncatingIfNeeded: slot)
      oldestIdleSince = now
    }
    latestIdle = Int32(truncatingIfNeeded: slot)
  }

  @inline(__always)
  private mutating func removeIdle(_ slot: Int) {
    let next = instances[slot].next
    let previous = instances[slot].previous
    if next >= 0 { instances[Int(next)].previous = previous } else { latestIdle = previous }
    if previous >= 0 {
      instances[Int(previous)].next = next
    } else {
      longestIdle = next
      oldestIdleSince = next >= 0 ? instances[Int(next)].idleSince : .infinity
    }
  }

  /// Ends an idle instance.
  @inline(never)
  mutating func stop(_ slot: Int) {
    removeIdle(slot)
    available.remove(slot)
    alive -= 1
    if metersLives {
      let time = now - instances[slot].meteredSince
      totals.rounding += prices.billed(time) - time
    }
    if isRecording { recorder?.gone(&instances[slot], at: now) }
    instances[slot].state = .gone
    instances[slot].due = .infinity
    if concurrency > 1 { freeBlocks.append(instances[slot].block) }
    while top > reserved, instances[top - 1].state == .gone { top -= 1 }
  }

  /// Bills a piece of service by itself, with the start before it if that is billed.
  @inline(__always)
  mutating func meterPiece(_ seconds: Double, at slot: Int, afterStart: Bool) {
    var time = seconds
    if afterStart, prices.billsStarting { time += now - instances[slot].startedAt }
    totals.rounding += prices.billed(time) - time
  }

  /// The meter runs on from now, unless the start counts.
  @inline(__always)
  mutating func finishStart(_ slot: Int) {
    startingNow -= 1
    if metersLives, !prices.billsStarting { instances[slot].meteredSince = now }
  }

  /// A place for the requests of one instance.
  private mutating func newBlock() -> Int32 {
    if let block = freeBlocks.popLast() { return block }
    blocks += 1
    let needed = Int(blocks) * concurrency
    if needed > active.capacity {
      active.grow(
        to: max(needed, 2 * active.capacity),
        filledWith: ActiveRequest(arrival: 0, begin: 0, end: 0, firstToken: 0))
    }
    return blocks - 1
  }
}
