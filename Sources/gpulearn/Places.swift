import Course
import Diagnostics
import Foundation
import Headless
import NativeFunctions
import Store

/// Where the program finds and keeps things.
enum Places {
  static let courses = CoursePlaces(
    here: FileManager.default.currentDirectoryPath, program: Bundle.main.executablePath)

  static func course(_ options: CommonOptions) throws(Diagnostic) -> Course {
    try courses.course(options.course, prices: options.prices)
  }

  /// For whoever can do without one.
  static func courseIfAny(_ options: CommonOptions) throws(Diagnostic) -> Course? {
    try courses.courseIfAny(options.course, prices: options.prices)
  }

  static func runner(_ course: Course?) -> ModelRunner { courses.runner(course) }

  static func profile(_ name: String?) -> ProfileFolder {
    ProfileFolder(name, environment: ProcessInfo.processInfo.environment)
  }

  /// Seconds since 1970: the clock's, or SOURCE_DATE_EPOCH for output that comes out the same on every
  /// day.
  static func now() -> Double {
    let fixed = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
    return fixed.flatMap { $0.isFinite && abs($0) < 1e12 ? $0 : nil }
      ?? Date().timeIntervalSince1970
  }
}
