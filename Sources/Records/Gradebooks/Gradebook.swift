import Basics

/// What a class has done: a row for each file, and for each learner of the roster without one.
public struct Gradebook: Sendable {
  /// A file that was handed in, or a learner who handed in none.
  public struct Row: Sendable {
    /// nil where there is no roster or the learner is not on it.
    public var entry: Roster.Entry?
    /// nil for a learner who handed in nothing.
    public var submission: GradedSubmission?
    /// Whether a newer file of the same learner is in the gradebook.
    public var isSuperseded = false
  }

  /// The exercises, in the order of the course.
  public let columns: [Grader.Column]
  /// The id of the course that was graded with.
  public let course: String
  /// The version of that course.
  public let version: String
  /// The rows, in the order of the roster, or else of the files.
  public let rows: [Row]
  /// Whether there is a roster.
  public let hasRoster: Bool

  /// Puts graded files together: compares them with each other and with the roster.
  ///
  /// With a roster its order is that of the rows, and files that belong to nobody on it come last;
  /// else the files' order is kept.
  /// Of several files of a learner the newest counts; the others are superseded.
  public init(_ submissions: [GradedSubmission], by grader: Grader) {
    let roster = grader.roster
    columns = grader.columns
    course = grader.exercises.courseID
    version = grader.version
    hasRoster = roster != nil
    var submissions = submissions
    for index in submissions.indices {
      submissions[index].flags.removeAll { $0.kind.isOfComparison }
      let learner = submissions[index].learner
      guard let person = roster?.person(of: learner), person != submissions[index].person else {
        continue
      }
      // A part that was graded without the roster.
      submissions[index].person = person
      submissions[index].flags.append(
        .init(
          .ungradedSpelling,
          "“\(learner.showable)” is “\(person.showable)” on the roster, without which it was graded: "
            + "grade it again with --roster."))
    }
    // Compared in an order of their own, so that the parts of a class say the same as the whole.
    let order = submissions.indices.sorted { submissions[$0].file < submissions[$1].file }
    let compared = Comparison.flagged(order.map { submissions[$0] }, with: grader)
    for (index, submission) in zip(order, compared) { submissions[index] = submission }
    guard let roster else {
      rows = Gradebook.superseding(submissions.map { Row(submission: $0) })
      return
    }
    var byEntry: [Int: [GradedSubmission]] = [:]
    var rest: [GradedSubmission] = []
    for var submission in submissions {
      if submission.refusal == nil, let place = roster.place(of: submission.learner) {
        byEntry[place, default: []].append(submission)
        continue
      }
      if submission.refusal == nil {
        submission.flags.append(
          .init(.notOnRoster, "“\(submission.learner.showable)” is not on the roster."))
      }
      rest.append(submission)
    }
    rows = Gradebook.superseding(
      roster.entries.enumerated().flatMap { index, entry in
        byEntry[index]?.map { Row(entry: entry, submission: $0) } ?? [Row(entry: entry)]
      } + rest.map { Row(submission: $0) })
  }

  /// The same rows; of each learner's, all but the newest are superseded.
  private static func superseding(_ rows: [Row]) -> [Row] {
    func isNewer(_ left: GradedSubmission, _ right: GradedSubmission) -> Bool {
      (left.written, left.file) > (right.written, right.file)
    }
    var newest: [String: GradedSubmission] = [:]
    for case let submission? in rows.map({ $0.submission }) where submission.refusal == nil {
      if let other = newest[submission.person], !isNewer(submission, other) { continue }
      newest[submission.person] = submission
    }
    return rows.map { row in
      var row = row
      if let submission = row.submission, submission.refusal == nil,
        let other = newest[submission.person]
      {
        row.isSuperseded = other.file != submission.file
      }
      return row
    }
  }

  /// How many files could not be graded.
  public var refusals: Int { rows.count { $0.submission?.refusal != nil } }

  /// How many learners of the roster handed in nothing.
  public var missing: Int { rows.count { $0.submission == nil } }

  /// How many graded files have something to look at.
  public var flagged: Int {
    rows.count { $0.submission?.flags.contains { !$0.kind.isNote } ?? false }
  }

  /// Points that can be had.
  public var outOf: Int { columns.filter { $0.counts }.reduce(0) { $0 + $1.points } }

  /// Points of the exercises that count, each to the hundredth, as columns show them.
  public func total(of submission: GradedSubmission) -> Double {
    let counting = Set(columns.filter { $0.counts }.map { $0.id })
    return submission.results.filter { counting.contains($0.exercise) }.reduce(0) {
      $0 + roundedPoints($1.points)
    }
  }
}

extension Gradebook.Row {
  /// "graded", "superseded", "refused" or "missing".
  var status: String {
    submission.map { $0.refusal != nil ? "refused" : isSuperseded ? "superseded" : "graded" }
      ?? "missing"
  }

  var id: String { entry?.id ?? submission?.learner ?? "" }

  var name: String {
    let listed = entry?.name ?? ""
    return listed.isEmpty ? submission?.name ?? "" : listed
  }
}

/// Points to the hundredth.
func pointsText(_ points: Double) -> String { JSON.digits(roundedPoints(points)) }

func roundedPoints(_ points: Double) -> Double { (points * 100).rounded() / 100 }
