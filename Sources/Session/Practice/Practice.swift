import Records

/// Exercises one after another, apart from lessons.
///
///     var practice = Practice()
///     practice.pass("price-of-work")
///     let id = practice.next(among: candidates, at: now)
struct Practice {
  /// An exercise that could come next.
  struct Candidate {
    let id: String
    var repetition = Repetition([])
    /// How well what it tests is known: of several objectives, the least known.
    var mastery = Mastery()
    /// Whether the learner has come to the lesson that teaches it.
    var isSeen = true

    /// Whether it was not answered yet, or not to its end.
    var isUnsolved: Bool { repetition.state == .new || repetition.state == .begun }
  }

  /// What was met this time; it is not offered again.
  private(set) var passed: Set<String> = []

  /// Leaves an exercise, done or not.
  mutating func pass(_ id: String) { passed.insert(id) }

  /// What to do next: of what is least known what is unsolved, in its order, then what is due, the
  /// longest overdue first; nothing of lessons still to come.
  /// - Parameter now: seconds since 1970.
  func next(among all: [Candidate], at now: Double) -> Candidate? {
    let open = all.filter { candidate in
      guard !passed.contains(candidate.id), candidate.isSeen || candidate.repetition.state != .new
      else { return false }
      if case .due(let time) = candidate.repetition.state { return time <= now }
      return candidate.isUnsolved
    }
    // What counts as learned is all the same: its points are still to be had.
    func need(_ candidate: Candidate) -> Double {
      candidate.mastery.isEnough ? 1 : candidate.mastery.known
    }
    guard let least = open.map(need).min() else { return nil }
    let first = open.filter { need($0) == least }
    return first.first { $0.isUnsolved }
      ?? first.min { ($0.repetition.dueTime ?? 0) < ($1.repetition.dueTime ?? 0) }
  }
}
