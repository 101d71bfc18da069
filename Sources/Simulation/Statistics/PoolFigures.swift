/// What one of several pools did.
public struct PoolFigures: Sendable {
  /// What it is called.
  public var name: String
  /// Requests that it served, and its share of all that were served.
  public var served: Int
  public var share: Double
  /// The mean number of instances alive, reserved ones included.
  public var instances: Double
  /// The busy share of the time that they were alive.
  public var utilization: Double
  /// Instances started.
  public var starts: Int
  /// Times that an instance loaded another model, and the share of its instances' time that took.
  public var swaps: Int
  public var swapShare: Double
  /// Seconds from arrival to the end of service, of the requests that it served: mean, and counts by
  /// value.
  public var latencyMean: Double
  public var latencies: LogHistogram
  /// What its GPUs did.
  public var gpuSeconds: GPUSeconds
  /// Dollars for an hour like the measured part; nil where no price is known.
  public var costPerHour: Double?
}

/// How one of several kinds of requests was served.
public struct KindFigures: Sendable {
  /// What it is called.
  public var name: String
  /// Requests of it that were served.
  public var served: Int
  /// Seconds from arrival to the end of service, by value.
  public var latencies: LogHistogram
}

extension Fleet {
  func poolFigures(_ whole: Replication) -> [PoolFigures] {
    let served = whole.pools.reduce(0) { $0 + $1.count }
    return zip(pools, whole.total.pools).enumerated().map { index, pair in
      let (pool, totals) = pair
      let bill = Bill(totals, fleet(of: pool))
      let time = totals.time > 0 ? totals.time : 1
      let alive = totals.alive - totals.pending + Double(pool.reserved) * totals.time
      let latencies = whole.pools.indices.contains(index) ? whole.pools[index] : LogHistogram()
      return PoolFigures(
        name: pool.name, served: latencies.count,
        share: served > 0 ? Double(latencies.count) / Double(served) : 0,
        instances: alive / time, utilization: alive > 0 ? totals.busy / alive : 0,
        starts: totals.starts, swaps: totals.swaps,
        swapShare: alive > 0 ? totals.swapping / alive : 0,
        latencyMean: latencies.count > 0 ? totals.latency / Double(latencies.count) : 0,
        latencies: latencies, gpuSeconds: bill.seconds,
        costPerHour: pool.prices.areKnown ? bill.cost.total / time * 3600 : nil)
    }
  }

  func kindFigures(_ whole: Replication) -> [KindFigures] {
    zip(kinds, whole.kinds).map { kind, latencies in
      KindFigures(name: kind.name, served: latencies.count, latencies: latencies)
    }
  }
}
