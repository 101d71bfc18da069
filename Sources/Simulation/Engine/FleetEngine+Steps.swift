/// Instances that decode many requests together, step by step. Each has a server of its own, which
/// says when its next steps end and whose requests ended then.
extension FleetEngine {
  /// A server for a new instance.
  mutating func newServer(_ server: GPUServer) -> Int32 {
    if let block = queue.freeBlocks.popLast() {
      queue.servers[Int(block)] = ServerEngine(server)
      return block
    }
    queue.servers.append(ServerEngine(server))
    return Int32(truncatingIfNeeded: queue.servers.count - 1)
  }

  /// A request is given to the server of an instance, which may still be starting.
  mutating func placeAtServer(_ request: WaitingRequest, at slot: Int) {
    let block = Int(pool.instances[slot].block)
    queue.servers[block].add(
      BatchedRequest(
        id: 0, prompt: Int(request.work.prefill), output: Int(request.work.seconds),
        arrival: request.arrival),
      at: clock.now)
    pool.instances[slot].active += 1
  }

  /// Those that were promised an instance begin, as it is ready.
  mutating func beginPromised(at slot: Int) {
    let block = Int(pool.instances[slot].block)
    queue.servers[block].wake(at: clock.now)
    for arrival in queue.servers[block].arrivals {
      levels.waiting -= 1
      countBegin(arrival)
    }
  }

  /// Puts the end of an instance's steps among the events. Entries that are not the instance's own
  /// time any more are passed over.
  mutating func rescheduleServer(_ slot: Int) {
    if pool.instances[slot].active == 0 {
      pool.instances[slot].due = .infinity
      return
    }
    let due = max(clock.now, queue.servers[Int(pool.instances[slot].block)].next())
    if due == pool.instances[slot].due { return }
    pool.instances[slot].due = due
    clock.events.insert(due, slot)
  }

  /// Some steps of an instance end.
  mutating func endSteps(at slot: Int) {
    let block = Int(pool.instances[slot].block)
    queue.servers[block].finish()
    let ended = queue.servers[block].takeFinished()
    if ended.isEmpty {
      reschedule(slot)
      return
    }
    for request in ended { countAnswer(request, at: slot) }
    pool.instances[slot].active -= Int32(truncatingIfNeeded: ended.count)
    levels.inService -= Double(ended.count)
    pool.available.insert(slot)
    if settings.isRouted { reroute(slot) }
    takeFromLine(slot)
    if pool.instances[slot].active == 0 { becomeIdleBatched(slot) }
    reschedule(slot)
    if settings.hasHooks { afterChange() }
  }

  private mutating func countAnswer(_ request: BatchedRequest, at slot: Int) {
    if settings.isRecording {
      tallies.recorder?.request(
        arrival: request.arrival, begin: request.begin, end: clock.now, at: pool.instances[slot])
    }
    tallies.totals.outputTokens += Double(request.output)
    tallies.totals.promptTokens += Double(request.prompt)
    if !tallies.followed.contains(request.arrival) { return }
    let latency = clock.now - request.arrival
    tallies.totals.latency += latency
    tallies.latency.add(latency)
    countFirstToken(max(0, request.firstToken - request.arrival))
    let wait = max(0, request.begin - request.arrival)
    tallies.wait.add(wait)
    tallies.totals.wait += wait
    if request.waited { tallies.totals.waited += 1 }
    if let between = request.betweenTokens {
      tallies.totals.betweenTokens += between
      tallies.betweenTokens.add(between)
    }
  }
}

extension GPUServer {
  /// Whether its cache can hold a request to its last token.
  @inline(__always)
  func holds(_ work: Work) -> Bool {
    work.seconds + work.prefill < 1e9 && fits(Int(work.seconds) + Int(work.prefill)) > 0
      && readers.allSatisfy { $0.fits(Int(work.prefill) + 1) > 0 }
  }
}
