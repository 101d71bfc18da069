extension FleetEngine {
  /// A request comes.
  @inline(__always)
  mutating func arrive(at time: Double) {
    advance(to: time)
    totals.arrivals &+= 1
    let work = nextWork()
    if isRecording { recorder?.arrival(at: now) }
    if hasHooks { endEmptiness() }
    if concurrency == 1 {
      let slot = freeInstance()
      if slot >= 0 {
        leaveIdle(slot)
        begin(WaitingRequest(arrival: time, work: work), at: slot, afterStart: false)
      } else {
        overflow(WaitingRequest(arrival: time, work: work))
      }
    } else {
      arriveBatched(WaitingRequest(arrival: time, work: work))
    }
    if hasHooks { afterChange() }
  }

  /// The work of the request that comes now: the trace's own where it says, drawn otherwise.
  @inline(__always)
  private mutating func nextWork() -> Work {
    if !isTraced { return service.draw() }
    return tracedWork()
  }

  @inline(never)
  private mutating func tracedWork() -> Work {
    let request = arrivals.traced
    if let duration = request.duration { return Work(seconds: duration, prefill: 0) }
    if service.hasTokens, let prompt = request.promptTokens, let output = request.outputTokens {
      return service.work(prompt: prompt, output: output)
    }
    return service.draw()
  }

  /// The free instance that the routing picks; -1 when there is none.
  @inline(__always)
  func freeInstance() -> Int {
    if reserved > 0 {
      let first = available.lowest()
      if first < reserved { return first }
    }
    return takesNewest ? available.highest() : available.lowest()
  }

  /// No instance is free: the request is promised one that starts, waits in line, or is rejected.
  @inline(never)
  mutating func overflow(_ request: WaitingRequest) {
    if bindsRequests {
      if bind(request) { return }
      if line.count < queueLimit { wait(request) } else { reject() }
      return
    }
    let coming = Int(startingNow) * concurrency
    // Knative starts instances by its own count, but for the first.
    let starts = mayStart && (knative == nil || alive == 0)
    let room = coming + (starts ? concurrency : 0)
    if queueLimit != .max, line.count >= queueLimit + room {
      reject()
      return
    }
    if !wait(request) { return }
    if starts, line.count > coming {
      totals.cold += 1
      start()
    } else if alive >= maxElastic, isLimitedByUs {
      isSaturated = true
    }
  }

  /// Whether one more instance may be started.
  var mayStart: Bool { alive < maxElastic }

  /// Puts a request in line.
  @discardableResult
  private mutating func wait(_ request: WaitingRequest) -> Bool {
    if line.count >= SimulationLimits.waiting {
      isSaturated = true
      reject()
      return false
    }
    line.append(request)
    waitingNow += 1
    return true
  }

  private mutating func reject() {
    totals.rejected += 1
    if isRecording { recorder?.rejection(at: now) }
  }

  /// Promises a request an instance that is being started, or starts one for it.
  private mutating func bind(_ request: WaitingRequest) -> Bool {
    var slot = -1
    if openStarts > 0 {
      slot = top - 1
      while slot >= reserved, !isOpenStart(slot) { slot -= 1 }
    }
    if slot < reserved {
      if !mayStart {
        if isLimitedByUs { isSaturated = true }
        return false
      }
      if knative != nil, alive > 0 { return false }
      slot = start()
    }
    // The one that causes a start and those that ride along all wait for it.
    totals.cold += 1
    waitingNow += 1
    if concurrency == 1 {
      instances[slot].bound = request
      openStarts -= 1
    } else {
      bindBatched(request, to: slot)
    }
    return true
  }

  private func isOpenStart(_ slot: Int) -> Bool {
    if instances[slot].state != .starting { return false }
    if concurrency == 1 { return instances[slot].bound.work.seconds < 0 }
    return Int(instances[slot].active) < concurrency
  }

  /// Service of a request begins at an instance that takes one at a time. Its end is known, so all
  /// about it is counted now.
  @inline(__always)
  mutating func begin(_ request: WaitingRequest, at slot: Int, afterStart: Bool) {
    events.insert(now + request.work.seconds, slot)
    beganSingle(request, at: slot, afterStart: afterStart)
  }

  @inline(__always)
  mutating func beganSingle(_ request: WaitingRequest, at slot: Int, afterStart: Bool) {
    let waited = now - request.arrival
    let time = waited + request.work.seconds
    totals.latency += time
    latency.add(time)
    wait.add(waited)
    if waited > 0 {
      totals.waited &+= 1
      totals.wait += waited
    }
    if service.hasTokens { countFirstToken(waited + request.work.prefill) }
    if metersPieces, slot >= reserved {
      meterPiece(request.work.seconds, at: slot, afterStart: afterStart)
    }
    if isRecording {
      recorder?.request(
        arrival: request.arrival, begin: now, end: now + request.work.seconds,
        lane: instances[slot].lane)
    }
  }

  @inline(never)
  mutating func countFirstToken(_ time: Double) {
    totals.answered += 1
    totals.firstToken += time
    firstToken.add(time)
  }
}
