import Answers

/// What the files of a class came to, in the order of their names, so that the parts of a class say
/// the same as the whole; each as the file of the learner whom the roster has for it.
struct ClassFiles: RandomAccessCollection, Sendable {
  private let rows: GradedRows
  private let order: [Int]
  let roster: Roster?

  init(_ rows: GradedRows, roster: Roster?) {
    self.rows = rows
    self.roster = roster
    let names = rows.names
    order = names.indices.sorted { (names[$0], $0) < (names[$1], $1) }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { order.count }

  /// The name of a file.
  func name(_ index: Int) -> String { rows.names[order[index]] }

  /// What a file came to, without what an earlier comparison said.
  subscript(index: Int) -> GradedSubmission {
    var row = rows[order[index]]
    row.flags.removeAll { $0.kind.isOfComparison }
    let learner = row.learner
    guard let person = roster?.person(of: learner), person != row.person else { return row }
    // A part that was graded without the roster.
    row.person = person
    row.flags.append(
      .init(
        .ungradedSpelling,
        "“\(learner.showable)” is “\(person.showable)” on the roster, without which it was graded: "
          + "grade it again with --roster."))
    return row
  }
}
