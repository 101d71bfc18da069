import Course
import Diagnostics
import NativeFunctions

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where the course is that is meant, and the model that came with the program.
public struct CoursePlaces: Sendable {
  private let here: String
  private let program: String?
  private let usual: String?
  private let added: AddedCourses?

  /// - Parameters:
  ///   - here: the working folder.
  ///   - program: path of the program; nil where it is not known.
  ///   - usual: the folder of the course that a person settled on; nil for the one that the program
  ///     came with.
  ///   - added: courses that can be named without a path.
  public init(
    here: String, program: String?, usual: String? = nil, added: AddedCourses? = nil
  ) {
    self.here = here
    self.program = program
    self.usual = usual
    self.added = added
  }

  /// The course: the one named, or the one that is nearest.
  /// - Parameters:
  ///   - named: its folder, or the name of one that was added; nil for the one that the working folder is in, or else the one that the
  ///     program came with.
  ///   - prices: a price file whose offers count before the course's.
  /// - Throws: `unreadable` where there is no such file, or no course; `newer-course`.
  public func course(_ named: String?, prices: String? = nil) throws(Diagnostic) -> Course {
    if let prices, !FileManager.default.isReadableFile(atPath: prices) {
      throw Diagnostic(.unreadable, "There is no price file \(prices) that can be read.")
    }
    if let folder = try named.map(folder) ?? nearest {
      let course = try Course(folder: folder, prices: prices)
      try course.requireProgram()
      return course
    }
    throw Diagnostic(.unreadable, "No course was found.")
      .note("A course is a folder with a folder Chapters in it.")
      .try("gpulearn --course FOLDER")
  }

  /// The folder that is meant: one that is there, or that of a course that was added.
  private func folder(_ named: String) throws(Diagnostic) -> String {
    if let added, !FileManager.default.fileExists(atPath: named), !named.contains("/") {
      return try added.course(named).folder
    }
    return named
  }

  /// The course, for whoever can do without: nil where none is named and none is near.
  /// - Throws: as `course` does.
  public func courseIfAny(
    _ named: String?, prices: String? = nil
  ) throws(Diagnostic) -> Course? {
    if named == nil, prices == nil, nearest == nil { return nil }
    return try course(named, prices: prices)
  }

  /// The model that came with the program; nil where there is none.
  public var model: String? {
    guard let path = ofProgram.map(Course.modelPath),
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    return path
  }

  /// What runs models: the course's own, or else the one that came with the program.
  /// - Parameter listener: hears what models write.
  public func runner(_ course: Course?, listener: GenerationListener? = nil) -> ModelRunner {
    ModelRunner(course, otherwise: model, listener: listener)
  }

  /// The course that the working folder is in, or else the usual one, or else the one that the
  /// program came with.
  private var nearest: String? { CoursePlaces.course(above: here + "/x") ?? usual ?? ofProgram }

  /// The course that the program came with: where packages put it, or else above the program.
  private var ofProgram: String? {
    guard let program else { return nil }
    let folder = URL(fileURLWithPath: program).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let installed = (folder == "/" ? "" : folder) + "/share/gpulearn"
    return FileManager.default.fileExists(atPath: installed + "/Chapters")
      ? installed : CoursePlaces.course(above: program)
  }

  /// The nearest folder with chapters above a file.
  private static func course(above file: String) -> String? {
    var folder = URL(fileURLWithPath: file).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      if FileManager.default.fileExists(atPath: folder.path + "/Chapters") { return folder.path }
    }
    return nil
  }
}
