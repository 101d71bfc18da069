import Answers
import Course
import Diagnostics
import Foundation
import NativeFunctions
import Records
import Store

/// Where the program finds and keeps things.
enum Places {
  /// The course: the one named, or the one that is nearest.
  static func course(_ options: CommonOptions) throws(Diagnostic) -> Course {
    if let prices = options.prices, !FileManager.default.isReadableFile(atPath: prices) {
      throw Diagnostic(.unreadable, "There is no price file \(prices) that can be read.")
    }
    return try course(options.course, prices: options.prices)
  }

  static func course(_ named: String?, prices: String? = nil) throws(Diagnostic) -> Course {
    if let folder = named ?? courseHere ?? courseOfProgram {
      return try Course(folder: folder, prices: prices)
    }
    throw Diagnostic(.unreadable, "No course was found.")
      .note("A course is a folder with a folder Chapters in it.")
      .try("gpulearn --course FOLDER")
  }

  /// The model that came with the program; nil where there is none.
  static var model: String? {
    guard let path = courseOfProgram.map(Course.modelPath),
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    return path
  }

  /// What runs models: the course's own, or else the one that came with the program.
  static func runner(_ course: Course?) -> ModelRunner {
    ModelRunner(course, otherwise: model)
  }

  /// The course that the working folder is in.
  private static var courseHere: String? {
    course(above: FileManager.default.currentDirectoryPath + "/x")
  }

  /// The course that the program came with.
  private static var courseOfProgram: String? { Bundle.main.executablePath.flatMap(course(above:)) }

  /// The nearest folder with chapters above a file.
  private static func course(above file: String) -> String? {
    var folder = URL(fileURLWithPath: file).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      if FileManager.default.fileExists(atPath: folder.path + "/Chapters") { return folder.path }
    }
    return nil
  }

  /// The folder for a profile's files.
  private static func folder(_ profile: String?) -> String {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"] ?? "."
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? home + "/.local/share"
    return base + "/gpulearn" + (profile.map { "/profiles/" + $0 } ?? "")
  }

  /// The folder for a profile's files, made where it is missing; nil where it cannot be made.
  static func data(_ profile: String?) -> String? {
    let folder = folder(profile)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      return folder
    } catch {
      return nil
    }
  }

  /// The progress of a profile. A newer program's is refused.
  static func store(_ profile: String?) throws(Diagnostic) -> ProgressStore {
    guard let folder = data(profile) else {
      throw Diagnostic(.unwritable, "There is no folder to keep your progress in.")
        .note("Set XDG_DATA_HOME to a folder that you may write.")
    }
    return try ProgressStore(path: folder + "/progress.sqlite")
  }

  /// The progress of a profile; nil where none was kept yet. Nothing is made.
  static func knownStore(_ profile: String?) throws(Diagnostic) -> ProgressStore? {
    let path = folder(profile) + "/progress.sqlite"
    // What is there and cannot be looked at is not the same as nothing.
    var about = stat()
    if lstat(path, &about) != 0, errno == ENOENT { return nil }
    return try ProgressStore(path: path)
  }

  /// Seconds since 1970: the clock's, or SOURCE_DATE_EPOCH for output that comes out the same on every
  /// day.
  static func now() -> Double {
    let fixed = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
    return fixed.flatMap { $0.isFinite && abs($0) < 1e12 ? $0 : nil }
      ?? Date().timeIntervalSince1970
  }
}
