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
// own, so that nobody's result can stand for another's. Events say what was meant, as those of a
// session do. One file in a hundred is damaged or made by hand.

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
      let attempt = Attempt(
        kind, at: posed, of: exercises, chapter: "", answer: answer,
        time: start + Double(number) * 0.001 + Double(events.count) * 40)
      var event = Event(attempt, number: events.count + 1)
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

  /// What a learner handed in, or what somebody made of it.
  func text(_ submission: Submission, _ number: Int) -> String {
    let text = submission.text
    guard number % 100 == 99 else { return text }
    switch number / 100 % 8 {
    case 0: return String(text.prefix(text.count / 2))
    case 1: return text.replacingAll("\"answer\": \"", with: "\"answer\": \"1e308 * 1e308 ^ ")
    case 2: return String(repeating: "[", count: 100_000)
    case 3: return text.replacingAll("\"learner\"", with: "\"points\": 1e9, \"learner\"")
    case 4: return text.replacingAll("learner-1", with: "=learner-1")
    case 5: return text.replacingAll("\"time\": 17", with: "\"time\": 99")
    case 6:
      let sum = String(repeating: "(1+", count: 300) + "1" + String(repeating: ")", count: 300)
      return text.replacingAll("\"answer\": \"", with: "\"answer\": \"\(sum) + ")
    default: return ""
    }
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
    try Data(work.text(submission, number).utf8).write(
      to: folder.appendingPathComponent(submission.fileName))
  }
  print("\(learners) submissions with \(events) events to \(work.ids.count) exercises")
} catch {
  print(error)
  exit(1)
}
