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
  /// The rows, in the order of the roster, or else of the files' names.
  public let rows: Rows
  /// Whether there is a roster.
  public let hasRoster: Bool
  /// How many files there are.
  public let files: Int
  /// How many files could not be graded.
  public let refusals: Int
  /// How many learners of the roster handed in nothing.
  public let missing: Int
  /// How many graded files have something to look at.
  public let flagged: Int
  /// Corrections by hand of learners who have no row.
  public let unusedCorrections: [Correction]
  /// Whether all files could be compared with each other; else the disk failed.
  public let isCompared: Bool

  /// Puts graded files together: compares them with each other and with the roster.
  ///
  /// With a roster its order is that of the rows, and files that belong to nobody on it come last;
  /// else they stand in the order of the files' names, whatever parts they were graded in.
  /// Of several files of a learner the newest counts, or what the rules of the class say; the others
  /// are superseded.
  /// - Parameter counting: the rules of the class, and corrections by hand.
  public init(_ graded: GradedRows, by grader: Grader, counting: Counting = Counting()) {
    columns = grader.columns
    course = grader.exercises.courseID
    version = grader.version
    let roster = grader.roster
    hasRoster = roster != nil
    var called: Set<String> = []
    let comparison = Comparison(ClassFiles(graded, roster: roster), with: grader) { row in
      for name in [row.person, row.learner] where counting.corrects(name) { called.insert(name) }
    }
    for entry in roster?.entries ?? [] {
      for name in [entry.id, entry.email] where counting.corrects(name) { called.insert(name) }
    }
    unusedCorrections = counting.unused(called)
    let facts = comparison.facts
    files = facts.count
    refusals = facts.count { $0.isRefused }
    isCompared = comparison.isWhole
    let flags = comparison.flags
    flagged = facts.indices.count { index in
      !facts[index].isRefused
        && (facts[index].isFlagged || roster != nil && facts[index].entry < 0
          || flags[index]?.contains { !$0.kind.isNote } ?? false)
    }
    rows = Rows(comparison, columns, counting, grader.exercises)
    missing = rows.count - files
  }

  /// Puts graded files together.
  public init(
    _ submissions: [GradedSubmission], by grader: Grader, counting: Counting = Counting()
  ) { self.init(GradedRows(submissions), by: grader, counting: counting) }
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
