/// How what a stopped instance leaves behind grows cold, rung by rung: a sleeping engine, then a
/// snapshot, weights in memory, weights on disk, and nothing. Each stays for so long on its rung; 0
/// leaves one out. The next start takes what is warmest, which is what was left last.
public struct Cooling: Sendable, Equatable {
  /// Seconds for which the engine sleeps, and for which there is a snapshot after that.
  public var asleep = 0.0, snapshot = 0.0
  /// Seconds for which the weights are in the host's memory after that, and on its disk then.
  public var inHostMemory = 0.0, onDisk = 0.0

  /// Creates one of instances that leave nothing behind.
  public init() {}

  /// The rungs that there are, from the warmest down, with the seconds after the stop at which each
  /// ends.
  var rungs: [(warmth: Warmth, until: Double)] {
    var end = 0.0
    return [
      (Warmth.asleep, asleep), (.snapshot, snapshot), (.inHostMemory, inHostMemory),
      (.onDisk, onDisk),
    ].compactMap { warmth, seconds in
      end += seconds
      return seconds > 0 ? (warmth, end) : nil
    }
  }

  /// Seconds until nothing is left.
  var longest: Double { asleep + snapshot + inHostMemory + onDisk }

  func validate() throws(SimulationError) {
    for seconds in [asleep, snapshot, inHostMemory, onDisk] {
      try SimulationError.check(seconds, Setting(.coldStart, .lasting), in: 0...1e9)
    }
  }
}

/// The places where instances stopped, and how warm they still are.
struct WarmPlaces: Sendable {
  private let rungs: [(warmth: Warmth, until: Double)]
  private let longest: Double
  /// Where starts begin at the least.
  private let least: Warmth
  /// When the instances stopped, in order; those before `first` have grown cold.
  private var stops: [Double] = []
  private var first = 0
  /// Starts since `clear()`, by the warmth that they began from.
  private(set) var starts = [Int](repeating: 0, count: Warmth.allCases.count)

  init(_ cooling: Cooling, least: Warmth) {
    (rungs, longest, self.least) = (cooling.rungs, cooling.longest, least)
  }

  /// An instance stops.
  mutating func leave(at now: Double) {
    while first < stops.count, now - stops[first] >= longest { first += 1 }
    if first > 64, 2 * first > stops.count {
      stops.removeFirst(first)
      first = 0
    }
    stops.append(now)
  }

  /// An instance starts where it is warmest.
  mutating func take(at now: Double) -> Warmth {
    var found = Warmth.cold
    if stops.count > first {
      let age = now - stops.removeLast()
      found = rungs.first { age < $0.until }?.warmth ?? .cold
    }
    found = max(found, least)
    starts[found.rawValue] += 1
    return found
  }

  mutating func clear() { for index in starts.indices { starts[index] = 0 } }
}
