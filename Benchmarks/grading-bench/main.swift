import Answers
import Basics
import Course
import Diagnostics
import Foundation
import Headless
import Language
import NativeFunctions
import Quantities
import Records
import Workbook

// Makes what a class hands in: grading-bench COURSE-FOLDER OUTPUT-FOLDER LEARNERS [EXERCISE…]
//
// Every learner has figures of their own and answers every exercise: most at once, some after a
// wrong answer and a hint, some never right. Goals are answered by settings that are each learner's
// own, so that nobody's result can stand for another's.

struct Work {
  let exercises: ExerciseSet
  let ids: [String]
  let start = 1_790_000_000.0

  /// A learner's file.
  func submission(_ number: Int) throws(Diagnostic) -> Submission {
    let learner = "learner-" + String(100_000 + number)
    var draws = SplitMix64(seed: UInt64(number) &* 7919)
    var events: [Event] = []
    func add(_ kind: Attempt.Kind, _ posed: PosedExercise, _ answer: String) {
      var event = Event(
        number: events.count + 1, kind: kind, exercise: posed.exercise.id, answer: answer,
        time: start + Double(number) * 0.001 + Double(events.count) * 40,
        variant: posed.variant.identity, version: exercises.version)
      event.hash = event.hash(
        after: events.last?.hash ?? "", learner: learner, course: exercises.courseID)
      events.append(event)
    }
    for id in ids {
      let posed = try exercises.posed(id, for: learner)
      guard let right = posed.rightAnswer ?? goal(posed, &draws) else { continue }
      let fate = draws.uniform()
      if fate < 0.4 { add(.exercise, posed, wrong(right, posed, &draws)) }
      if fate < 0.2, !posed.exercise.hints.isEmpty { add(.hint, posed, "1") }
      if fate > 0.1 { add(.exercise, posed, right) }
    }
    return Submission(
      learner: learner, name: "Learner \(number)", course: exercises.courseID,
      courseVersion: exercises.version, written: start + 1e6, events: events)
  }

  /// A number off by a factor, a list turned round, a formula with something added.
  private func wrong(_ right: String, _ posed: PosedExercise, _ draws: inout SplitMix64) -> String {
    switch posed.exercise.task {
    case .choice(let options): "\(Int(draws.uniform() * Double(options.count)) + 1)"
    case .order(let steps): (1...steps.count).map { "\($0)" }.joined(separator: " ")
    case .match(_, let pairs):
      (1...pairs.count).map { "\($0)a" }.joined(separator: " ")
    case .goal: goal(posed, &draws) ?? right
    case .number, .predict, .formula: "(\(right)) * \(1.2 + draws.uniform())"
    }
  }

  /// Settings of a goal's parameters, each within its range.
  private func goal(_ posed: PosedExercise, _ draws: inout SplitMix64) -> String? {
    guard case .goal(_, _, let change) = posed.exercise.task, let start = try? posed.start() else {
      return nil
    }
    let cells =
      change.isEmpty
      ? (posed.exercise.model.map { start.cells(of: $0.id) } ?? []).filter { $0.kind == .parameter }
      : change.compactMap { start.cell(named: $0.text) }
    let lines = cells.prefix(2).compactMap { cell -> String? in
      guard case .quantity(let quantity)? = cell.value else { return nil }
      let isWhole = quantity.magnitude == quantity.magnitude.rounded()
      let value = quantity.magnitude * (0.6 + draws.uniform())
      let changed = Quantity(isWhole ? max(1, value.rounded()) : value, quantity.unit)
      return "\(cell.id.text) = \(changed.text(significant: 6))"
    }
    return lines.isEmpty ? nil : lines.joined(separator: "; ")
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 4, let learners = Int(arguments[3]), learners > 0 else {
  print("grading-bench COURSE-FOLDER OUTPUT-FOLDER LEARNERS [EXERCISE…]")
  exit(64)
}
do {
  let course = try Course(folder: arguments[1])
  let exercises = ExerciseSet(of: course, runner: ModelRunner(course))
  let named = Array(arguments.dropFirst(4))
  let work = Work(exercises: exercises, ids: named.isEmpty ? exercises.ids : named)
  let folder = URL(fileURLWithPath: arguments[2])
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  var events = 0
  for number in 0..<learners {
    let submission = try work.submission(number)
    events += submission.events.count
    try Data(submission.text.utf8).write(
      to: folder.appendingPathComponent(submission.fileName))
  }
  print("\(learners) submissions with \(events) events to \(work.ids.count) exercises")
} catch {
  print(error)
  exit(1)
}
