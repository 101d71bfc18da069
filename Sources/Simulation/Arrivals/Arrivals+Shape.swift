/// What the times that a run must take have to know of traffic.
extension Arrivals {
  /// Requests per second at the busiest moment.
  var highestRate: Double? {
    switch self {
    case .daily(_, let peak, _): peak
    case .profile(let rates, _): rates.max()
    case .bursts(_, _, let rateOn, let rateOff): max(rateOn, rateOff)
    case .weekly, .officeHours: eventRate
    case .growing(let base, let perMonth, let months):
      base.highestRate.map { $0 * Growth(perMonth: perMonth, months: months).most }
    case .merged(let streams): streams.reduce(0) { $0 + ($1.highestRate ?? 0) }
    default: meanRate
    }
  }

  /// Variance over mean of the number of requests in a long time: 1 where they come at random.
  var dispersion: Double {
    switch self {
    case .fixedRate: return 0
    case .bursts(let on, let off, let rateOn, let rateOff):
      guard on.isFinite, off.isFinite, let mean = meanRate, mean > 0 else { return 1 }
      let (up, down) = (1 / off, 1 / on)
      let difference = rateOn - rateOff
      let sum = up + down
      return 1 + 2 * difference * difference * up * down / (sum * sum * sum * mean)
    case .growing(let base, _, _): return base.dispersion
    case .merged(let streams):
      guard let mean = meanRate, mean > 0 else { return 1 }
      return streams.reduce(0) { $0 + $1.dispersion * ($1.meanRate ?? 0) } / mean
    default: return 1
    }
  }

  /// The length of the cycle that traffic goes through, in seconds; of several, the longest. Nil
  /// where it has none.
  var cycle: Double? {
    switch self {
    case .daily(_, _, let period), .profile(_, let period): period
    case .weekly, .officeHours: WeekProfile.length
    case .growing(_, let perMonth, let months): Growth(perMonth: perMonth, months: months).length
    case .merged(let streams): streams.compactMap { $0.cycle }.max()
    default: nil
    }
  }

  /// A spell of much traffic and one of little, in seconds; 0 where there are none.
  var spells: Double {
    switch self {
    case .bursts(let on, let off, _, _): on.isFinite && off.isFinite ? on + off : 0
    case .growing(let base, _, _): base.spells
    case .merged(let streams): streams.reduce(0) { max($0, $1.spells) }
    default: 0
    }
  }

  /// Whether requests come without end, and each by itself, so that some of them left out are
  /// again such a stream.
  var isAtRandom: Bool {
    switch self {
    case .fixedRate, .trace, .list: false
    case .growing(let base, _, _): base.isAtRandom
    case .merged(let streams): streams.allSatisfy { $0.isAtRandom }
    default: true
    }
  }

  /// The same with every rate multiplied.
  func scaled(by factor: Double) -> Arrivals {
    switch self {
    case .poisson(let rate): .poisson(rate: rate * factor)
    case .fixedRate(let rate): .fixedRate(rate * factor)
    case .bursts(let on, let off, let rateOn, let rateOff):
      .bursts(on: on, off: off, rateOn: rateOn * factor, rateOff: rateOff * factor)
    case .daily(let mean, let peak, let period):
      .daily(mean: mean * factor, peak: peak * factor, period: period)
    case .profile(let rates, let period):
      .profile(rates: rates.map { $0 * factor }, period: period)
    case .weekly(let mean, let peak, let weekend):
      .weekly(mean: mean * factor, peak: peak * factor, weekend: weekend)
    case .officeHours(let rate, let otherwise, let from, let until):
      .officeHours(rate: rate * factor, otherwise: otherwise * factor, from: from, until: until)
    case .growing(let base, let perMonth, let months):
      .growing(base.scaled(by: factor), perMonth: perMonth, months: months)
    case .merged(let streams): .merged(streams.map { $0.scaled(by: factor) })
    case .trace, .list: self
    }
  }
}
