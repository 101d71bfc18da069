/// How fast the requests in a fleet become more, where its runs show that they do so for ever.
///
/// What a fleet can do at most follows from no formula where it depends on the order of the work:
/// models that are exchanged, a cache that overflows, an autoscaler that asks for too few. There the
/// stretches of a run tell. From one to the next a line in balance takes steps up and down around
/// zero; one to which more comes than is served grows by about as much in each.
struct LineGrowth {
  /// Steps of a run that are needed at least.
  private static let leastSteps = 8
  /// The mean step is so many times its 95% interval above zero: chance alone does that in fewer
  /// than one of a thousand runs.
  private static let certainty = 2.5
  /// The second half of a run grows at least by this share of the first half's: a line that comes
  /// to rest grows less and less.
  private static let leastOfFirstHalf = 0.6
  /// Requests that a line grows by at least in a run.
  private static let leastGrowth = 10.0

  /// Requests per second by which each of the runs grows.
  let perSecond: Estimate

  /// Nil where the runs do not show that the line grows.
  /// - Parameter strands: of each run its stretches, in their order.
  init?(_ strands: [[Batch]], of fleet: Fleet) {
    guard fleet.letsAllWait, !fleet.arrivals.isTrace, fleet.arrivals.spells == 0 else { return nil }
    if FleetTimes(fleet).cycle != nil { return nil }
    var steps: [Double] = []
    var halves = (first: 0.0, second: 0.0)
    for strand in strands {
      let lengths = strand.map { $0.totals.time }
      guard strand.count > Self.leastSteps, lengths.allSatisfy({ $0 > 0 }) else { return nil }
      let levels = strand.map { fleet.inSystem($0.totals) / $0.totals.time }
      guard let first = levels.first, let last = levels.last, last - first >= Self.leastGrowth
      else { return nil }
      for index in levels.indices.dropFirst() {
        let time = (lengths[index] + lengths[index - 1]) / 2
        steps.append((levels[index] - levels[index - 1]) / time)
      }
      let middle = levels[levels.count / 2]
      halves.first += (middle - first) / Double(levels.count / 2)
      halves.second += (last - middle) / Double(levels.count - 1 - levels.count / 2)
    }
    let mean = Estimate.mean(of: steps)
    guard let half = mean.halfWidth, mean.value > Self.certainty * half,
      halves.second >= Self.leastOfFirstHalf * halves.first
    else { return nil }
    perSecond = mean
  }
}

extension Fleet {
  /// Whether all requests stay until they are served, however long the line is.
  var letsAllWait: Bool {
    queue == .unbounded && clients.patience == nil && clients.timeout == .infinity
  }

  /// Whether `queueGrowth` has all of what it can do at most.
  var knowsCapacity: Bool {
    if service.server != nil || pools.contains(where: { $0.swap != nil }) { return false }
    guard isElastic, !isMixed else { return true }
    return switch scaling {
    case .keepAlive, .idleHistogram, .schedule: true
    case .knative, .horizontal, .rayServe: false
    }
  }

  /// The requests in it, times the seconds that they were.
  func inSystem(_ totals: Totals) -> Double {
    totals.waiting + (concurrency > 1 || isMixed ? totals.inService : totals.busy)
  }
}
