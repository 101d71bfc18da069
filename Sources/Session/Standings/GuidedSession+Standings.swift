import Answers
import Course
import Diagnostics
import Display
import Presentation
import Quantities
import Records

/// How one exercise stands.
struct Standing {
  let id: String
  let title: String
  let points: Int
  /// nil where it was never tried.
  let score: Score?
  let isWithheld: Bool

  var isSolved: Bool { score?.isSolved ?? false }
}

extension GuidedSession {
  /// How the exercises of a chapter stand, in the order of its objectives.
  ///
  /// Attempts are found by the exercise alone, wherever it stood when they were made.
  private func standings(of chapter: String) throws(Diagnostic) -> [Standing] {
    let attempts = try keeper.attempts()
    let learner = attempts.isEmpty ? "" : try keeper.learner()
    let files = course.exercises.filter { $0.chapter == chapter }
    let ids = course.exercisesInOrder.filter { id in files.contains { $0.id == id } }
    return ids.compactMap { id in
      guard let exercise = (try? exercises.exercise(id))?.exercise else { return nil }
      let posed = attempts[id] == nil ? nil : try? exercises.posed(id, for: learner)
      return Standing(
        id: id, title: exercise.title, points: exercise.points,
        score: posed.map { Score(of: $0, attempts: attempts[id] ?? []) },
        isWithheld: exercise.isWithheld)
    }
  }

  /// Shows something of the exercises of the chapter. Where it cannot be read how they stand, that is
  /// said, and there is no word of them.
  func withStandings(_ show: ([Standing]) -> [Block]) -> Reply {
    do throws(Diagnostic) {
      return Reply(Display(show(try standings(of: chapter.id))))
    } catch {
      return Reply(Display(show([])), problems: [error])
    }
  }

  /// Every exercise of the chapter with its points and what is done.
  func showStandings() -> Reply { withStandings(table) }

  private func table(of standings: [Standing]) -> [Block] {
    guard !standings.isEmpty else { return [] }
    let here = exercise?.id
    let rows = standings.map { standing -> [Text] in
      let isHere = standing.id == here
      return [
        isHere ? Text("▸", .strong) : standing.isSolved ? Text("✓", .success) : Text(" "),
        Text(standing.id, .name), Text(standing.title, isHere ? .strong : .plain),
        Showing.standing(standing),
      ]
    }
    return [
      .paragraph(Text("Exercises  ", .strong) + Showing.pointsBar(standings)),
      .table(Table(rows: rows, style: .bare)),
    ]
  }

  /// The points of the chapter's exercises as a bar, and how to earn more.
  func exerciseProgress(_ standings: [Standing]) -> [Block] {
    guard !standings.isEmpty else { return [] }
    let bar = Text("Exercises  ", .strong) + Showing.pointsBar(standings)
    guard !standings.allSatisfy({ $0.score?.isOver ?? false }) else { return [.paragraph(bar)] }
    return [
      .paragraph(bar),
      .lines([Text("gpulearn practice", .input) + Text(" goes on with what is unsolved", .muted)]),
    ]
  }

  /// Each objective of the chapter with what its exercises say of it.
  func showObjectives(_ standings: [Standing]) -> [Block] {
    let rows = chapter.objectives.map { objective -> [Text] in
      let own = standings.filter { standing in
        objective.exercises.contains { $0.id == standing.id }
      }
      let solved = own.filter { $0.isSolved }.count
      let isMet = !own.isEmpty && solved == own.count
      let words =
        own.isEmpty
        ? "" : isMet ? "shown: all \(own.count) solved" : "\(solved) of \(own.count) solved"
      return [
        isMet ? Text("✓", .success) : Text("·", .muted), Text(objective.text),
        Text(words, isMet ? .success : .muted),
      ]
    }
    return rows.isEmpty ? [] : [.table(Table(rows: rows, style: .bare))]
  }
}

extension Showing {
  /// "9.5 of 10 points".
  static func points(_ score: Score) -> String {
    "\(numberText((score.points * 100).rounded() / 100)) of \(points(score.outOf))"
  }

  /// How it ended, in words.
  static func verdict(_ score: Score, isWithheld: Bool) -> Text {
    if isWithheld { return Text("Your answer is recorded.", .success) }
    if score.isSolved { return Text("Solved: \(points(score)).", .success) }
    return Text("Over: \(points(score)).", .warning)
  }

  /// What is done of an exercise, for a row of a list.
  static func standing(_ standing: Standing) -> Text {
    guard let score = standing.score else {
      return Text(points(standing.points), .muted)
    }
    if standing.isWithheld { return Text("answer recorded", .success) }
    if score.isSolved { return Text("solved, \(points(score))", .success) }
    return Text((score.isOver ? "over, " : "begun, ") + points(score), .warning)
  }

  /// A bar of the points that were earned.
  static func pointsBar(_ standings: [Standing]) -> Text {
    let earned = standings.reduce(0) { $0 + ($1.score?.points ?? 0) }
    let all = standings.reduce(0) { $0 + $1.points }
    let solved = standings.filter { $0.isSolved }.count
    return bar(Int(earned), all)
      + Text(
        "  \(solved) of \(standings.count) exercises solved, "
          + "\(numberText((earned * 100).rounded() / 100)) of \(points(all))", .muted)
  }

  /// A length of time in the unit that reads best: "10 minutes", "3 days".
  static func duration(_ seconds: Double) -> String {
    let units: [(size: Double, name: String)] = [
      (86_400, "day"), (3600, "hour"), (60, "minute"),
    ]
    for (size, name) in units where seconds >= size {
      let count = Int((seconds / size).rounded())
      return "\(count) \(name)\(count == 1 ? "" : "s")"
    }
    return "less than a minute"
  }
}
