/// What goes wrong on the side of the platform, with the instances that come and go. Nothing does
/// where nothing is set.
public struct Mishaps: Sendable, Equatable {
  /// The share of starts that fail at their very end and begin anew, from 0 to 0.95.
  public var failedStarts = 0.0
  /// Spells in which nothing can be started; nil where there are none.
  public var outages: Outages?
  /// How instances are taken away; nil where they are not.
  public var interruptions: Interruptions?

  /// Creates a platform on which nothing goes wrong.
  public init() {}

  func validate(_ fleet: Fleet) throws(SimulationError) {
    try SimulationError.check(failedStarts, Setting(.failedStarts), in: 0...0.95)
    let times = 1...SimulationLimits.longestTime
    if let outages {
      try SimulationError.check(outages.every, Setting(.outages, .every), in: times)
      try SimulationError.check(
        outages.lasting, Setting(.outages, .lasting), in: 0...SimulationLimits.longestTime)
    }
    guard let interruptions else { return }
    try SimulationError.check(interruptions.every, Setting(.interruptions), in: times)
    try SimulationError.check(interruptions.notice, Setting(.notice), in: 0...1e9)
    // A request that hardly ever ends in one piece would be begun again without end.
    let longest = fleet.service.mean / fleet.batchedSpeed(fleet.concurrency)
    if longest > 5 * interruptions.every {
      throw .unusable(
        Setting(.interruptions),
        .below(interruptions.every, Setting(.service), longest))
    }
  }
}

/// Spells in which the platform has no instance to give: what is to be started begins when the spell
/// is over, and is not billed before.
public struct Outages: Sendable, Equatable {
  /// Mean seconds from the end of one to the beginning of the next, exponential; at least 1.
  public var every: Double
  /// Mean seconds that one lasts, exponential.
  public var lasting: Double

  /// Outages by their mean times, seconds.
  public init(every: Double, lasting: Double) { (self.every, self.lasting) = (every, lasting) }
}

/// Instances that the platform takes away again, as it does with spot machines.
///
/// From the notice on, an instance takes no further request. One without work goes at once; one at
/// work has until the notice is over, and what it has not done by then begins anew elsewhere. What
/// is to take its place is started with the notice.
public struct Interruptions: Sendable, Equatable {
  /// Mean seconds from the moment an instance is ready to its notice, exponential; at least 1.
  public var every: Double
  /// Seconds from the notice to the end.
  public var notice: Double

  /// Interruptions by their mean distance and their notice, seconds.
  public init(every: Double, notice: Double = 0) { (self.every, self.notice) = (every, notice) }

  /// After so many interruptions a request is given up.
  static let most = 100
}

/// In which spell of its outages a platform is.
struct OutageSpells: Sendable {
  private let outages: Outages
  private var isOut: Bool
  private var until: Double
  private var random: Xoshiro

  init(_ outages: Outages, random: Xoshiro) {
    (self.outages, self.random) = (outages, random)
    (isOut, until) = (false, 0)
    begin(at: 0)
  }

  /// As at a moment long after anything that is known.
  private mutating func begin(at now: Double) {
    isOut = random.uniform() * (outages.every + outages.lasting) < outages.lasting
    until = now + random.exponential(.exponential) * (isOut ? outages.lasting : outages.every)
  }

  /// When the outage ends that is going on; nil where none is. Asked at moments that never go back.
  mutating func end(at now: Double) -> Double? {
    // What was so long ago says nothing of now.
    if now - until > 50 * (outages.every + outages.lasting) { begin(at: now) }
    while until <= now {
      isOut.toggle()
      until += random.exponential(.exponential) * (isOut ? outages.lasting : outages.every)
    }
    return isOut ? until : nil
  }
}
