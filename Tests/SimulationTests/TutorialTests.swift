import Simulation
import TestSupport
import Testing

/// The tutorial of the library, Simulation.docc/SizingAFleet.md, whose code this is.
@Suite struct TutorialTests {
  @Test func sizesAFleet() throws {
    let print = Printed()

    let perSecond = Prices.perGPUSecond(2.736 / 3600)
    var serverless = Fleet.serverless(
      arrivals: .poisson(rate: 1.0 / 60), service: .exponential(mean: 4),
      coldStart: .time(.fixed(20)), keepAlive: 60, prices: perSecond)
    let run = Run.requests(20_000)
    let outcome = try simulate(serverless, run)

    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    print("cold starts \(rounded(outcome.coldShare.value * 100))%")
    print("median latency \(rounded(outcome.latency.p50.value)) s")
    print("p99 latency \(rounded(outcome.latency.p99.value)) s")
    print("cost $\(rounded(outcome.costPerHour)) an hour")

    for point in try keepAliveSweep(serverless, run, seconds: [0, 60, 600]) {
      let cold = rounded(point.outcome.coldShare.value * 100)
      print("\(Int(point.value)) s: \(cold)% cold, $\(rounded(point.outcome.costPerHour)) an hour")
    }

    serverless.scaling = .keepAlive(600)
    let dedicated = Fleet.dedicated(
      arrivals: serverless.arrivals, service: serverless.service, servers: 1,
      prices: .reserved(perGPUHour: 1.80))
    let comparison = try compare(serverless, dedicated, .requests(5_000))
    let latency = comparison[.latencyP99]
    print("p99 latency \(rounded(latency.first)) s, dedicated \(rounded(latency.second)) s")
    print("the difference is \(latency.isClear ? "clear" : "within chance")")

    try Article("Simulation/Simulation.docc/SizingAFleet.md").check(printed: print.lines)
  }
}
