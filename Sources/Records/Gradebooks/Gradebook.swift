import Answers
import Basics
import Course

/// What a class has done: a row for each file, and for each learner of the roster without one.
public struct Gradebook: Sendable {
  /// A file that was handed in, or a learner who handed in none.
  public struct Row: Sendable {
    /// nil where there is no roster or the learner is not on it.
    public var entry: Roster.Entry?
    /// nil for a learner who handed in nothing.
    public var submission: GradedSubmission?
    /// Whether another file of the same learner counts in its place.
    public var isSuperseded = false
    /// How it stands to other files of the same learner: "newest of 2"; empty where there are none.
    public var files = ""
    /// The points, and what they come from.
    public var tally = Tally(lines: [])
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
  /// Corrections by hand of learners who have no row.
  public private(set) var unusedCorrections: [Correction] = []

  /// Puts graded files together: compares them with each other and with the roster.
  ///
  /// With a roster its order is that of the rows, and files that belong to nobody on it come last;
  /// else the files' order is kept.
  /// Of several files of a learner the newest counts, or what the rules of the class say; the others
  /// are superseded.
  /// - Parameter counting: the rules of the class, and corrections by hand.
  public init(
    _ submissions: [GradedSubmission], by grader: Grader, counting: Counting = Counting()
  ) {
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
      rows = Gradebook.tallied(
        submissions.map { Row(submission: $0) }, columns, counting, grader.exercises)
      unusedCorrections = counting.unused(Set(rows.flatMap { $0.names }))
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
    rows = Gradebook.tallied(
      roster.entries.enumerated().flatMap { index, entry in
        byEntry[index]?.map { Row(entry: entry, submission: $0) } ?? [Row(entry: entry)]
      } + rest.map { Row(submission: $0) }, columns, counting, grader.exercises)
    unusedCorrections = counting.unused(Set(rows.flatMap { $0.names }))
  }

  /// The same rows with what counts of them, and the points.
  private static func tallied(
    _ rows: [Row], _ columns: [Grader.Column], _ counting: Counting, _ exercises: ExerciseSet
  ) -> [Row] {
    func tally(_ row: Row) -> Tally {
      counting.tally(columns, row.submission, more: row.entry?.more, called: row.names)
    }
    var rows = rows
    for index in rows.indices { rows[index].tally = tally(rows[index]) }
    let graded = rows.indices.filter { rows[$0].submission.map { $0.refusal == nil } ?? false }
    for group in Dictionary(grouping: graded, by: { rows[$0].person }).values where group.count > 1
    {
      func isOlder(_ left: Int, _ right: Int) -> Bool {
        guard let a = rows[left].submission, let b = rows[right].submission else { return false }
        return (a.written, a.file) < (b.written, b.file)
      }
      func isLess(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (rows[left].tally.total, rows[right].tally.total)
        return a == b ? isOlder(left, right) : a < b
      }
      let files = counting.policy.files
      guard let counted = files == .best ? group.max(by: isLess) : group.max(by: isOlder) else {
        continue
      }
      let words = "\(files == .joined ? "joined from" : "\(files.rawValue) of") \(group.count)"
      for index in group {
        rows[index].isSuperseded = rows[index].submission?.file != rows[counted].submission?.file
        rows[index].files = index == counted ? words : "not the \(files.rawValue)"
        if files == .joined, index != counted { rows[index].files = "joined into another" }
      }
      if files == .joined {
        rows[counted].submission = GradedSubmission.joined(
          group.compactMap { rows[$0].submission }, in: columns, by: exercises)
        rows[counted].tally = tally(rows[counted])
      }
    }
    return rows
  }

  /// How many files could not be graded.
  public var refusals: Int { rows.count { $0.submission?.refusal != nil } }

  /// How many learners of the roster handed in nothing.
  public var missing: Int { rows.count { $0.submission == nil } }

  /// How many graded files have something to look at.
  public var flagged: Int {
    rows.count { $0.submission?.flags.contains { !$0.kind.isNote } ?? false }
  }
}

extension Gradebook.Row {
  /// "graded", "superseded", "refused" or "missing".
  var status: String {
    submission.map { $0.refusal != nil ? "refused" : isSuperseded ? "superseded" : "graded" }
      ?? "missing"
  }

  /// The learner's id, as the roster has it, else as the file has it; empty where it was refused.
  public var id: String { entry?.id ?? submission?.learner ?? "" }

  /// Whose row it is: the id by which files are told apart.
  var person: String { submission?.person ?? entry?.id ?? "" }

  /// The ids that a correction by hand may call the learner by.
  var names: [String] {
    [entry?.id, entry?.email, submission?.person, submission?.learner].compactMap { $0 }.filter {
      !$0.isEmpty
    }
  }

  /// The learner's name, as the roster has it, else as the file has it; often empty.
  public var name: String {
    let listed = entry?.name ?? ""
    return listed.isEmpty ? submission?.name ?? "" : listed
  }
}

/// Points to the hundredth.
func pointsText(_ points: Double) -> String { JSON.digits(roundedPoints(points)) }

func roundedPoints(_ points: Double) -> Double { (points * 100).rounded() / 100 }
