/// What a formula says about a figure of a simulation.
public struct ExactValue: Sendable, Equatable {
  /// The figure that the formula gives.
  public var measure: Measure
  /// What the formula gives, in the figure's own unit.
  public var value: Double
  /// The name of the formula, such as "M/M/c".
  public var formula: String
}

extension Fleet {
  /// The exact values of this fleet's figures, for an endless run; empty where no formula applies.
  public func exactValues() -> [ExactValue] {
    guard !isMixed, case .poisson(let rate) = arrivals, rate > 0, concurrency == 1,
      coldService == nil
    else { return [] }
    if clients.areImpatient { return impatient(rate) }
    if isElastic, coldStart.cooling != nil { return [] }
    if isElastic, mishaps != Mishaps() || starting != .atOnce || startLimit != nil { return [] }
    if !isElastic { return fixedServers(rate) }
    if reserved > 0 || minWarm > 0 || buffer > 0 { return [] }
    if maxInstances == 1, queue == .unbounded { return singleInstance(rate) }
    if maxInstances == nil { return endlessInstances(rate) }
    return []
  }

  private func fixedServers(_ rate: Double) -> [ExactValue] {
    let mean = service.mean
    let load = rate * mean
    let servers = Double(reserved)
    if hasOwnLines {
      let isEndless = queue == .unbounded && load < servers
      return isEndless ? values("Little's law", [(.utilization, load / servers)]) : []
    }
    if case .bounded(let length) = queue {
      if length == 0 {
        let lost = Erlang.b(servers: reserved, load: load)
        return values(
          "Erlang B",
          [
            (.rejectedShare, lost), (.waitMean, 0), (.latencyMean, mean),
            (.inSystem, load * (1 - lost)), (.utilization, load * (1 - lost) / servers),
          ])
      }
      if !service.isExponential || mean <= 0 { return [] }
      let exact = Erlang.bounded(servers: reserved, waiting: length, rate: rate, service: mean)
      return values(
        "M/M/c/K",
        [
          (.rejectedShare, exact.lost), (.waitMean, exact.meanWait),
          (.latencyMean, exact.meanWait + mean),
          (.utilization, load * (1 - exact.lost) / servers),
        ])
    }
    if load >= servers { return [] }
    if service.isExponential {
      let wait = Erlang.meanWait(servers: reserved, rate: rate, service: mean)
      func quantile(_ q: Double) -> Double {
        Erlang.waitQuantile(q, servers: reserved, rate: rate, service: mean)
      }
      return values(
        "M/M/c",
        [
          (.waitedShare, Erlang.c(servers: reserved, load: load)), (.waitMean, wait),
          (.waitP50, quantile(0.5)), (.waitP95, quantile(0.95)), (.waitP99, quantile(0.99)),
          (.latencyMean, wait + mean), (.inSystem, rate * (wait + mean)),
          (.utilization, load / servers),
        ])
    }
    if reserved == 1 {
      let wait = rate * (service.variance + mean * mean) / (2 * (1 - load))
      return values(
        "M/G/1 (Pollaczek and Khinchine)",
        [
          (.waitedShare, load), (.waitMean, wait), (.latencyMean, wait + mean),
          (.inSystem, rate * (wait + mean)), (.utilization, load),
        ])
    }
    return values("Little's law", [(.utilization, load / servers)])
  }

  /// Servers with one line, from which requests leave that have waited too long.
  private func impatient(_ rate: Double) -> [ExactValue] {
    guard !isElastic, queue == .unbounded, service.isExponential, service.mean > 0,
      case .exponential(let patience)? = clients.patience, patience > 0,
      clients.timeout == .infinity, clients.retries == 0
    else { return [] }
    let exact = ErlangA(
      servers: reserved, rate: rate, service: service.mean, patience: patience)
    return values(
      "M/M/c+M (Erlang A)",
      [
        (.gaveUpShare, exact.gaveUp), (.inSystem, exact.inSystem),
        (.utilization, rate * (1 - exact.gaveUp) * service.mean / Double(reserved)),
      ])
  }

  private func singleInstance(_ rate: Double) -> [ExactValue] {
    let (mean, start) = (service.mean, coldStart.mean)
    guard let keepAlive,
      let exact = SingleInstance(
        rate: rate, service: (mean, service.variance + mean * mean),
        start: (start, coldStart.variance + start * start), keepAlive: keepAlive)
    else { return [] }
    return values(
      "M/G/1 with start and keep-alive",
      [
        (.coldShare, exact.coldShare), (.waitMean, exact.meanWait),
        (.latencyMean, exact.meanWait + mean), (.inSystem, rate * (exact.meanWait + mean)),
        (.instances, exact.aliveShare), (.utilization, exact.load / exact.aliveShare),
      ])
  }

  private func endlessInstances(_ rate: Double) -> [ExactValue] {
    guard let keepAlive else { return [] }
    let (mean, start) = (service.mean, coldStart.mean)
    if start == 0 {
      var exact: [(Measure, Double)] = [
        (.waitMean, 0), (.latencyMean, mean), (.inSystem, rate * mean),
      ]
      if keepAlive == 0 { exact += [(.coldShare, 1), (.instances, rate * mean)] }
      return values("M/G/∞", exact)
    }
    if keepAlive == 0, waiting == .forItsInstance {
      return values(
        "M/G/∞",
        [
          (.coldShare, 1), (.waitMean, start), (.latencyMean, start + mean),
          (.inSystem, rate * (start + mean)), (.instances, rate * (start + mean)),
          (.utilization, mean / (start + mean)),
        ])
    }
    return []
  }

  private func values(_ formula: String, _ pairs: [(Measure, Double)]) -> [ExactValue] {
    pairs.filter { $0.1.isFinite }.map {
      ExactValue(measure: $0.0, value: $0.1, formula: formula)
    }
  }
}
