extension FleetEngine {
  /// A request comes.
  @inline(__always)
  mutating func arrive(at time: Double) {
    advance(to: time)
    tallies.totals.arrivals &+= 1
    let work = nextWork()
    if settings.isRecording { tallies.recorder?.arrival(at: clock.now) }
    if settings.hasHooks { endEmptiness() }
    if settings.isUnusual {
      arriveUnusually(WaitingRequest(arrival: time, work: work))
    } else if settings.concurrency == 1 {
      let slot = freeInstance()
      if slot >= 0 {
        leaveIdle(slot)
        beginAtOnce(work, at: slot)
      } else {
        overflow(WaitingRequest(arrival: time, work: work))
      }
    } else {
      arriveBatched(WaitingRequest(arrival: time, work: work))
    }
    if settings.hasHooks { afterChange() }
  }

  /// The work of the request that comes now: the trace's own where it says, drawn otherwise.
  @inline(__always)
  private mutating func nextWork() -> Work {
    if !settings.isTraced { return clock.service.draw() }
    return tracedWork()
  }

  @inline(never)
  private mutating func tracedWork() -> Work {
    let request = clock.arrivals.traced
    if let duration = request.duration, !clock.service.isBatched {
      return Work(seconds: duration, prefill: 0)
    }
    if clock.service.hasTokens, let prompt = request.promptTokens, let output = request.outputTokens
    {
      return clock.service.work(prompt: prompt, output: output)
    }
    return clock.service.draw()
  }

  /// The free instance that the routing picks; -1 when there is none.
  @inline(__always)
  mutating func freeInstance() -> Int {
    if settings.takesReserved {
      let first = pool.available.lowest()
      if first < settings.reserved { return first }
    }
    if settings.isRouted { return router.next(pool.available, hasOwnLines: false) }
    return settings.takesNewest ? pool.available.highest() : pool.available.lowest()
  }

  /// No instance is free: the request is promised one that starts, waits in line, or is rejected.
  @inline(never)
  mutating func overflow(_ request: WaitingRequest) {
    if settings.bindsRequests {
      if bind(request) { return }
      if queue.line.count >= settings.queueLimit {
        reject(request)
      } else if wait(request) {
        awaitRefill()
      }
      return
    }
    let coming = Int(levels.starting) * settings.concurrency
    let starts = mayStart && startsForRequests
    let room = coming + (starts ? settings.concurrency : 0)
    if settings.queueLimit != .max, queue.line.count >= settings.queueLimit + room {
      reject(request)
      return
    }
    if !wait(request) { return }
    if starts, queue.line.count > coming || settings.requestsPerInstance < .infinity {
      countCold(queue.line.lastTicket)
      start()
    } else if let delay = settings.startDelay {
      plan(clock.now + delay, .startFor, queue.line.lastTicket)
    } else {
      awaitRefill()
    }
    if pool.alive >= settings.maxElastic, settings.isLimitedByUs {
      tallies.isSaturated = true
    }
  }

  /// Whether one more instance may be started.
  @inline(__always)
  var mayStart: Bool {
    lasting < settings.maxElastic && (control.bucket?.allows(at: clock.now) ?? true)
  }

  /// Whether a request may start one. Knative and Ray start instances by their own count, but for
  /// the first, Kubernetes' autoscaler by its own alone, and a schedule by the clock.
  @inline(__always)
  var startsForRequests: Bool {
    if settings.isScheduled || control.horizontal != nil { return false }
    if settings.isAutoscaled { return pool.alive == 0 }
    if settings.startDelay != nil { return lasting == 0 && settings.reserved == 0 }
    // The request that comes is not among those in the system yet.
    return settings.requestsPerInstance == .infinity
      || inSystem + 1 > Double(lasting + settings.reserved) * settings.requestsPerInstance
  }

