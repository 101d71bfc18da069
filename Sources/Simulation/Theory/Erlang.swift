import Basics

/// Formulas of queueing theory for fixed servers and random (Poisson) arrivals. `load` is the
/// arrival rate times the mean service time (erlangs). Numbers that make no queue give NaN.
public enum Erlang {
  /// Share of requests lost when all of `servers` are busy and none waits: the Erlang B formula,
  /// for any law of service. By its recursion, in `servers` steps.
  public static func b(servers: Int, load: Double) -> Double {
    if servers < 0 || !(load >= 0) || !load.isFinite { return .nan }
    var blocking = 1.0
    for count in 0..<servers {
      blocking = load * blocking / (Double(count + 1) + load * blocking)
    }
    return blocking
  }

  /// Share of requests that wait, in one line without end, with exponential service: the Erlang C
  /// formula. 1 when the load is not below the servers.
  public static func c(servers: Int, load: Double) -> Double {
    let blocking = b(servers: servers, load: load)
    if blocking.isNaN || servers < 1 { return .nan }
    let use = load / Double(servers)
    if use >= 1 { return 1 }
    return blocking / (1 - use * (1 - blocking))
  }

  /// Mean wait (seconds) in an M/M/c queue; infinite when it has no mean.
  public static func meanWait(servers: Int, rate: Double, service: Double) -> Double {
    let load = rate * service
    let waits = c(servers: servers, load: load)
    if waits.isNaN { return .nan }
    return load >= Double(servers) ? .infinity : waits * service / (Double(servers) - load)
  }

  /// The wait (seconds) that a share `q` of the requests does not exceed in an M/M/c queue.
  public static func waitQuantile(_ q: Double, servers: Int, rate: Double, service: Double)
    -> Double
  {
    let load = rate * service
    let waits = c(servers: servers, load: load)
    if waits.isNaN || !(q >= 0 && q <= 1) { return .nan }
    if load >= Double(servers) || q == 1 { return .infinity }
    if 1 - q >= waits { return 0 }
    return PortableMath.log(waits / (1 - q)) * service / (Double(servers) - load)
  }

  /// A queue with exponential service and room for `waiting` requests besides those served
  /// (M/M/c/K): the share lost, and the mean wait (seconds) of the others.
  public static func bounded(servers: Int, waiting: Int, rate: Double, service: Double)
    -> (lost: Double, meanWait: Double)
  {
    let load = rate * service
    if servers < 1 || waiting < 0 || !(load > 0) || !load.isFinite { return (.nan, .nan) }
    // From the full state down, so that an overload does not overflow.
    var weight = 1.0
    var full = 1.0
    var sum = 1.0
    var line = Double(waiting)
    for state in stride(from: servers + waiting, to: 0, by: -1) {
      weight *= Double(min(state, servers)) / load
      sum += weight
      line += weight * Double(max(0, state - 1 - servers))
      if sum > 1e200 {
        weight *= 1e-200
        full *= 1e-200
        sum *= 1e-200
        line *= 1e-200
      }
    }
    let lost = full / sum
    return (lost, line / sum / (rate * (1 - lost)))
  }
}
