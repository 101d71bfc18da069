import Basics
import Foundation
import Testing

@testable import Simulation

/// Numbers that must be the same on every platform, to the last bit.
@Suite struct Portable {
  @Test func elementaryFunctions() {
    var random = Xoshiro(seed: 1)
    for _ in 0..<20_000 {
      let x = (random.uniform() - 0.5) * 100
      let exact = Foundation.exp(x)
      #expect(abs(PortableMath.exp(x) - exact) <= 2 * exact.ulp, "exp \(x)")
      let y = Foundation.exp((random.uniform() - 0.5) * 1000)
      let log = Foundation.log(y)
      #expect(abs(PortableMath.log(y) - log) <= 2 * max(log.magnitude, 1e-3).ulp, "log \(y)")
      let turns = (random.uniform() - 0.5) * 10
      let cosine = Foundation.cos(2 * Double.pi * turns)
      #expect(abs(PortableMath.cosine(turns: turns) - cosine) < 1e-14, "cos \(turns)")
    }
  }

  @Test func edgesOfElementaryFunctions() {
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(800) == .infinity)
    #expect(PortableMath.exp(-800) == 0)
    #expect(abs(PortableMath.exp(-740) / Foundation.exp(-740) - 1) < 0.1)
    #expect(abs(PortableMath.exp(709.7) / Foundation.exp(709.7) - 1) < 1e-12)
    #expect(PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(.nan).isNaN)
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(-1).isNaN)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(
      abs(PortableMath.log(.leastNonzeroMagnitude) - Foundation.log(.leastNonzeroMagnitude)) < 1e-12
    )
  }

  /// The generator's published first numbers from the state 1, 2, 3, 4; and those of a seed, from an
  /// independent program.
  @Test func generator() {
    var plain = Xoshiro(state: (1, 2, 3, 4))
    #expect(
      (0..<4).map { _ in plain.next() } == [
        41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386,
      ])
    var random = Xoshiro(seed: 1, stream: 1)
    let first = (0..<3).map { _ in random.next() }
    #expect(first == RandomBits.xoshiro, "\(first)")
  }

  /// The layers, and draws from them, by their bits.
  @Test func zigguratBits() {
    func fold(_ table: Ziggurat) -> UInt64 {
      (0..<256).reduce(0) { sum, index in
        let layer = table.layers[index]
        let bits =
          UInt64(bitPattern: layer.bound) ^ layer.width.bitPattern ^ layer.outer.bitPattern
          ^ layer.rise.bitPattern
        return (sum &* 0x100_0000_01B3) ^ bits
      }
    }
    #expect(fold(.exponential) == RandomBits.exponentialTable, "\(fold(.exponential))")
    #expect(fold(.normal) == RandomBits.normalTable, "\(fold(.normal))")
  }

  /// A whole run, by its bits.
  @Test func runBits() throws {
    var fleet = Fleet.serverless(
      arrivals: .daily(mean: 1, peak: 3, period: 600),
      service: .lognormal(median: 1, p95: 4), coldStart: .time(.exponential(mean: 5)))
    fleet.maxInstances = 4
    let outcome = try simulate(fleet, .requests(5000, seed: 9))
    #expect(outcome.latency.mean.value.bitPattern == RandomBits.latency)
    #expect(outcome.instances.value.bitPattern == RandomBits.instances)
    #expect(outcome.cold == RandomBits.cold)
  }

  @Test func streamsDiffer() {
    var (a, b, c) = (Xoshiro(seed: 1, stream: 1), Xoshiro(seed: 1, stream: 2), Xoshiro(seed: 2))
    let draws = Set([a.next(), b.next(), c.next()])
    #expect(draws.count == 3)
  }
}

/// Recorded on one platform, to be met on all.
enum RandomBits {
  static let xoshiro: [UInt64] = [
    10_441_275_863_466_914_224, 2_198_199_290_606_868_003, 4_076_152_382_663_459_720,
  ]
  static let exponentialTable: UInt64 = 8_579_077_638_645_270_656
  static let normalTable: UInt64 = 9_305_420_574_764_372_045
  static let latency: UInt64 = 4_616_807_497_834_675_469
  static let instances: UInt64 = 4_613_976_477_811_747_360
  static let cold = 33
}
