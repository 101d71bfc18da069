import Basics
import Simulation

/// What was simulated lately. The same fleet, run and seed give the same outcome, and people go back
/// to settings that they had: with `undo`, in a comparison, in a lesson that is opened again.
final class RecentRuns: Sendable {
  static let shared = RecentRuns()

  /// So many are kept; each takes a few hundred kilobytes at most.
  private static let most = 128

  private struct Entry {
    let fleet: Fleet
    let run: Run
    let outcome: Outcome
  }

  /// The one that was asked for last stands at the end.
  private let entries = Locked<[Entry]>([])

  /// Simulates a fleet, or gives what came of it before. A file is read each time.
  /// - Throws: as `simulate` does.
  func outcome(
    of fleet: Fleet, _ run: Run, progress: @escaping (Double) -> Bool
  ) throws(SimulationError) -> Outcome {
    if fleet.arrivals.isTrace { return try simulate(fleet, run, progress: progress) }
    if let known = known(fleet, run) { return known }
    let outcome = try simulate(fleet, run, progress: progress)
    entries.withLock { entries in
      if entries.count == Self.most { entries.removeFirst() }
      entries.append(Entry(fleet: fleet, run: run, outcome: outcome))
    }
    return outcome
  }

  private func known(_ fleet: Fleet, _ run: Run) -> Outcome? {
    entries.withLock { entries in
      guard let place = entries.lastIndex(where: { $0.run == run && $0.fleet == fleet }) else {
        return nil
      }
      let entry = entries.remove(at: place)
      entries.append(entry)
      return entry.outcome
    }
  }
}
