/// The stretches of one or more runs in their order, from whose differences follows how far a figure
/// may be off.
struct Series {
  /// Of each run, its stretches.
  let strands: [[Batch]]
  /// Whether the stretches of a run are parts of a cycle, which differ for that reason alone.
  let followsCycle: Bool
  /// The arrival rate in the long run, where figures per time are corrected by it.
  let arrivalRate: Double?
  /// Whether the length of the run was given, so that its stretches may be shorter than the fleet
  /// remembers.
  let isGiven: Bool
  /// The line of requests that wait, where the run may be short for it.
  let line: LineTimes?

  init(
    _ strands: [[Batch]], followsCycle: Bool = false, arrivalRate: Double? = nil,
    isGiven: Bool = false, line: LineTimes? = nil
  ) {
    (self.strands, self.followsCycle, self.arrivalRate) = (strands, followsCycle, arrivalRate)
    (self.isGiven, self.line) = (isGiven, line)
  }

  /// The same for times that are no waits.
  var withoutLine: Series {
    Series(strands, followsCycle: followsCycle, arrivalRate: arrivalRate, isGiven: isGiven)
  }

  /// All stretches together.
  var whole: Batch {
    var whole = Batch()
    for strand in strands { for batch in strand { whole.add(batch) } }
    return whole
  }

  /// Something of every stretch.
  func values(_ read: (Batch) -> Double) -> [[Double]] { strands.map { $0.map(read) } }

  /// Half the width of the 95% interval of a sum over all stretches, from what each adds less its
  /// expected share, so that the sum of these is 0; nil where there are too few.
  /// - Parameter fitted: how many numbers were fitted to them.
  func halfWidth(_ rest: [[Double]], fitted: Int = 1) -> Double? {
    let half =
      if followsCycle {
        fromSecondDifferences(rest)
      } else if isGiven, let strand = rest.first, rest.count == 1 {
        fromGroups(strand, fitted)
      } else {
        fromCorrelation(rest, fitted)
      }
    return half.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Half the width of the 95% interval of the share of all requests that is within some time.
  ///
  /// The longest of the waits come in few busy spells, each of which is a quarter of the relaxation
  /// time for an average: fewer than are there to be met in a short run, or none at all, which no
  /// stretches can tell. A line in heavy traffic is reflected Brownian motion, whose visits to a high
  /// level are a Poisson process (Aldous, "Probability approximations via the Poisson clumping
  /// heuristic", 1989, section D4); how long they take varies as much again.
  /// - Parameters:
  ///   - share: within the time, 0 to 1.
  ///   - size: how many requests there are.
  ///   - histogram: the times of a stretch.
  func shareHalfWidth(
    _ share: Double, at value: Double, size: Double, of histogram: (Batch) -> LogHistogram
  ) -> Double? {
    let rest = values { batch in
      let part = histogram(batch)
      return (part.share(atMost: value) - share) * Double(part.count)
    }
    guard let half = halfWidth(rest).map({ $0 / size }) else { return nil }
    let time = strands.reduce(0) { $0 + $1.reduce(0) { $0 + $1.totals.time } }
    let beyond = 1 - share
    guard let line, time > 0, beyond > 0, beyond < 0.25 else { return half }
    let spells = 4 * time * beyond / line.relaxation
    return max(half, 1.96 * beyond * (2 / spells).squareRoot())
  }

  /// The widest interval from stretches as they are and from groups of two and of four of them: what
  /// a fleet remembers over several stretches shows in groups alone.
  private func fromGroups(_ rest: [Double], _ fitted: Int) -> Double? {
    let found = [1, 2, 4].compactMap { size -> Double? in
      guard size == 1 || rest.count / size >= 5 else { return nil }
      let groups = stride(from: 0, to: rest.count, by: size).map { start in
        rest[start..<min(start + size, rest.count)].reduce(0, +)
      }
      return fromCorrelation([groups], fitted)
    }
    return found.max()
  }

  /// Neighbouring stretches are alike where they are short for how slowly a fleet changes: the
  /// spread is widened as for a process of the first order with the correlation that is found.
  private func fromCorrelation(_ rest: [[Double]], _ fitted: Int) -> Double? {
    let count = rest.reduce(0) { $0 + $1.count }
    let freedom = count - fitted
    if freedom < 1 { return nil }
    var (squares, products) = (0.0, 0.0)
    for strand in rest {
      for (index, value) in strand.enumerated() {
        squares += value * value
        if index > 0 { products += value * strand[index - 1] }
      }
    }
    if squares == 0 { return 0 }
    let correlation = min(max(products / squares + 1 / Double(count), 0), 0.8)
    let variance =
      Double(count) * squares / Double(freedom) * (1 + correlation) / (1 - correlation)
    return StudentT.interval95(degreesOfFreedom: freedom) * variance.squareRoot()
  }

  /// Second differences leave out what changes smoothly along a cycle.
  private func fromSecondDifferences(_ rest: [[Double]]) -> Double? {
    var (squares, count, terms) = (0.0, 0, 0)
    for strand in rest {
      count += strand.count
      for index in strand.indices.dropFirst(2) {
        let difference = strand[index] - 2 * strand[index - 1] + strand[index - 2]
        squares += difference * difference
        terms += 1
      }
    }
    if terms < 4 { return nil }
    let variance = Double(count) * squares / (6 * Double(terms))
    return StudentT.interval95(degreesOfFreedom: terms / 2) * variance.squareRoot()
  }
}
