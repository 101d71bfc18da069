import Course
import Diagnostics
import Foundation

/// The files that a command reads: none of them may be replaced by what it writes.
///
///     var inputs = InputFiles(["ada.json", "roster.csv"], of: course)
///     let file = try OutputFile("./link-to-ada.json", sparing: inputs)   // throws
///
/// A file is known by its device and number, so that another spelling, a symbolic link and a hard
/// link are the same file.
public struct InputFiles: Sendable {
  private struct Identity: Hashable, Sendable {
    let device, number: UInt64

    init?(_ path: String) {
      var about = stat()
      guard stat(path, &about) == 0, about.st_mode & S_IFMT == S_IFREG else { return nil }
      device = UInt64(about.st_dev)
      number = UInt64(about.st_ino)
    }
  }

  private var names: [Identity: String] = [:]

  /// - Parameters:
  ///   - paths: files; what is not there, or is no file, is passed over.
  ///   - course: whose files are read too.
  public init(_ paths: [String], of course: Course? = nil) {
    for path in paths { add(path) }
    if let course { add(course) }
  }

  /// Adds a file.
  public mutating func add(_ path: String) {
    guard let identity = Identity(path) else { return }
    names[identity] = path
  }

  /// Adds the files that an expression names in quotes, as in `trace("requests.csv")`.
  public mutating func add(quotedIn expression: String) {
    let parts = expression.split(separator: "\"", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() where index % 2 == 1 { add(String(part)) }
  }

  /// Adds all that a course is made of.
  private mutating func add(_ course: Course) {
    let top = FileManager.default
    for name in [Course.settingsName, Course.policyName, "adjust.csv"] {
      add(course.folder + "/" + name)
    }
    for folder in ["Chapters", "Exercises", "Models"] {
      let path = course.folder + "/" + folder
      for case let name as String in top.enumerator(atPath: path) ?? .init() {
        add(path + "/" + name)
      }
    }
    for file in course.chapters { add(file.path) }
    for file in course.exercises { add(file.path) }
  }

  /// - Throws: `unwritable` where what is written to a path would take the place of one of them.
  public func refuse(_ output: String) throws(Diagnostic) {
    guard let identity = Identity(output), let name = names[identity] else { return }
    let other = name == output ? "" : " It is \(name)."
    throw Diagnostic(
      .unwritable, "\(output) is read by this command, and was left alone.\(other)"
    ).note("Nothing was written. Name another file.")
  }
}
