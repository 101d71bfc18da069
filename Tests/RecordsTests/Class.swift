import Answers
import Course
import Diagnostics
import Foundation
import Language
import SampleExercises
import TestSupport
import Workbook

@testable import Records

/// The sample course beside the tests, and learners who answer its exercises.
enum Class {
  static let folder = "\(projectFolder)/Tests/RecordsTests/Course"
  /// Seconds since 1970: when the exercises are answered, and when they are graded.
  static let start = 1_790_000_000.0
  static let now = start + 86_400

  private static let shared = Result { try exercises(in: folder) }

  static func exercises() throws -> ExerciseSet { try shared.get() }

  static func exercises(in folder: String) throws -> ExerciseSet {
    ExerciseSet(course: try Course(folder: folder)) { workbook($0) }
  }

  static func grader() throws -> Grader { try Grader(try exercises(), now: now) }

  static func posed(_ id: String, for learner: String) throws -> PosedExercise {
    try exercises().posed(id, for: learner)
  }

  /// The right price of an hour of work for a learner: "$27.78/gpu·h".
  static func price(for learner: String) throws -> String {
    let posed = try posed("price-of-work", for: learner)
    guard case .number(let answer?) = posed.exercise.task else { return "" }
    return try posed.workbook.value(of: answer).text
  }

  /// What a learner did, a kind and an answer for each event.
  static func submission(
    _ learner: String, _ steps: [(kind: Attempt.Kind, exercise: String, answer: String)],
    spacing: Double = 30
  ) throws -> Submission {
    let exercises = try exercises()
    var events: [Event] = []
    for (index, step) in steps.enumerated() {
      let variant = try? exercises.posed(step.exercise, for: learner).variant.identity
      var event = Event(
        number: index + 1, kind: step.kind, exercise: step.exercise, answer: step.answer,
        time: start + Double(index + 1) * spacing, variant: variant ?? "",
        version: exercises.version)
      event.hash = event.hash(
        after: events.last?.hash ?? "", learner: learner, course: exercises.courseID)
      events.append(event)
    }
    return Submission(
      learner: learner, name: "", course: exercises.courseID, courseVersion: exercises.version,
      written: start + 3600, events: events)
  }

  /// A wrong price, a hint that costs a point, the right price, a formula, a goal.
  static func diligent(_ learner: String) throws -> Submission {
    try submission(
      learner,
      [
        (.exercise, "price-of-work", "$1/h"), (.hint, "price-of-work", "1"),
        (.hint, "price-of-work", "2"), (.exercise, "price-of-work", price(for: learner)),
        (.exercise, "formula-of-waste", "rent - rent * utilization"),
        (.exercise, "cheap", "waste.utilization = 60%"), (.exercise, "twice", "$14/(gpu*h)"),
      ])
  }
}

extension Grader {
  /// Grades the text of a file.
  func grade(text: String, file: String = "ada.json") -> GradedSubmission {
    do throws(Diagnostic) {
      let (submission, keys) = try Submission.read(Array(text.utf8))
      return try grade(submission, file: file, unknownKeys: keys)
    } catch {
      return GradedSubmission(file: file, refused: error)
    }
  }
}
