import Course
import Diagnostics
import Foundation
import Headless
import NativeFunctions
import Store

/// Where the program finds and keeps things.
enum Places {
  static let courses = CoursePlaces(
    here: FileManager.default.currentDirectoryPath, program: Bundle.main.executablePath,
    usual: configuration.course,
    added: addedCourses)

  /// The courses that the person added, whoever learns from them.
  static let addedCourses = AddedCourses(folder: profile(nil).path + "/courses")

  /// What the person settled in `config.yaml`.
  static var configuration: Configuration { settled.configuration }

  /// That and what is wrong with the file.
  static let settled: (configuration: Configuration, problems: [Diagnostic]) = {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"] ?? "."
    let base =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
    return Configuration.read(
      base + "/gpulearn/config.yaml", home: home, courses: addedCourses.folder)
  }()

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
