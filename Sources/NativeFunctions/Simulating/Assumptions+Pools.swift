import Quantities
import Simulation

extension Assumptions {
  /// What a run of several pools takes for granted.
  static func mixed(_ fleet: Fleet, _ service: [String]) -> String {
    var parts = [arrivals(fleet.arrivals)] + service
    for kind in fleet.kinds {
      guard case .time(let law) = kind.service else { continue }
      parts.append("\(percent(kind.share)) of them \(kind.name), \(words(law))")
    }
    for pool in fleet.pools { parts.append(words(pool, fleet)) }
    parts.append("one line for all; " + words(fleet.poolChoice))
    if !fleet.knowsCost { parts.append("not every price is given, so no cost is told") }
    return parts.joined(separator: "; ")
  }

  private static func words(_ pool: Pool, _ fleet: Fleet) -> String {
    var words = [pool.reserved > 0 ? "\(pool.reserved) always there" : "come and go"]
    if let law = pool.service {
      words.append("service \(Self.words(law))")
    } else if pool.speed != 1 {
      words.append("\(Quantity(pool.speed).text) times the speed")
    }
    if pool.maxInstances != 0 {
      words += starts(pool.coldStart)
      words.append("kept for \(Quantity(pool.keepAlive, Units.second).text)")
    }
    if pool.concurrency > 1 {
      words.append(
        "n requests at once each take 1 + (n - 1) / \(Quantity(pool.batchSpeedup).text) times as long"
      )
    }
    if let kind = pool.serves { words.append("for \(fleet.kinds[kind].name) alone") }
    if let law = pool.swap {
      words.append("another model is loaded in a time \(Self.words(law)), first come, first served")
    }
    return "\(pool.name): " + words.joined(separator: ", ")
  }

  private static func words(_ choice: PoolChoice) -> String {
    switch choice {
    case .asListed: "the pool given first is asked first"
    case .fastest: "the quickest pool is asked first"
    case .cheapest: "the pool is asked first whose work costs least, rented GPUs before all others"
    case .leastLoaded: "the pool with the least at work for each place is asked first"
    }
  }

  private static func percent(_ share: Double) -> String { Quantity(share * 100, .percent).text }
}
