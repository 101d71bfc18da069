/// What a stopped instance still has when it is started again: the higher, the less there is to
/// do, and the more the platform must keep.
public enum Warmth: Int, Sendable, CaseIterable, Comparable {
  /// Nothing: the image is pulled, the weights are fetched.
  case cold
  /// Image and weights on the host's disk.
  case onDisk
  /// Weights in the host's memory.
  case inHostMemory
  /// A snapshot of the ready process, to be restored.
  case snapshot
  /// The engine with its graphs and kernels sleeps beside its GPU, its weights in the host's memory.
  case asleep
  /// The process itself: nothing to start.
  case warm

  /// Orders warmths from cold to warm.
  public static func < (a: Warmth, b: Warmth) -> Bool { a.rawValue < b.rawValue }
}

/// One named step of starting an instance.
public struct StartPhase: Sendable, Equatable {
  /// What the step is called, such as "load".
  public var name: String
  /// How long it takes, seconds.
  public var law: Law
  /// From which warmth this step is paid.
  public var paidFrom: Set<Warmth>

  /// A step paid whenever an instance is started, or only from the warmths given.
  public init(_ name: String, _ law: Law, paidFrom: Set<Warmth> = StartPhase.always) {
    self.name = name
    self.law = law
    self.paidFrom = paidFrom
  }

  /// Every warmth but `warm` and `asleep`, where the process is there.
  public static let always: Set<Warmth> = [.cold, .onDisk, .inHostMemory, .snapshot]

  /// A machine is found and its driver made ready. Paid at every start.
  public static func allocate(_ law: Law) -> StartPhase { StartPhase("allocate", law) }
  /// The image, and weights that come with it, are fetched. Paid from cold.
  public static func pull(_ law: Law) -> StartPhase {
    StartPhase("pull", law, paidFrom: [.cold])
  }
  /// Weights go from disk to the GPU. Paid from cold and from disk.
  public static func load(_ law: Law) -> StartPhase {
    StartPhase("load", law, paidFrom: [.cold, .onDisk])
  }
  /// Weights go from host memory to the GPU. Paid from host memory.
  public static func copy(_ law: Law) -> StartPhase {
    StartPhase("copy", law, paidFrom: [.inHostMemory])
  }
  /// A snapshot is put back. Paid from a snapshot.
  public static func restore(_ law: Law) -> StartPhase {
    StartPhase("restore", law, paidFrom: [.snapshot])
  }
  /// A sleeping engine gets its weights back. Paid from asleep.
  public static func wake(_ law: Law) -> StartPhase {
    StartPhase("wake", law, paidFrom: [.asleep])
  }
  /// The engine starts, compiles and captures graphs. Paid unless a snapshot has it all.
  public static func warmUp(_ law: Law) -> StartPhase {
    StartPhase("warm up", law, paidFrom: [.cold, .onDisk, .inHostMemory])
  }
}

/// Starting an instance: its steps, one after the other, and the warmth it starts from.
public struct ColdStart: Sendable, Equatable {
  /// Every step of a start from nothing, in order. None: instances start at once.
  public var phases: [StartPhase]
  /// Where starts begin on this platform; steps not paid from there are left out.
  public var warmth: Warmth
  /// How what a stopped instance leaves behind grows cold; nil where it leaves nothing more than
  /// `warmth`.
  public var cooling: Cooling?

  /// A start by its phases.
  public init(_ phases: [StartPhase] = [], warmth: Warmth = .cold, cooling: Cooling? = nil) {
    (self.phases, self.warmth, self.cooling) = (phases, warmth, cooling)
  }

  /// A start with a single step.
  public static func time(_ law: Law) -> ColdStart { ColdStart([StartPhase("start", law)]) }

  /// The steps that are paid from where starts begin, or from what stopped instances leave behind.
  public var paidPhases: [StartPhase] {
    guard let cooling else { return coldest }
    let reached = Set(([.cold] + cooling.rungs.map { $0.warmth }).map { max($0, warmth) })
    return phases.filter { !$0.paidFrom.isDisjoint(with: reached) }
  }

  /// The steps of a start where nothing was left behind.
  private var coldest: [StartPhase] { phases.filter { $0.paidFrom.contains(warmth) } }

  /// Expected seconds of a start where nothing was left behind.
  public var mean: Double { coldest.reduce(0) { $0 + $1.law.mean } }

  /// Variance of the seconds of such a start; the steps are independent.
  public var variance: Double { coldest.reduce(0) { $0 + $1.law.variance } }

  func validate() throws(SimulationError) {
    guard phases.count <= SimulationLimits.phases else {
      throw .unusable(
        Setting(.coldStart),
        .tooMany(.phases, Double(phases.count), most: Double(SimulationLimits.phases)))
    }
    try cooling?.validate()
    for phase in phases { try phase.law.validate(Setting(.coldStart, phase: phase.name)) }
  }
}

/// Draws starts, and remembers how long each phase took in all.
struct StartSampler: Sendable {
  private let laws: [LawSampler]
  /// From which warmth each phase is paid.
  private let paidFrom: [Set<Warmth>]
  private let service: LawSampler?
  private var random: Xoshiro
  /// The share of starts that fail, and what decides which.
  private let failing: Double
  private var luck: Xoshiro
  /// Starts that failed since `clear()`.
  private(set) var failed = 0
  /// Seconds spent in each paid phase since `clear()`.
  private(set) var seconds: [Double]

  /// - Parameters:
  ///   - failing: the share of starts that fail.
  ///   - luck: decides which.
  init(
    _ coldStart: ColdStart, service: Law?, random: Xoshiro, failing: Double, luck: Xoshiro
  ) {
    (self.failing, self.luck) = (failing, luck)
    self.service = service.map { LawSampler($0) }
    let phases = coldStart.paidPhases
    laws = phases.map { LawSampler($0.law) }
    paidFrom = phases.map { $0.paidFrom }
    seconds = Array(repeating: 0, count: laws.count)
    self.random = random
  }

  /// How long a start takes, with those before it that fail.
  /// - Parameter warmth: what there is of it; nil where that is always the same.
  mutating func draw(from warmth: Warmth? = nil) -> Double {
    var total = once(warmth)
    if failing > 0 {
      while luck.uniform() < failing {
        failed += 1
        total += once(warmth)
      }
    }
    return total
  }

  private mutating func once(_ warmth: Warmth?) -> Double {
    var total = 0.0
    for index in laws.indices {
      if let warmth, !paidFrom[index].contains(warmth) { continue }
      let time = laws[index].draw(&random)
      seconds[index] += time
      total += time
    }
    return total
  }

  /// Seconds of service of a fresh instance's first request, if it has its own law.
  mutating func drawService() -> Double? { service?.draw(&random) }

  mutating func clear() {
    for index in seconds.indices { seconds[index] = 0 }
    failed = 0
  }
}
