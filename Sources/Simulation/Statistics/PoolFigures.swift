/// What one of several pools did.
public struct PoolFigures: Sendable {
  /// What it is called.
  public var name: String
  /// Requests that it served, and its share of all that were served.
  public var served: Int
  public var share: Estimate
  /// The mean number of instances alive, reserved ones included.
  public var instances: Estimate
  /// The busy share of the time that they were alive.
  public var utilization: Estimate
  /// Instances started.
  public var starts: Estimate
  /// Times that an instance loaded another model, and the share of its instances' time that took.
  public var swaps: Estimate
  public var swapShare: Estimate
  /// Seconds from arrival to the end of service, of the requests that it served.
  public var latencyMean: Estimate
  public var latency: Quantiles
  /// What its GPUs did.
  public var gpuSeconds: GPUSeconds
  /// Dollars for an hour like the measured part; nil where no price is known.
  public var costPerHour: Estimate?
}

/// How one of several kinds of requests was served.
public struct KindFigures: Sendable {
  /// What it is called.
  public var name: String
  /// Requests of it that were served.
  public var served: Int
  /// Seconds from arrival to the end of service.
  public var latency: Quantiles
}

/// Quantiles of a duration, in seconds.
public struct Quantiles: Sendable {
  /// What 50, 95 and 99 of 100 do not exceed.
  public var p50: Estimate, p95: Estimate, p99: Estimate
  /// Counts by value.
  public var histogram: LogHistogram
  /// How far any other quantile, or a share, may be off.
  public var doubt: ShareDoubt
}

extension Fleet {
  func poolFigures(_ whole: Replication, _ series: Series) -> [PoolFigures] {
    let all = whole.asBatch
    return pools.indices.map { index in
      let own = fleet(of: pools[index])
      let batch = all.part(ofPool: index)
      let parts = series.mapped { $0.part(ofPool: index) }
      let alive = { (batch: Batch) in
        batch.totals.alive - batch.totals.pending + Double(own.reserved) * batch.totals.time
      }
      return PoolFigures(
        name: pools[index].name, served: batch.latency.count,
        share: .ratio(
          series, y: { Double($0.part(ofPool: index).latency.count) },
          x: { $0.pools.reduce(0) { $0 + Double($1.count) } }),
        instances: Measure.instances.estimate(parts, whole: batch, own),
        utilization: Measure.utilization.estimate(parts, whole: batch, own),
        starts: Measure.starts.estimate(parts, whole: batch, own),
        swaps: .rate(parts, sum: { Double($0.totals.swaps) }, isCorrected: false)
          .scaled(by: batch.totals.time),
        swapShare: .ratio(parts, y: { $0.totals.swapping }, x: alive),
        latencyMean: Measure.latencyMean.estimate(parts, whole: batch, own),
        latency: Quantiles(ofLatency: parts, whole: batch),
        gpuSeconds: Bill(batch.totals, own).seconds,
        costPerHour: pools[index].prices.areKnown
          ? Measure.costPerHour.estimate(parts, whole: batch, own) : nil)
    }
  }

  func kindFigures(_ whole: Replication, _ series: Series) -> [KindFigures] {
    let all = whole.asBatch
    return kinds.indices.map { index in
      let batch = all.part(ofKind: index)
      return KindFigures(
        name: kinds[index].name, served: batch.latency.count,
        latency: Quantiles(
          ofLatency: series.mapped { $0.part(ofKind: index) }, whole: batch))
    }
  }
}

extension Batch {
  /// What one of the pools did in it.
  fileprivate func part(ofPool index: Int) -> Batch {
    var part = Batch()
    if totals.pools.indices.contains(index) { part.totals = totals.pools[index] }
    if pools.indices.contains(index) { part.latency = pools[index] }
    return part
  }

  /// How requests of one kind were served in it: when, and for how long.
  fileprivate func part(ofKind index: Int) -> Batch {
    var part = Batch()
    part.totals.time = totals.time
    if kinds.indices.contains(index) { part.latency = kinds[index] }
    return part
  }
}

extension Series {
  /// The same of a part of each stretch, to which requests come at no rate that is known.
  fileprivate func mapped(_ part: (Batch) -> Batch) -> Series {
    Series(
      strands.map { $0.map(part) }, followsCycle: followsCycle, isGiven: isGiven, line: line)
  }
}

extension Quantiles {
  /// Of the latency of a part of the requests.
  fileprivate init(ofLatency series: Series, whole: Batch) {
    func estimate(_ share: Double) -> Estimate {
      .quantile(share, series, whole: whole.latency) { $0.latency }
    }
    self.init(
      p50: estimate(0.5), p95: estimate(0.95), p99: estimate(0.99), histogram: whole.latency,
      doubt: ShareDoubt(series, whole: whole.latency) { $0.latency })
  }
}