  /// Puts a request in line.
  @discardableResult
  mutating func wait(_ request: WaitingRequest) -> Bool {
    if queue.line.count >= SimulationLimits.waiting {
      tallies.isSaturated = true
      reject(request)
      return false
    }
    queue.line.append(request)
    levels.waiting += 1
    if settings.hasClients { limitWait(request) }
    return true
  }

  mutating func reject(_ request: WaitingRequest) {
    if settings.isTroubled, settings.retries > 0 || request.cuts > 0 {
      leave(request, at: clock.now)
      return
    }
    tallies.totals.rejected += 1
    if settings.isRecording { tallies.recorder?.rejection(at: clock.now) }
  }

  /// Promises a request an instance that is being started, or starts one for it.
  private mutating func bind(_ request: WaitingRequest) -> Bool {
    var request = request
    // One that starts for others goes first, so that a spare stays one.
    var slot = Int(pool.fillingStart)
    if slot < 0, pool.spareStarts > 0 {
      slot = pool.top - 1
      while slot >= settings.reserved, !isSpareStart(slot) { slot -= 1 }
    }
    if slot < settings.reserved {
      if !mayStart {
        if settings.isLimitedByUs, lasting >= settings.maxElastic { tallies.isSaturated = true }
        return false
      }
      if !startsForRequests { return false }
      slot = start()
    }
    // The one that causes a start and those that ride along all wait for it.
    if !request.isCold { tallies.totals.cold += 1 }
    request.isCold = true
    levels.waiting += 1
    if settings.concurrency == 1 {
      pool.instances[slot].bound = request
      pool.spareStarts -= 1
    } else {
      bindBatched(request, to: slot)
    }
    return true
  }

  /// Whether an instance is being started that no request was promised.
  @inline(__always)
  func isSpareStart(_ slot: Int) -> Bool {
    if pool.instances[slot].state != .starting { return false }
    return settings.concurrency == 1
      ? pool.instances[slot].bound.work.seconds < 0 : pool.instances[slot].active == 0
  }

  /// Service of a request begins at an instance that takes one at a time. Its end is known, so all
  /// about it is counted now.
  @inline(__always)
  mutating func begin(_ request: WaitingRequest, at slot: Int, afterStart: Bool) {
    if settings.isTroubled {
      beginTroubled(request, at: slot, afterStart: afterStart)
      return
    }
    clock.events.insert(clock.now + request.work.seconds, slot)
    beganSingle(request, at: slot, afterStart: afterStart)
  }

  /// The same of a request that comes now, and waits for nothing.
  @inline(__always)
  private mutating func beginAtOnce(_ work: Work, at slot: Int) {
    if settings.isSpecial {
      begin(WaitingRequest(arrival: clock.now, work: work), at: slot, afterStart: false)
      return
    }
    clock.events.insert(clock.now + work.seconds, slot)
    if !tallies.followed.contains(clock.now) { return }
    tallies.totals.latency += work.seconds
    tallies.latency.add(work.seconds)
    tallies.wait.addZero()
  }

  @inline(__always)
  mutating func beganSingle(_ request: WaitingRequest, at slot: Int, afterStart: Bool) {
    let waited = clock.now - request.arrival
    if tallies.followed.contains(request.arrival) {
      let time = waited + request.work.seconds
      tallies.totals.latency += time
      tallies.latency.add(time)
      tallies.wait.add(waited)
      if waited > 0 {
        tallies.totals.waited &+= 1
        tallies.totals.wait += waited
      }
      if clock.service.hasTokens { countFirstToken(waited + request.work.prefill) }
    }
    if settings.metersPieces, slot >= settings.reserved {
      meterPiece(request.work.seconds, at: slot, afterStart: afterStart)
    }
    if settings.isRecording {
      tallies.recorder?.request(
        arrival: request.arrival, begin: clock.now, end: clock.now + request.work.seconds,
        at: pool.instances[slot])
    }
  }

  @inline(never)
  mutating func countFirstToken(_ time: Double) {
    tallies.totals.firstToken += time
    tallies.firstToken.add(time)
  }
}
