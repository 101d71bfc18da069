/// Instances of one kind in a fleet of several kinds: how many there are, how quick they are, and
/// what they cost.
///
/// ```swift
/// var fleet = Fleet()
/// fleet.service = .exponential(mean: 4)
/// fleet.pools = [.rented("A100", 2), .elastic("L4", keepAlive: 60)]
/// fleet.pools[1].speed = 0.4
/// ```
///
/// Requests wait in one line for all pools, and the first instance that is free takes the first of
/// those that it serves.
public struct Pool: Sendable, Equatable {
  /// What it is called.
  public var name = ""
  /// How many times as fast as the fleet's service says its instances work, above 0.
  public var speed = 1.0
  /// Seconds of service here, in place of the fleet's own over `speed`.
  public var service: Law?
  /// Instances that are always there.
  public var reserved = 0
  /// The most instances that come and go; nil is no limit, 0 is none of them.
  public var maxInstances: Int?
  /// This many of those that come and go are always ready.
  public var minWarm = 0
  /// An instance stops after this many seconds without work; infinite keeps it for ever.
  public var keepAlive = 60.0
  /// What starting an instance takes.
  public var coldStart = ColdStart()
  /// Requests that an instance takes at once.
  public var concurrency = 1
  /// How many requests' work at once an instance does at best, where it takes several.
  public var batchSpeedup = 8.0
  /// GPUs of one instance; only GPU-seconds and cost depend on it.
  public var gpusPerInstance = 1
  /// What is charged.
  public var prices = Prices()
  /// The number in `Fleet.kinds` of the only kind of requests that it serves; nil serves all.
  public var serves: Int?
  /// Seconds to load another model, where an instance holds the one of the kind that it served last;
  /// nil has all of them loaded. Only at concurrency 1.
  public var swap: Law?

  /// Creates a pool of instances that come and go.
  public init(_ name: String = "") { self.name = name }

  /// Instances that are always there.
  public static func rented(_ name: String, _ count: Int) -> Pool {
    var pool = Pool(name)
    (pool.reserved, pool.maxInstances) = (count, 0)
    return pool
  }

  /// Instances that come and go.
  public static func elastic(_ name: String, keepAlive: Double) -> Pool {
    var pool = Pool(name)
    pool.keepAlive = keepAlive
    return pool
  }
}

/// One of several kinds of requests, such as those of one model.
public struct RequestKind: Sendable, Equatable {
  /// What it is called.
  public var name: String
  /// Which share of the requests is of it, 0 to 1; the shares of all kinds make 1.
  public var share: Double
  /// How much work each one is.
  public var service: Service

  /// Creates a kind.
  public init(_ name: String, share: Double, service: Service) {
    (self.name, self.share, self.service) = (name, share, service)
  }
}

/// Which of several pools with a free instance gets a request, and which is the first to start one.
public enum PoolChoice: Sendable, Equatable {
  /// The first in the list.
  case asListed
  /// The one with the quickest instances.
  case fastest
  /// The one whose work costs least: rented instances, which are paid for anyway, and then by the
  /// price of a second over the speed.
  case cheapest
  /// The one with the least at work for each place that is ready; what starts is as listed.
  case leastLoaded
}
