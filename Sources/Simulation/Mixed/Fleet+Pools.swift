/// What is asked of a fleet of several pools as a whole.
extension Fleet {
  /// Whether it has pools.
  public var isMixed: Bool { !pools.isEmpty }

  /// What is said of instances outside of the pools holds for none, and is left out.
  var plain: Fleet {
    if !isMixed { return self }
    var own = Fleet()
    (own.arrivals, own.service, own.queue) = (arrivals, service, queue)
    (own.pools, own.poolChoice, own.kinds) = (pools, poolChoice, kinds)
    return own
  }

  /// Instances that are always there, of all pools.
  var alwaysThere: Int { isMixed ? pools.reduce(0) { $0 + $1.reserved } : reserved }

  /// Whether a price is known of all that may cost something.
  public var knowsCost: Bool {
    isMixed ? pools.allSatisfy { $0.prices.areKnown } : prices.areKnown
  }

  /// A pool by itself, to which requests come from elsewhere.
  func fleet(of pool: Pool) -> Fleet {
    var own = Fleet()
    own.service = pool.service.map { .time($0) } ?? service
    own.coldStart = pool.coldStart
    own.scaling = .keepAlive(pool.keepAlive)
    (own.reserved, own.minWarm, own.maxInstances) = (
      pool.reserved, pool.minWarm, pool.maxInstances
    )
    (own.concurrency, own.batchSpeedup) = (pool.concurrency, pool.batchSpeedup)
    own.gpusPerInstance = pool.gpusPerInstance
    own.prices = pool.prices
    return own
  }

  /// The pools that serve a kind, in the order in which they are asked.
  func order(of kind: Int) -> [Int] {
    let able = pools.indices.filter { (pools[$0].serves ?? kind) == kind }
    func key(_ pool: Pool) -> Double {
      switch poolChoice {
      case .asListed, .leastLoaded: 0
      case .fastest: meanService(at: pool, of: kind)
      case .cheapest:
        pool.reserved > 0
          ? 0
          : pool.prices.perGPUSecond * Double(pool.gpusPerInstance)
            * meanService(at: pool, of: kind) / Double(pool.concurrency) + pool.prices.perRequest
      }
    }
    return able.sorted { (key(pools[$0]), $0) < (key(pools[$1]), $1) }
  }

  /// The kinds of requests, one where none are told apart.
  var allKinds: [RequestKind] {
    kinds.isEmpty ? [RequestKind("", share: 1, service: service)] : kinds
  }

  /// Mean seconds of service of a kind on an instance of a pool that has nothing else to do.
  private func meanService(at pool: Pool, of kind: Int) -> Double {
    pool.service?.mean ?? allKinds[kind].service.mean / pool.speed
  }

  /// Mean and variance of the seconds of service at speed 1, of all kinds.
  var work: (mean: Double, variance: Double) {
    if kinds.isEmpty { return (service.mean, service.variance) }
    let mean = kinds.reduce(0) { $0 + $1.share * $1.service.mean }
    let square = kinds.reduce(0) {
      $0 + $1.share * ($1.service.variance + $1.service.mean * $1.service.mean)
    }
    return (mean, max(0, square - mean * mean))
  }

  /// How many requests a pool serves at once at most, in terms of speed 1; nil without a limit.
  private func capacity(of pool: Pool) -> Double? {
    let own = fleet(of: pool)
    guard let servers = own.servers else { return nil }
    guard let law = pool.service else { return servers * pool.speed }
    return law.mean > 0 ? servers * work.mean / law.mean : nil
  }

  /// The capacity of all pools; nil without a limit.
  var poolCapacity: Double? {
    var sum = 0.0
    for pool in pools {
      guard let capacity = capacity(of: pool) else { return nil }
      sum += capacity
    }
    return sum
  }

  /// The kinds whose work is the most, over what the pools can do that serve any of them: the load,
  /// and their share of the requests. Nil where none is limited.
  func tightest(rate: Double) -> (load: Double, share: Double)? {
    let kinds = allKinds
    var worst: (load: Double, share: Double)?
    for set in 1..<(1 << kinds.count) {
      let chosen = kinds.indices.filter { set >> $0 & 1 == 1 }
      var capacity: Double? = 0
      for pool in pools where pool.serves.map({ chosen.contains($0) }) ?? true {
        capacity = capacity.flatMap { sum in self.capacity(of: pool).map { sum + $0 } }
      }
      guard let capacity else { continue }
      let work = chosen.reduce(0) { $0 + kinds[$1].share * kinds[$1].service.mean }
      let share = chosen.reduce(0) { $0 + kinds[$1].share }
      let load = capacity > 0 ? rate * work / capacity : .infinity
      if load > worst?.load ?? -1 { worst = (load, share) }
    }
    return worst
  }

  /// The longest times that its pools have.
  var poolTimes: [Double] {
    var times: [Double] = []
    for pool in pools {
      let own = fleet(of: pool)
      for (index, kind) in allKinds.enumerated() where (pool.serves ?? index) == index {
        let service = pool.service.map { Service.time($0) } ?? kind.service
        let speed = pool.service == nil ? pool.speed : 1
        times.append(
          (service.mean + 2 * service.variance.squareRoot()) / speed * own.longestStretch)
      }
      if let swap = pool.swap { times.append(swap.mean) }
      if !own.isElastic { continue }
      times.append(own.startMean + 2 * own.coldStart.variance.squareRoot())
      if pool.keepAlive.isFinite { times.append(pool.keepAlive) }
    }
    return times
  }
}

extension Fleet {
  /// Throws when its pools make no fleet.
  func validatePools() throws(SimulationError) {
    if pools.count > 8 {
      throw .unusable(Setting(.pools), .tooMany(.pools, Double(pools.count), most: 8))
    }
    if kinds.count > 8 {
      throw .unusable(Setting(.kinds), .tooMany(.kinds, Double(kinds.count), most: 8))
    }
    if service.server != nil { throw .unusable(Setting(.service), .isBatched) }
    for kind in kinds {
      try SimulationError.check(kind.share, Setting(.kinds, .share), in: 0...1)
      try kind.service.validate()
      if case .time = kind.service { continue }
      throw .unusable(Setting(.kinds), .needsTimes)
    }
    let shares = kinds.reduce(0) { $0 + $1.share }
    if !kinds.isEmpty {
      try SimulationError.check(shares, Setting(.kinds, .share), in: 0.999...1.001)
    }
    for pool in pools {
      try SimulationError.check(pool.speed, Setting(.pools, .speed), in: 1e-6...1e6)
      if pool.service != nil, !kinds.isEmpty {
        throw .unusable(
          Setting(.pools), .excludes(Setting(.kinds), instead: Setting(.pools, .speed)))
      }
      if let swap = pool.swap {
        try swap.validate(Setting(.pools))
        if pool.concurrency > 1 { throw .unusable(Setting(.pools), .needsSingleRequests) }
      }
      try fleet(of: pool).validate()
    }
    for kind in allKinds.indices where order(of: kind).isEmpty {
      throw .unusable(Setting(.pools), .unserved(allKinds[kind].name))
    }
    if clients != Clients() || mishaps != Mishaps() { throw .unusable(Setting(.pools), .isMixed) }
  }
}
