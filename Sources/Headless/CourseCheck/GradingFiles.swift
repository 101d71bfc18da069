import Course
import Diagnostics
import Foundation
import Records

/// What is wrong with the files of a course that grading and prices rest on, beside what reading them
/// tells.
enum GradingFiles {
  /// - Parameter today: the day, as YYYY-MM-DD; nil where nobody knows it.
  static func problems(in course: Course, today: String?) -> [Diagnostic] {
    corrections(of: course) + prices(of: course, today)
  }

  /// `adjust.csv`, which would else be looked at when the class is graded.
  private static func corrections(of course: Course) -> [Diagnostic] {
    let path = "\(course.folder)/\(Correction.fileName)"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    do throws(Diagnostic) {
      let bytes = try BoundedFile.read(path, most: Correction.largest)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Diagnostic(.badCorrection, "\(Correction.fileName) is not UTF-8 text.")
      }
      return try Correction.read(
        Source(name: Correction.fileName, text), exercises: course.exercises.map { $0.id },
        present: course.presentExercise
      ).problems
    } catch {
      return [error]
    }
  }

  /// Offers that were looked up on a day that is to come.
  private static func prices(of course: Course, _ today: String?) -> [Diagnostic] {
    guard let today else { return [] }
    return course.prices.catalog.offers.filter { offer in
      // A year or a month is over where it is not this one.
      offer.asOf.map { $0.text > today.prefix($0.text.count) } ?? false
    }.map { offer in
      Diagnostic(.badField, "The price was looked up on a day that is to come.", at: offer.span)
        .expected("a day up to \(today)", found: offer.asOf?.text ?? "")
    }
  }
}
