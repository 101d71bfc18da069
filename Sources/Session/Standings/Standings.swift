import Answers
import Course
import Diagnostics
import Display
import Presentation
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
  /// Whether it takes no answer any more.
  var isOver: Bool { score?.isOver ?? false }
}

/// How the exercises of a chapter stand, in the order of its objectives.
struct Standings {
  let all: [Standing]

  /// Where it is not known how they stand: there is no word of them.
  static let unknown = Standings(all: [])

  private init(all: [Standing]) { self.all = all }

  /// Attempts are found by the exercise alone, wherever it stood when they were made. What cannot be
  /// read or posed is passed over: where one comes to it, and in `check`, it is said why.
  init(
    of chapter: Chapter, in course: Course, _ exercises: ExerciseSet, _ keeper: Keeper
  ) throws(Diagnostic) {
    let attempts = try keeper.attempts()
    let learner = attempts.isEmpty ? "" : try keeper.learner()
    let own = Set(course.exercises.filter { $0.chapter == chapter.id }.map { $0.id })
    all = course.exercisesInOrder.filter(own.contains).compactMap { id in
      // See above: passed over here, told where one comes to it.
      guard let exercise = (try? exercises.exercise(id))?.exercise else { return nil }
      let posed = attempts[id] == nil ? nil : try? exercises.posed(id, for: learner)
      return Standing(
        id: id, title: exercise.title, points: exercise.points,
        score: posed.map { Score(of: $0, attempts: attempts[id] ?? []) },
        isWithheld: exercise.isWithheld)
    }
  }

  /// Every exercise with its points and what is done.
  /// - Parameter here: the one that is open; nil where none is.
  func table(here: String?) -> [Block] {
    guard !all.isEmpty else { return [] }
    return [.paragraph(bar)] + table(of: all, here: here)
  }

  /// Exercises with their points and what is done.
  func table(of some: [Standing], here: String? = nil) -> [Block] {
    let rows = some.map { standing -> [Text] in
      let isHere = standing.id == here
      return [
        isHere ? Text("▸", .strong) : standing.isSolved ? Text("✓", .success) : Text(" "),
        Text(standing.id, .name), Text(standing.title, isHere ? .strong : .plain),
        Showing.standing(standing).unbroken,
      ]
    }
    return [.table(Table(rows: rows, style: .bare))]
  }

  /// The points of the exercises as a bar, and how to earn more.
  var progress: [Block] {
    guard !all.isEmpty else { return [] }
    guard !all.allSatisfy({ $0.score?.isOver ?? false }) else { return [.paragraph(bar)] }
    return [
      .paragraph(bar),
      .lines([Text("gpulearn practice", .input) + Text(" goes on with what is unsolved", .muted)]),
    ]
  }

  private var bar: Text { Text("Exercises  ", .strong) + Showing.pointsBar(all) }

  /// Each objective with what its exercises say of it.
  func table(of objectives: [Objective]) -> [Block] {
    let rows = objectives.map { objective -> [Text] in
      let own = all.filter { standing in
        objective.exercises.contains { $0.id == standing.id }
      }
      let solved = own.filter { $0.isSolved }.count
      let isMet = !own.isEmpty && solved == own.count
      let words =
        own.isEmpty
        ? "" : isMet ? "shown: all \(own.count) solved" : "\(solved) of \(own.count) solved"
      return [
        isMet ? Text("✓", .success) : Text("·", .muted), Text(objective.text),
        Text(words, isMet ? .success : .muted).unbroken,
      ]
    }
    return rows.isEmpty ? [] : [.table(Table(rows: rows, style: .bare))]
  }
}
