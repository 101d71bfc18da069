import Answers
import Basics
import Display

/// Who has other points than in an earlier gradebook, and why.
public struct GradeChanges: Sendable {
  /// Other points of a learner for an exercise.
  public struct Change: Hashable, Sendable {
    /// The learner's id.
    public var person: String
    /// The exercise's id.
    public var exercise: String
    /// The points in the earlier gradebook.
    public var before: Double
    /// The points now.
    public var after: Double
    /// Why, in a few words.
    public var reason: String
  }

  /// Every change, by learner in the order of the gradebook, then by exercise.
  public private(set) var changes: [Change] = []
  /// How many learners there are, in one of the two gradebooks or in both.
  public private(set) var learners = 0

  /// - Parameter earlier: the rows of the earlier gradebook.
  public init(from earlier: [GradedSubmission], to gradebook: Gradebook) {
    let (old, _) = GradeChanges.newest(earlier)
    let (new, order) = GradeChanges.newest(gradebook.rows.compactMap { $0.submission })
    let all = order + old.keys.filter { new[$0] == nil }.sorted()
    learners = all.count
    for person in all {
      let (before, after) = (old[person], new[person])
      var ids = gradebook.columns.map { $0.id }
      for result in before?.results ?? [] where !ids.contains(result.exercise) {
        ids.append(result.exercise)
      }
      for id in ids {
        let (first, second) = (before?.result(of: id), after?.result(of: id))
        let points = (roundedPoints(first?.points ?? 0), roundedPoints(second?.points ?? 0))
        guard points.0 != points.1 else { continue }
        let isThere = gradebook.columns.contains { $0.id == id }
        changes.append(
          Change(
            person: person, exercise: id, before: points.0, after: points.1,
            reason: before == nil
              ? "handed in since"
              : after == nil
                ? "no file that could be graded now"
                : isThere ? GradeChanges.reason(first, second) : "no exercise of this course now"))
      }
    }
  }

  /// The file of each learner that counts, and the learners in their order.
  private static func newest(
    _ rows: [GradedSubmission]
  ) -> (files: [String: GradedSubmission], order: [String]) {
    var files: [String: GradedSubmission] = [:]
    var order: [String] = []
    for row in rows where row.refusal == nil {
      guard let other = files[row.person] else {
        files[row.person] = row
        order.append(row.person)
        continue
      }
      if (row.written, row.file) > (other.written, other.file) { files[row.person] = row }
    }
    return (files, order)
  }

  private static func reason(
    _ before: GradedSubmission.Result?, _ after: GradedSubmission.Result?
  ) -> String {
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
    guard !changes.isEmpty else { return Display([.paragraph("Nobody's points change.")]) }
    let rows = changes.map { change -> [Text] in
      let difference = roundedPoints(change.after - change.before)
      return [
        Text(change.person.showable), Text(change.exercise.showable, .name),
        Text(pointsText(change.before)), Text(pointsText(change.after)),
        Text(
          (difference > 0 ? "+" : "") + pointsText(difference), difference > 0 ? .success : .failure
        ),
        Text(change.reason),
      ]
    }
    let people = Set(changes.map { $0.person }).count
    let sum = changes.reduce(0) { $0 + $1.after - $1.before }
    return Display([
      .table(
        Table(header: ["learner", "exercise", "before", "now", "change", "why"], rows: rows)),
      .paragraph(
        Text(
          "\(people) of \(learners) \(learners == 1 ? "learner" : "learners") "
            + "\(people == 1 ? "has" : "have") other points, "
            + "\(sum > 0 ? "+" : "")\(pointsText(sum)) in all. Nothing was written.")),
    ])
  }
}
