import Diagnostics
import Quantities

extension Certificate {
  /// What checking a certificate came to.
  public struct Finding: Hashable, Sendable {
    /// What does not hold, in sentences; empty where all of it does.
    public var problems: [String] = []
    /// What is good to know and changes nothing.
    public var notes: [String] = []
    /// What the course calls what it is about; nil where it has no such chapter.
    public var title: String?
    /// Whether all that it says is so.
    public var holds: Bool { problems.isEmpty }
  }

  /// Checks every answer again with the course that a grader has, and compares what comes out with
  /// what the certificate says.
  /// - Throws: where the submission in it cannot be graded at all.
  public func verified(by grader: Grader) throws(Diagnostic) -> Finding {
    var finding = Finding(problems: contradictions)
    if submission.course != grader.exercises.courseID {
      finding.problems.append(
        "It is of the course “\(submission.course)”, and this is “\(grader.exercises.courseID)”.")
      return finding
    }
    let graded = try grader.grade(submission, file: "", unknownKeys: unknownKeys)
    for flag in graded.flags {
      switch flag.kind {
      case .edited, .missingEvents, .otherVariant, .unmatched, .notGradable, .impossibleTime,
        .fromTheFuture:
        finding.problems.append(flag.line)
      default: finding.notes.append(flag.line)
      }
    }
    let found = try grader.lines(of: submission, chapter: chapter)
    let known = Dictionary(found.map { ($0.exercise, $0) }) { first, _ in first }
    let isSameCourse = digest == grader.exercises.contentDigest
    var listed: Set<String> = []
    for line in lines {
      let id = grader.exercises.course.presentExercise(line.exercise)
      guard listed.insert(id).inserted else {
        finding.problems.append("\(line.exercise) stands twice.")
        continue
      }
      guard let now = known[id] else {
        finding.problems.append(
          "\(line.exercise): there is no such exercise \(chapter.isEmpty ? "in the course" : "in “\(chapter)”")."
        )
        continue
      }
      if now.title != line.title {
        finding.notes.append(
          "\(line.exercise): it says “\(line.title)”, and the course calls it “\(now.title)”.")
      }
      if now.outOf != line.outOf {
        finding.problems.append(
          "\(line.exercise): it says \(line.outOf) points are to be had, and there are \(now.outOf)."
        )
      }
      if now.points < line.points || (line.solved != nil && now.solved == nil) {
        finding.problems.append(
          "\(line.exercise): it says \(numberText(line.points)) of \(line.outOf) points, and the answers "
            + "are worth \(numberText(now.points)) of \(now.outOf).")
      } else if let solved = line.solved, let first = now.solved, abs(solved - first) >= 1 {
        finding.problems.append("\(line.exercise): it was solved at another time than it says.")
      } else if now.points > line.points {
        finding.notes.append(
          "\(line.exercise): the answers are worth \(numberText(now.points)) points, more than it says."
        )
      }
    }
    let others = found.filter { !listed.contains($0.exercise) }.map { $0.exercise }
    if !others.isEmpty {
      let words = "It does not speak of \(others.joined(separator: ", "))."
      // What was added to the course since cannot be in it.
      if isSameCourse { finding.problems.append(words) } else { finding.notes.append(words) }
    }
    // A chapter that there is not has no exercises, which was told.
    finding.title = try? grader.exercises.course.title(ofChapter: chapter)
    if let title = finding.title, title != self.title {
      finding.notes.append("It says “\(self.title)”, and the course calls it “\(title)”.")
    }
    if !isSameCourse {
      finding.notes.append("The course has changed since it was written.")
    }
    return finding
  }
}
