import Course

/// Counts the points of a class: answers, then the policy, then corrections by hand.
public struct Counting: Sendable {
  /// The rules of the class.
  public var policy: Policy
  private let corrections: [String: [Correction]]

  /// - Parameter corrections: in the order of their file.
  public init(_ policy: Policy = Policy(), corrections: [Correction] = []) {
    self.policy = policy
    self.corrections = Dictionary(grouping: corrections) { $0.learner.lowercased() }
  }

  /// Whether there is a correction of a learner who is called so.
  func corrects(_ name: String) -> Bool {
    !corrections.isEmpty && corrections[name.lowercased()] != nil
  }

  /// The corrections of learners who have no row.
  func unused(_ learners: Set<String>) -> [Correction] {
    let known = Set(learners.map { $0.lowercased() })
    return corrections.filter { !known.contains($0.key) }.values.flatMap { $0 }.sorted {
      $0.span.range.lowerBound < $1.span.range.lowerBound
    }
  }

  /// The points of a learner.
  /// - Parameters:
  ///   - submission: nil where nothing was handed in, or nothing that could be graded.
  ///   - names: the ids that corrections may call the learner by.
  public func tally(
    _ columns: [Grader.Column], _ submission: GradedSubmission?, more: Roster.Extension? = nil,
    called names: [String]
  ) -> Tally {
    var own: [Correction] = []
    var seen: Set<String> = []
    for name in names where seen.insert(name.lowercased()).inserted {
      own += corrections[name.lowercased()] ?? []
    }
    var tally = Tally(
      lines: columns.map { line($0, submission?.result(of: $0.id), more, own) },
      corrections: own.filter { $0.exercise == nil }, extensionText: more?.text ?? "")
    drop(&tally)
    return tally
  }

  private func line(
    _ column: Grader.Column, _ result: GradedSubmission.Result?, _ more: Roster.Extension?,
    _ corrections: [Correction]
  ) -> Tally.Line {
    var line = Tally.Line(exercise: column.id, outOf: column.points, counts: column.counts)
    line.earned = result?.points
    line.isExtra = policy.extraCredit.contains(column.id)
    line.due = policy.due(of: column.id, in: column.chapter).map { due in
      more?.applied(to: due) ?? due
    }
    line.closes = closing(after: line.due, more)
    line.attempts = policy.attempts(at: column.id)
    var points = result?.points ?? 0
    if let result, line.due != nil || line.attempts != nil || policy.countsBest {
      count(result, in: &line)
      points = line.counted?.points ?? 0
    }
    line.corrections = corrections.filter { $0.exercise == column.id }
    for correction in line.corrections {
      switch correction.change {
      case .set(let number): points = number
      case .add(let number): points += number
      }
    }
    line.points = roundedPoints(min(max(0, points), 1e6))
    return line
  }

  private func closing(after due: Moment?, _ more: Roster.Extension?) -> Moment? {
    guard let due else { return nil }
    switch policy.closing {
    case .after(let seconds)?: return Moment(due.seconds + seconds, offset: due.offset)
    case .at(let moment)?: return more?.applied(to: moment) ?? moment
    case nil: return nil
    }
  }

  /// Finds what stood when answers were due, and the late answer that may count instead: of each the
  /// last, or the best where the policy says so.
  private func count(_ result: GradedSubmission.Result, in line: inout Tally.Line) {
    let allowed = result.answers.prefix(line.attempts ?? .max)
    line.beyond = result.answers.count - allowed.count
    for (index, answer) in allowed.enumerated() {
      var candidate = Tally.Candidate(
        answer: index + 1, time: answer.time, earned: answer.points)
      guard let due = line.due, answer.time > due.seconds + policy.grace else {
        if policy.countsBest, let best = line.inTime, best.points >= candidate.points { continue }
        line.inTime = candidate
        continue
      }
      if let closes = line.closes, answer.time > closes.seconds {
        line.tooLate += 1
        continue
      }
      guard let late = policy.late else {
        line.tooLate += 1
        continue
      }
      candidate.lateness = answer.time - due.seconds
      candidate.units = late.unit.map { (candidate.lateness / $0).rounded(.up) } ?? 1
      let share = min(late.atMost, late.take * candidate.units)
      candidate.deducted = share * (late.isOfAll ? Double(line.outOf) : answer.points)
      if policy.countsBest, let best = line.late, best.points >= candidate.points { continue }
      line.late = candidate
    }
  }

  /// Leaves out the exercises with the smallest share of their points; of equals those worth more,
  /// then the later ones. One at least stays.
  private func drop(_ tally: inout Tally) {
    let counting = tally.lines.indices.filter {
      tally.lines[$0].counts && !tally.lines[$0].isExtra
    }
    let number = min(policy.dropsLowest, max(0, counting.count - 1))
    func isLower(_ left: Int, _ right: Int) -> Bool {
      let (a, b) = (tally.lines[left], tally.lines[right])
      // Compared without dividing, so that equal shares are equal.
      let (first, second) = (a.points * Double(b.outOf), b.points * Double(a.outOf))
      if first != second { return first < second }
      return (a.outOf, left) > (b.outOf, right)
    }
    for index in counting.sorted(by: isLower).prefix(number) {
      tally.lines[index].isDropped = true
    }
  }
}
