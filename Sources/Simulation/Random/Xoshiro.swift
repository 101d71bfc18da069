import Basics

/// xoshiro256++ 1.0, a fast generator with a period of 2^256 - 1.
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021.
public struct Xoshiro: RandomNumberGenerator, Sendable, Equatable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  /// A generator for one purpose. Generators of the same seed and different streams are
  /// independent for all practical purposes.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var mixer = SplitMix64(seed: seed)
    var streamMixer = SplitMix64(seed: mixer.next() ^ (stream &* 0xD1B5_4A32_D192_ED03))
    self.init(
      state: (streamMixer.next(), streamMixer.next(), streamMixer.next(), streamMixer.next()))
  }

  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    (s0, s1, s2, s3) = state
    // The one state that the generator cannot leave.
    if s0 | s1 | s2 | s3 == 0 { s0 = 1 }
  }

  /// The next 64 random bits.
  @inline(__always)
  public mutating func next() -> UInt64 {
    let sum = s0 &+ s3
    let result = ((sum &<< 23) | (sum &>> 41)) &+ s0
    let t = s1 &<< 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 &<< 45) | (s3 &>> 19)
    return result
  }

  /// A uniform number in [0, 1), with 53 random bits.
  @inline(__always)
  public mutating func uniform() -> Double {
    Double(Int64(truncatingIfNeeded: next() &>> 11)) * 0x1p-53
  }

  /// A uniform number in (0, 1], fit for a logarithm.
  @inline(__always)
  mutating func positiveUniform() -> Double {
    Double(Int64(truncatingIfNeeded: next() &>> 11) &+ 1) * 0x1p-53
  }

  /// A uniform whole number in 0..<bound, by the multiply-shift method (bias below 2^-40 for any
  /// bound under 2^24). `bound` must be positive.
  @inline(__always)
  mutating func index(below bound: Int) -> Int {
    Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: bound).multipliedFullWidth(by: next()).high)
  }
}

/// What each generator of a run is for. Each purpose has its own, so that two fleets run with the
/// same seed meet the same arrivals and the same work (common random numbers).
enum Stream {
  static let arrivals: UInt64 = 1
  static let service: UInt64 = 2
  static let coldStart: UInt64 = 3
  static let replications: UInt64 = 4
  static let routing: UInt64 = 5
  static let failedStarts: UInt64 = 6
  static let outages: UInt64 = 7
  static let interruptions: UInt64 = 8
  static let patience: UInt64 = 9
  static let retries: UInt64 = 10
  static let kinds: UInt64 = 11
  static let lostWork: UInt64 = 12
  /// From here on, one for each pool, and one for each kind of requests.
  static let pools: UInt64 = 1 << 32
  static let kindsOfWork: UInt64 = 1 << 33
}
