import Records

/// Exercises one after another, apart from lessons.
///
///     var practice = Practice()
///     practice.pass("price-of-work")
///     let id = practice.next(among: repetitions, at: now)
struct Practice {
  /// What was met this time; it is not offered again.
  private(set) var passed: Set<String> = []

  /// Leaves an exercise, done or not.
  mutating func pass(_ id: String) { passed.insert(id) }

  /// What to do next: what is unsolved in its order, then what is due, the longest overdue first.
  /// - Parameter now: seconds since 1970.
  func next(among all: [(id: String, repetition: Repetition)], at now: Double) -> String? {
    Repetition.next(among: all.filter { !passed.contains($0.id) }, at: now)
  }
}
