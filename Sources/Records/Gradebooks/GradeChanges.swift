import Answers
import Basics
import Display

/// Who has other points than in an earlier gradebook, and why.
public struct GradeChanges: Sendable {
  /// Other points of a learner for an exercise.
  public struct Change: Hashable, Sendable {
    /// The learner's id.
    public var person: String
    /// The exercise's id; empty for the total, where the points of exercises do not say it all.
    public var exercise: String
    /// The points in the earlier gradebook.
    public var before: Double
    /// The points now.
    public var after: Double
    /// Why, in a few words.
    public var reason: String
  }

  /// Every change, by learner in the order of the gradebook, then by exercise, the total last.
  public private(set) var changes: [Change] = []
  /// Something to look at that the earlier gradebook did not tell of, by learner in the order of the
  /// gradebook.
  public private(set) var flags: [(person: String, flag: GradedSubmission.Flag)] = []
  /// How many learners there are, in one of the two gradebooks or in both.
  public private(set) var learners = 0
  /// By how much the totals have grown, all told.
  public private(set) var sum = 0.0

  /// - Parameter earlier: the earlier gradebook.
  public init(from earlier: EarlierGradebook, to gradebook: Gradebook) {
    let old = earlier.rows
    var new: [String: Gradebook.Row] = [:]
    var order: [String] = []
    for row in gradebook.rows where row.submission?.refusal == nil && !row.isSuperseded {
      guard row.submission != nil || row.tally.isByHand else { continue }
      if new[row.person] == nil { order.append(row.person) }
      new[row.person] = row
    }
    let all = order + old.keys.filter { new[$0] == nil }.sorted()
    learners = all.count
    let ids = gradebook.columns.map { $0.id }
    for person in all {
      let (before, after) = (old[person], new[person])
      let others = before?.points.keys.filter { !ids.contains($0) }.sorted() ?? []
      var explained = 0.0
      for id in ids + others {
        let line = after?.tally.line(of: id)
        let points = (before?.points[id] ?? 0, line?.points ?? 0)
        guard points.0 != points.1 else { continue }
        if let line, line.counts, !line.isDropped { explained += points.1 - points.0 }
        changes.append(
          Change(
            person: person, exercise: id, before: points.0, after: points.1,
            reason: ids.contains(id)
              ? GradeChanges.reason(before, after, id) : "no exercise of this course now"))
      }
      sum += (after?.tally.total ?? 0) - (before?.total ?? 0)
      if let before { look(at: after?.submission?.flags ?? [], of: person, before.submission) }
      if let before, let after, let reason = GradeChanges.reason(before, after.tally, explained) {
        changes.append(
          Change(
            person: person, exercise: "", before: before.total, after: after.tally.total,
            reason: reason))
      }
    }
  }

  private mutating func look(
    at new: [GradedSubmission.Flag], of person: String, _ before: GradedSubmission?
  ) {
    let old = before?.flags ?? []
    for flag in new where !flag.kind.isNote {
      if old.contains(where: { ($0.kind, $0.exercise) == (flag.kind, flag.exercise) }) { continue }
      flags.append((person, flag))
    }
  }

  /// Why the total is another one beside the points of exercises; nil where these say all.
  private static func reason(
    _ before: EarlierGradebook.Row, _ after: Tally, _ explained: Double
  ) -> String? {
    if before.outOf != after.outOf {
      return "out of \(after.outOf) points, and not \(before.outOf)"
    }
    guard abs(before.total + explained - after.total) > 0.005 else { return nil }
    return after.corrections.last.map { "by hand: \($0.reason.showable)" }
      ?? (before.hasCorrections ? "no longer corrected by hand" : "other exercises count")
  }

  /// Why the points of an exercise are others.
  private static func reason(
    _ before: EarlierGradebook.Row?, _ after: Gradebook.Row?, _ exercise: String
  ) -> String {
    guard let after else { return "no file that could be graded now" }
    let line = after.tally.line(of: exercise)
    guard let before else {
      return after.submission == nil
        ? line?.corrections.last.map { "by hand: \($0.reason.showable)" } ?? "handed in since"
        : "handed in since"
    }
    if before.points[exercise] == nil { return "that gradebook has no such exercise" }
    return reason(
      before.submission?.result(of: exercise), after.submission?.result(of: exercise), line)
  }

  private static func reason(
    _ before: GradedSubmission.Result?, _ after: GradedSubmission.Result?, _ line: Tally.Line?
  ) -> String {
    let isSame = before?.points == after?.points && before?.answers.count == after?.answers.count
    if isSame, let correction = line?.corrections.last {
      return "by hand: \(correction.reason.showable)"
    }
    if isSame, before != nil { return "another policy" }
    guard let after else { return "not in the file now" }
    guard let before else { return "answered since" }
    let answers = (before.answers.map { $0.text }, after.answers.map { $0.text })
    guard answers.0 == answers.1, let (first, second) = pair(before, after) else {
      return after.answers.last.map { "now “\($0.text.prefix(40).showable)” counts" }
        ?? "no answer counts now"
    }
    if first.finding != second.finding || first.share != second.share {
      return "“\(second.text.prefix(40).showable)” was \(first.finding), is \(second.finding)"
    }
    if before.outOf != after.outOf {
      return "worth \(after.outOf) points, and not \(before.outOf)"
    }
    return before.hints == after.hints ? "hints cost otherwise" : "other hints were looked at"
  }

  private static func pair(
    _ before: GradedSubmission.Result, _ after: GradedSubmission.Result
  ) -> (GradedSubmission.Answer, GradedSubmission.Answer)? {
    guard let first = before.answers.last, let second = after.answers.last else { return nil }
    return (first, second)
  }

  /// As it is shown: a line for each change, and what comes of it.
  public var display: Display {
    guard !changes.isEmpty else {
      return Display([.paragraph("Nobody's points change.")] + flagBlocks)
    }
    let rows = changes.map { change -> [Text] in
      let difference = roundedPoints(change.after - change.before)
      return [
        Text(change.person.showable),
        change.exercise.isEmpty ? Text("total") : Text(change.exercise.showable, .name),
        Text(pointsText(change.before)), Text(pointsText(change.after)),
        Text(
          (difference > 0 ? "+" : "") + pointsText(difference), difference > 0 ? .success : .failure
        ),
        Text(change.reason),
      ]
    }
    let people = Set(changes.map { $0.person }).count
    let blocks: [Block] = [
      .table(
        Table(header: ["learner", "exercise", "before", "now", "change", "why"], rows: rows)),
      .paragraph(
        Text(
          "\(people) of \(learners) \(learners == 1 ? "learner" : "learners") "
            + "\(people == 1 ? "has" : "have") other points, "
            + "\(sum > 0 ? "+" : "")\(pointsText(sum)) in all. Nothing was written.")),
    ]
    return Display(blocks + flagBlocks)
  }

  private var flagBlocks: [Block] {
    guard !flags.isEmpty else { return [] }
    let rows = flags.map { person, flag in
      [
        Text(person.showable), Text(flag.exercise?.showable ?? "", .name), Text(flag.kind.rawValue),
        Text(flag.message),
      ]
    }
    return [
      .paragraph("New to look at:"),
      .table(Table(header: ["learner", "exercise", "flag", "what it is"], rows: rows)),
    ]
  }
}
