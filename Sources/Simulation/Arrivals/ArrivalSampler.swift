/// Makes the arrival times of a run, one after the other.
struct ArrivalSampler {
  private enum Kind: UInt8 {
    case poisson, none, fixedRate, bursts, daily, profile, trace, growing, merged
  }

  private let kind: Kind
  private let gap: Double
  private let exponential = Ziggurat.exponential
  private var random: Xoshiro
  /// Time of the last arrival (or candidate), seconds.
  private var time = 0.0
  private var count = 0.0

  private var burst: BurstState
  private let cycle: DailyCycle
  private let steps: [Double]
  private let period: Double
  /// Added to the clock before the cycle is read, so that the measured part starts a period.
  private let phase: Double
  private let growth: Growth
  /// The streams that this one is made of, and the next arrival of each.
  private var streams: [ArrivalSampler] = []
  private var upcoming: [Double] = []
  /// Share of a trace's requests that is kept.
  private let kept: Double
  private(set) var source: TraceSource?
  /// What the last arrival of a trace carried.
  private(set) var traced = TracedRequest(time: 0)

  /// - Parameter phase: the clock's time at which a period begins.
  init(_ arrivals: Arrivals, random: Xoshiro, phase: Double) throws(SimulationError) {
    var random = random
    var kind = Kind.none
    var gap = 0.0
    var burst = BurstState()
    var cycle = DailyCycle(mean: 1, peak: 1, period: 1)
    var steps: [Double] = []
    var period = 1.0
    var source: TraceSource?
    var growth = Growth(perMonth: 0, months: 1)
    var streams: [ArrivalSampler] = []
    var kept = 1.0
    func useProfile(_ rates: [Double], _ length: Double) {
      let highest = rates.max() ?? 0
      if highest > 0 { (kind, gap) = (.profile, 1 / highest) }
      steps = rates.map { $0 * gap }
      period = length
    }
    switch arrivals {
    case .poisson(let rate):
      if rate > 0 { (kind, gap) = (.poisson, 1 / rate) }
    case .fixedRate(let rate):
      if rate > 0 { (kind, gap) = (.fixedRate, 1 / rate) }
    case .bursts(let on, let off, let rateOn, let rateOff):
      if rateOn > 0 || rateOff > 0 { kind = .bursts }
      burst = BurstState(on: on, off: off, rateOn: rateOn, rateOff: rateOff, random: &random)
    case .daily(let mean, let peak, let length):
      if peak > 0 { (kind, gap) = (.daily, 1 / peak) }
      cycle = DailyCycle(mean: mean, peak: peak, period: length)
    case .profile(let rates, let length): useProfile(rates, length)
    case .weekly(let mean, let peak, let weekend):
      useProfile(
        WeekProfile.weekly(mean: mean, peak: peak, weekend: weekend), WeekProfile.length)
    case .officeHours(let rate, let otherwise, let from, let until):
      useProfile(
        WeekProfile.officeHours(rate: rate, otherwise: otherwise, from: from, until: until),
        WeekProfile.length)
    case .growing(let base, let perMonth, let months):
      growth = Growth(perMonth: perMonth, months: months)
      (kind, gap) = (.growing, 1 / growth.most)
      streams = [
        try ArrivalSampler(
          base.scaled(by: growth.most),
          random: Xoshiro(seed: random.next(), stream: Stream.arrivals), phase: phase)
      ]
    case .merged(let parts):
      kind = .merged
      for part in parts {
        streams.append(
          try ArrivalSampler(
            part, random: Xoshiro(seed: random.next(), stream: Stream.arrivals), phase: phase))
      }
    case .trace(let file):
      kind = .trace
      source = try TraceSource(file)
      kept = file.share
    case .list(let requests):
      kind = .trace
      source = TraceSource(requests)
    }
    self.random = random
    self.kind = kind
    self.gap = gap
    self.burst = burst
    self.cycle = cycle
    self.steps = steps
    self.period = period
    self.source = source
    self.phase = phase
    self.growth = growth
    self.streams = streams
    self.kept = kept
    if kind != .merged { return }
    for index in streams.indices { upcoming.append(self.streams[index].next()) }
  }

  /// The time of the next arrival; infinite when there is none any more.
  @inline(__always)
  mutating func next() -> Double {
    if kind == .poisson {
      time += random.exponential(exponential) * gap
      return time
    }
    return nextOther()
  }

  @inline(never)
  private mutating func nextOther() -> Double {
    switch kind {
    case .poisson: time += random.exponential(exponential) * gap
    case .none: time = .infinity
    case .fixedRate:
      // A product, not a running sum, so that rounding does not add up.
      count += 1
      time = count * gap
    case .bursts: time = burst.next(after: time, &random)
    case .daily:
      repeat {
        time += random.exponential(exponential) * gap
      } while random.uniform() * cycle.peak
        >= cycle.rate(at: time - phase)
    case .profile:
      repeat {
        time += random.exponential(exponential) * gap
      } while random.uniform()
        >= share(at: time - phase)
    case .growing:
      repeat {
        time = streams[0].next()
      } while time < .infinity && random.uniform() >= growth.factor(at: time - phase) * gap
    case .merged:
      var first = 0
      for index in upcoming.indices where upcoming[index] < upcoming[first] { first = index }
      time = upcoming[first]
      upcoming[first] = streams[first].next()
    case .trace:
      guard var request = source?.next() else { return .infinity }
      while kept < 1, random.uniform() >= kept {
        guard let next = source?.next() else { return .infinity }
        request = next
      }
      traced = request
      time = request.time
    }
    return time
  }

  /// The profile's rate over its highest.
  private func share(at time: Double) -> Double {
    let turns = time / period
    let position = (turns - turns.rounded(.down)) * Double(steps.count)
    return steps[min(max(Int(position), 0), steps.count - 1)]
  }
}

/// The two-state chain behind bursts.
struct BurstState {
  private var isOn = true
  private var stateEnd = Double.infinity
  private var on = 1.0
  private var off = 1.0
  private var rateOn = 0.0
  private var rateOff = 0.0

  init() {}

  /// Starts in the long run's proportion of on and off.
  init(on: Double, off: Double, rateOn: Double, rateOff: Double, random: inout Xoshiro) {
    (self.on, self.off, self.rateOn, self.rateOff) = (on, off, rateOn, rateOff)
    isOn = random.uniform() * (on + off) < on
    stateEnd = random.exponential(.exponential) * (isOn ? on : off)
  }

  /// The first arrival after `time`. A gap that would reach past the state's end is drawn anew from
  /// there, which the exponential law allows.
  mutating func next(after time: Double, _ random: inout Xoshiro) -> Double {
    var time = time
    while true {
      let rate = isOn ? rateOn : rateOff
      let arrival =
        rate > 0 ? time + random.exponential(.exponential) / rate : Double.infinity
      if arrival <= stateEnd { return arrival }
      time = stateEnd
      isOn.toggle()
      stateEnd += random.exponential(.exponential) * (isOn ? on : off)
    }
  }
}
