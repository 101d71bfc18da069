import Simulation

/// A fleet simulated in the plainest way, as an oracle: at every step everything is looked at, and
/// whatever is soonest happens. Instances take one request at a time, starts take always as long,
/// and requests wait in one line for the first instance that is free and serves them.
struct PlainFleet {
  struct Request {
    var arrival, work: Double
    var begin: Double?
    var end: Double?
  }

  private enum State: Equatable {
    case starting(until: Double)
    case busy(until: Double)
    case idle(since: Double)
  }

  private struct Server {
    var pool: Int
    var state: State
    var comesAndGoes: Bool
  }

  private let pools: [Pool]
  private let queue: Queue
  private let takesOldest: Bool
  private var servers: [Server] = []
  private var line: [Int] = []
  private(set) var requests: [Request]
  private(set) var starts = 0
  private(set) var alive = 0.0

  init(_ fleet: Fleet, _ list: [TracedRequest]) {
    (pools, queue, takesOldest) = (fleet.pools, fleet.queue, fleet.routing == .oldest)
    requests = list.map { Request(arrival: $0.time, work: $0.duration ?? 0) }
    for (index, pool) in pools.enumerated() {
      for _ in 0..<pool.reserved {
        servers.append(Server(pool: index, state: .idle(since: 0), comesAndGoes: false))
      }
    }
    run()
  }

  private mutating func run() {
    var next = 0
    var now = 0.0
    while true {
      var soonest = Double.infinity
      var which = -1
      for (index, server) in servers.enumerated() {
        let time =
          switch server.state {
          case .starting(let until), .busy(let until): until
          case .idle(let since):
            server.comesAndGoes ? since + pools[server.pool].keepAlive : Double.infinity
          }
        if time < soonest { (soonest, which) = (time, index) }
      }
      let arrival = next < requests.count ? requests[next].arrival : .infinity
      if min(soonest, arrival) == .infinity { return }
      let time = min(soonest, arrival)
      alive += Double(servers.count { $0.comesAndGoes }) * (time - now)
      now = time
      if arrival < soonest {
        arrive(next, now)
        next += 1
      } else if case .idle = servers[which].state {
        servers.remove(at: which)
      } else {
        servers[which].state = .idle(since: now)
        if !line.isEmpty { serve(line.removeFirst(), at: which, now) }
      }
    }
  }

  private mutating func serve(_ request: Int, at server: Int, _ now: Double) {
    let end = now + requests[request].work / pools[servers[server].pool].speed
    (requests[request].begin, requests[request].end) = (now, end)
    servers[server].state = .busy(until: end)
  }

  private mutating func arrive(_ request: Int, _ now: Double) {
    for pool in pools.indices {
      let free = servers.indices.filter {
        if servers[$0].pool != pool { return false }
        if case .idle = servers[$0].state { return true }
        return false
      }
      // Rented ones go first, in their order; of the others the one that came last, or first.
      let rented = free.first { !servers[$0].comesAndGoes }
      if let chosen = rented ?? (takesOldest ? free.first : free.last) {
        return serve(request, at: chosen, now)
      }
    }
    let coming = servers.count {
      if case .starting = $0.state { return true }
      return false
    }
    let starter = pools.indices.first { pool in
      servers.count { $0.pool == pool && $0.comesAndGoes } < pools[pool].maxInstances ?? .max
    }
    if case .bounded(let length) = queue,
      line.count >= length + coming + (starter == nil ? 0 : 1)
    {
      return
    }
    line.append(request)
    guard let starter, line.count > coming else { return }
    starts += 1
    servers.append(
      Server(
        pool: starter, state: .starting(until: now + pools[starter].coldStart.mean),
        comesAndGoes: true))
  }
}
