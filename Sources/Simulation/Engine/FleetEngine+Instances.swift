extension FleetEngine {
  /// A number for a new instance, higher than that of every other.
  private mutating func newSlot() -> Int {
    if pool.top == pool.instances.capacity { makeRoom() }
    pool.top += 1
    pool.created += pool.created == .max ? 0 : 1
    pool.instances[pool.top - 1] = Instance()
    pool.instances[pool.top - 1].serial = pool.created
    pool.instances[pool.top - 1].stateSince = clock.now
    if settings.concurrency > 1 { pool.instances[pool.top - 1].block = newBlock() }
    return pool.top - 1
  }

  /// Numbers the instances anew, if most are gone, or makes the table larger.
  @inline(never)
  private mutating func makeRoom() {
    let living = settings.reserved + pool.alive
    if 2 * living > pool.instances.capacity {
      let capacity = 2 * pool.instances.capacity
      pool.instances.grow(to: capacity, filledWith: Instance())
      pool.available.grow(to: capacity)
      if settings.isRouted {
        router.reset(capacity: capacity)
        for slot in 0..<pool.top { reroute(slot) }
      }
      return
    }
    // Events passed over may still name instances beyond `top`.
    var number = Storage<Int32>(capacity: pool.instances.capacity, filledWith: -1)
    var next = 0
    for slot in 0..<pool.top where pool.instances[slot].state != .gone {
      number[slot] = Int32(next)
      pool.instances[next] = pool.instances[slot]
      next += 1
    }
    for slot in next..<pool.top { pool.instances[slot].state = .gone }
    pool.available.removeAll()
    for slot in 0..<next {
      let state = pool.instances[slot].state
      let hasRoom =
        state == .idle || state == .busy && Int(pool.instances[slot].active) < settings.concurrency
      if settings.concurrency == 1 ? state == .idle : hasRoom { pool.available.insert(slot) }
    }
    pool.idle.renumber(number, &pool.instances)
    if pool.fillingStart >= 0 { pool.fillingStart = number[Int(pool.fillingStart)] }
    clock.events.renumber(number)
    if agenda.count > 0 {
      agenda.renumber(number)
      control.nextErrand = agenda.firstTime
    }
    pool.top = next
    if settings.isRouted {
      router.reset(capacity: pool.instances.capacity)
      for slot in 0..<next { reroute(slot) }
    }
  }

  /// An instance that is there, ready and idle, from the beginning.
  mutating func addReadyInstance() {
    let slot = newSlot()
    pool.instances[slot].state = .idle
    if slot >= settings.reserved {
      pool.alive += 1
      pool.aliveMost = max(pool.aliveMost, pool.alive)
      pool.instances[slot].meteredSince = clock.now
      pool.idle.append(slot, at: clock.now, &pool.instances)
    }
    pool.available.insert(slot)
    if settings.isRouted { reroute(slot) }
    if settings.isSpot, slot >= settings.reserved { expectNotice(slot) }
    if settings.isRecording { tallies.recorder?.born(&pool.instances[slot], at: clock.now) }
  }

  /// Begins to start an instance, and returns its number.
  @discardableResult
  mutating func start() -> Int {
    let slot = newSlot()
    let warmth = control.places?.take(at: clock.now)
    var time = clock.starts.draw(from: warmth)
    pool.instances[slot].state = .starting
    pool.instances[slot].startedAt = clock.now
    pool.instances[slot].meteredSince = clock.now
    if clock.outages != nil { time += pend(slot) }
    pool.alive += 1
    pool.aliveMost = max(pool.aliveMost, pool.alive)
    levels.starting += 1
    pool.spareStarts += 1
    tallies.totals.starts += 1
    control.bucket?.take(at: clock.now)
    // A start asked for by a request stays at least until the next decision.
    if lasting > control.wanted { control.wanted = lasting }
    pool.instances[slot].due = clock.now + time
    clock.events.insert(clock.now + time, slot)
    if settings.isRecording { tallies.recorder?.born(&pool.instances[slot], at: clock.now) }
    return slot
  }

  /// Takes an instance out of the idle ones, to serve.
  @inline(__always)
  mutating func leaveIdle(_ slot: Int) {
    pool.available.remove(slot)
    levels.busy += 1
    if slot >= settings.reserved {
      pool.idle.remove(slot, &pool.instances)
    } else {
      levels.busyReserved += 1
    }
    if settings.isRecording {
      tallies.recorder?.change(&pool.instances[slot], to: .busy, at: clock.now)
    }
    pool.instances[slot].state = .busy
    if settings.isRouted { reroute(slot) }
  }

  /// An instance has nothing to do any more.
  @inline(__always)
  mutating func becomeIdle(_ slot: Int) {
    if settings.isRecording {
      tallies.recorder?.change(&pool.instances[slot], to: .idle, at: clock.now)
    }
    pool.instances[slot].state = .idle
    pool.available.insert(slot)
    if settings.isRouted { reroute(slot) }
    if slot < settings.reserved { return }
    pool.idle.append(slot, at: clock.now, &pool.instances)
    if pool.alive > control.wanted { letGo() }
  }

  /// Ends an idle instance.
  @inline(never)
  mutating func stop(_ slot: Int) {
    pool.idle.remove(slot, &pool.instances)
    pool.available.remove(slot)
    if settings.metersLives { meterLife(slot) }
    leaveBehind(slot)
    remove(slot)
  }

  /// What was ready stays warm for a while, but where the machine is taken away.
  mutating func leaveBehind(_ slot: Int) {
    if pool.instances[slot].noticeAt > clock.now { control.places?.leave(at: clock.now) }
  }

  /// Ends an instance that is being started and that no request was promised. Its event stays.
  mutating func abandon(_ slot: Int) {
    levels.starting -= 1
    pool.spareStarts -= 1
    if pool.instances[slot].meteredSince > clock.now { forgetPending(slot) }
    if settings.prices.billsStarting {
      if settings.metersLives { meterLife(slot) }
      if settings.metersPieces { meterPiece(0, at: slot, afterStart: true) }
    }
    remove(slot)
  }

  mutating func meterLife(_ slot: Int) {
    let time = clock.now - pool.instances[slot].meteredSince
    tallies.totals.rounding += settings.prices.billed(time) - time
  }

  mutating func remove(_ slot: Int) {
    pool.alive -= 1
    if settings.isRecording { tallies.recorder?.gone(&pool.instances[slot], at: clock.now) }
    pool.instances[slot].state = .gone
    pool.instances[slot].due = .infinity
    if settings.isRouted { reroute(slot) }
    if settings.concurrency > 1 { queue.freeBlocks.append(pool.instances[slot].block) }
    while pool.top > settings.reserved, pool.instances[pool.top - 1].state == .gone {
      pool.top -= 1
    }
  }

  /// Bills a piece of service by itself, with the start before it if that is billed.
  @inline(__always)
  mutating func meterPiece(_ seconds: Double, at slot: Int, afterStart: Bool) {
    var time = seconds
    if afterStart, settings.prices.billsStarting {
      time += clock.now - pool.instances[slot].startedAt
    }
    tallies.totals.rounding += settings.prices.billed(time) - time
  }

  /// The meter runs on from now, unless the start counts.
  @inline(__always)
  mutating func finishStart(_ slot: Int) {
    levels.starting -= 1
    if settings.isSpot { expectNotice(slot) }
    if settings.metersLives, !settings.prices.billsStarting {
      pool.instances[slot].meteredSince = clock.now
    }
  }

  /// A place for the requests of one instance.
  private mutating func newBlock() -> Int32 {
    if let server = settings.server { return newServer(server) }
    if let block = queue.freeBlocks.popLast() { return block }
    queue.blocks += 1
    let needed = Int(queue.blocks) * settings.concurrency
    if needed > queue.active.capacity {
      queue.active.grow(
        to: max(needed, 2 * queue.active.capacity),
        filledWith: ActiveRequest(arrival: 0, begin: 0))
    }
    queue.ends.grow(blocks: Int(queue.blocks))
    if clock.service.hasTokens { queue.firstTokens.grow(blocks: Int(queue.blocks)) }
    if settings.isTroubled, needed > queue.served.capacity {
      queue.served.grow(
        to: queue.active.capacity,
        filledWith: ServedRequest(
          request: WaitingRequest(arrival: 0, work: Work(seconds: 0, prefill: 0))))
    }
    return queue.blocks - 1
  }
}
