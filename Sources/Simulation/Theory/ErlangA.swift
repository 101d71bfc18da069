/// Servers with one line from which requests leave, M/M/c+M: what its states add up to.
/// Source: Palm, "Research on telephone traffic carried by full availability groups", 1957.
public struct ErlangA: Sendable, Equatable {
  /// The share of the requests that leave before their service begins.
  public let gaveUp: Double
  /// Requests waiting or in service, on average.
  public let inSystem: Double

  /// - Parameters:
  ///   - servers: at least 1.
  ///   - rate: requests per second.
  ///   - service: mean seconds of service.
  ///   - patience: mean seconds that a request waits at most.
  public init(servers: Int, rate: Double, service: Double, patience: Double) {
    // Weights of the states from the most likely one on, so that none overflows.
    func down(_ state: Int) -> Double {
      Double(min(state, servers)) / service + Double(max(0, state - servers)) / patience
    }
    var likely = 0
    while likely < 20_000_000, down(likely + 1) < rate { likely += 1 }
    var (sum, number, waiting) = (0.0, 0.0, 0.0)
    func add(_ state: Int, _ weight: Double) {
      sum += weight
      number += weight * Double(state)
      waiting += weight * Double(max(0, state - servers))
    }
    add(likely, 1)
    var (state, weight) = (likely, 1.0)
    while state > 0, weight > 1e-18 {
      weight *= down(state) / rate
      state -= 1
      add(state, weight)
    }
    (state, weight) = (likely, 1.0)
    while weight > 1e-18, state < 40_000_000 {
      state += 1
      weight *= rate / down(state)
      add(state, weight)
    }
    inSystem = number / sum
    gaveUp = min(1, waiting / sum / patience / rate)
  }
}
