import Basics

/// Draws from a `Law`, made ready for speed. Every draw takes exactly one value of the law from
/// the generator given, whatever happens in the fleet.
struct LawSampler: Sendable {
  private enum Kind: UInt8 { case exponential, fixed, lognormal, empirical }

  private let kind: Kind
  private let scale: Double
  private let sigma: Double
  private let values: [Double]
  private let exponential = Ziggurat.exponential

  init(_ law: Law) {
    sigma = law.sigma
    switch law {
    case .fixed(let value): (kind, scale, values) = (.fixed, value, [])
    case .exponential(let mean): (kind, scale, values) = (.exponential, mean, [])
    case .lognormal(let median, _): (kind, scale, values) = (.lognormal, median, [])
    case .empirical(let measured): (kind, scale, values) = (.empirical, 0, measured)
    }
  }

  @inline(__always)
  func draw(_ random: inout Xoshiro) -> Double {
    if kind == .exponential { return random.exponential(exponential) * scale }
    return drawOther(&random)
  }

  @inline(never)
  private func drawOther(_ random: inout Xoshiro) -> Double {
    switch kind {
    case .exponential: random.exponential(exponential) * scale
    case .fixed: scale
    case .lognormal: scale * PortableMath.exp(sigma * random.normal(Ziggurat.normal))
    case .empirical: values[random.index(below: values.count)]
    }
  }
}
