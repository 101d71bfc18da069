/// GPU-seconds of a fleet by what the GPUs did, and by what was billed.
public struct GPUSeconds: Sendable, Equatable {
  /// GPU-seconds that instances that come and go spent starting. Starting, busy and idle together
  /// make up their life.
  public var starting = 0.0
  /// GPU-seconds that they spent serving.
  public var busy = 0.0
  /// GPU-seconds that they spent waiting for work.
  public var idle = 0.0
  /// GPU-seconds that reserved instances spent serving.
  public var reservedBusy = 0.0
  /// GPU-seconds that reserved instances spent waiting for work.
  public var reservedIdle = 0.0

  /// GPU-seconds billed for starting, on instances that come and go.
  public var billedStarting = 0.0
  /// GPU-seconds billed for serving, on instances that come and go.
  public var billedBusy = 0.0
  /// GPU-seconds billed for waiting, on instances that come and go.
  public var billedIdle = 0.0
  /// GPU-seconds billed only because billed time is rounded up.
  public var billedRounding = 0.0

  /// GPU-seconds that instances that come and go were alive.
  public var alive: Double { starting + busy + idle }
  /// GPU-seconds billed by usage, of whatever state.
  public var billed: Double { billedStarting + billedBusy + billedIdle + billedRounding }
  /// GPU-seconds at work, ready without work, and paid for, on instances of any kind.
  public var allBusy: Double { busy + reservedBusy }
  public var allIdle: Double { idle + reservedIdle }
  public var paid: Double { billed + reserved }
  /// GPU-seconds of reserved instances, used or not.
  public var reserved: Double { reservedBusy + reservedIdle }

  mutating func add(_ other: GPUSeconds) {
    starting += other.starting
    busy += other.busy
    idle += other.idle
    reservedBusy += other.reservedBusy
    reservedIdle += other.reservedIdle
    billedStarting += other.billedStarting
    billedBusy += other.billedBusy
    billedIdle += other.billedIdle
    billedRounding += other.billedRounding
  }
}

/// What a fleet costs, in dollars.
public struct Cost: Sendable, Equatable {
  /// For GPU-seconds billed by usage.
  public var usage = 0.0
  /// For each request served.
  public var requests = 0.0
  /// For reserved instances.
  public var reserved = 0.0

  /// Everything together.
  public var total: Double { usage + requests + reserved }

  mutating func add(_ other: Cost) {
    usage += other.usage
    requests += other.requests
    reserved += other.reserved
  }
}

/// Accounts for the GPU-seconds of a stretch of time, and for the money.
struct Bill {
  var seconds = GPUSeconds()
  var cost = Cost()

  init(_ totals: Totals, _ fleet: Fleet) {
    if fleet.isMixed {
      for (pool, totals) in zip(fleet.pools, totals.pools) {
        let own = Bill(totals, fleet.fleet(of: pool))
        seconds.add(own.seconds)
        cost.add(own.cost)
      }
      return
    }
    let gpus = Double(fleet.gpusPerInstance)
    let prices = fleet.prices
    let busy = max(0, totals.busy - totals.busyReserved)
    seconds.starting = (totals.starting - totals.pending) * gpus
    seconds.busy = busy * gpus
    seconds.idle = max(0, totals.alive - totals.starting - busy) * gpus
    seconds.reservedBusy = totals.busyReserved * gpus
    let reserved = Double(fleet.reserved) * totals.time * gpus
    seconds.reservedIdle = max(0, reserved - seconds.reservedBusy)

    seconds.billedStarting = prices.billsStarting ? seconds.starting : 0
    seconds.billedBusy = seconds.busy
    seconds.billedIdle = prices.billsIdle ? seconds.idle : 0
    seconds.billedRounding = totals.rounding * gpus

    cost.usage = seconds.billed * prices.perGPUSecond
    cost.requests = Double(totals.served) * prices.perRequest
    cost.reserved =
      reserved / 3600 * prices.reservedPerGPUHour * (1 - prices.reservedDiscount)
  }
}
