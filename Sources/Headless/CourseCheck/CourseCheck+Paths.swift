import Course
import Diagnostics
import NativeFunctions
import Workbook

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CourseCheck {
  /// What is wrong with a file, or with the course in a folder.
  /// - Parameters:
  ///   - course: the course whose chapters and exercises the file may refer to; nil where there is
  ///     none.
  ///   - model: path of the model that is taken where the course has none.
  /// - Returns: the problems, and how many files were read.
  public static func problems(
    at path: String, in course: Course?, model: String? = nil, _ manner: Manner = Manner()
  ) throws(Diagnostic) -> (problems: [Diagnostic], files: Int) {
    var isFolder = false
    let files = FileManager.default
    #if canImport(Darwin)
      var flag = ObjCBool(false)
      let exists = files.fileExists(atPath: path, isDirectory: &flag)
      isFolder = flag.boolValue
    #else
      let exists = files.fileExists(atPath: path, isDirectory: &isFolder)
    #endif
    guard exists else {
      throw Diagnostic(.unreadable, "There is no file \(path).")
    }
    if isFolder {
      let course = try Course(folder: path)
      try course.requireProgram()
      let runner = ModelRunner(course, otherwise: model)
      return (
        problems(of: course, runner: runner, manner), course.chapters.count + course.exercises.count
      )
    }
    if MachineCatalog.isMachineFile(path) {
      return (try MachineCatalog(path: path, as: path).problems, 1)
    }
    let url = URL(fileURLWithPath: path)
    if [Course.policyName, Course.settingsName].contains(url.lastPathComponent) {
      let home = try Course(folder: url.deletingLastPathComponent().path)
      return (amongFiles(url.lastPathComponent, in: home), 1)
    }
    if path.hasSuffix(".sheet") {
      let runner = ModelRunner(course, otherwise: model)
      var start = Workbook.native(runner, course)
      start.isAutomatic = true
      let run = try SheetRun(path: path, in: start)
      return (sorted(run.problems), run.files)
    }
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      return (try PriceCatalog(path: path, as: path).problems, 1)
    }
    if let (home, file) = exercise(at: path) {
      return (
        problems(of: file, in: home, runner: ModelRunner(home, otherwise: model), manner), 1
      )
    }
    if let home = home(of: path), path.split(separator: "/").last == "glossary.md" {
      return (amongFiles(Course.glossaryName, in: home), 1)
    }
    guard let home = home(of: path) ?? course else {
      throw homeless(path)
    }
    return (
      problems(
        of: chapterFile(at: path, in: home), in: home,
        runner: ModelRunner(home, otherwise: model), manner),
      1
    )
  }

  /// What is wrong with a file as it stands in an editor; nothing of what the course has no use for.
  /// - Parameters:
  ///   - path: where it is or will be saved.
  ///   - drafts: the texts of all files that are open, by their paths.
  static func problems(
    ofDraft path: String, text: String, drafts: [String: String], _ manner: Manner
  ) throws(Diagnostic) -> [Diagnostic] {
    if path.hasSuffix(".sheet") {
      var start = Workbook.native(ModelRunner(nil), prices: nil)
      start.isInterrupted = manner.isInterrupted
      let problems = try SheetRun(path: path, draft: text, in: start).problems
      return sorted(problems.filter { manner.measures || $0.code != .notMeasured })
    }
    if let (home, file) = exercise(at: path) {
      var course = home
      course.drafts = drafts
      return problems(of: file, in: course, manner)
    }
    guard var course = home(of: path) else { return [] }
    course.drafts = drafts
    return problems(of: chapterFile(at: path, in: course), in: course, manner)
  }

  /// What to say of a file that lies in no course.
  private static func homeless(_ path: String) -> Diagnostic {
    Diagnostic(.unreadable, "\(path) belongs to no course.")
      .note("A chapter lies in the folder Chapters of a course, an exercise in Exercises/CHAPTER.")
      .try("gpulearn check \(path) --course FOLDER")
  }

  /// The chapter's file, known to the course or not.
  static func chapterFile(at path: String, in home: Course) -> Course.ChapterFile {
    let name = URL(fileURLWithPath: path).lastPathComponent
    let own =
      self.home(of: path) == nil ? nil : home.chapters.first { $0.name == "Chapters/\(name)" }
    return own ?? Course.ChapterFile(path: path)
  }

  /// The exercise in whose place the file lies, and its course.
  static func exercise(at path: String) -> (course: Course, file: Course.ExerciseFile)? {
    let url = URL(fileURLWithPath: path)
    let chapter = url.deletingLastPathComponent()
    let folder = chapter.deletingLastPathComponent()
    // Where there is no course, the file stands alone.
    guard folder.lastPathComponent == "Exercises",
      let course = try? Course(folder: folder.deletingLastPathComponent().path),
      let file = course.exercises.first(where: {
        $0.chapter == chapter.lastPathComponent && $0.id + ".md" == url.lastPathComponent
      })
    else { return nil }
    return (course, file)
  }

  /// The course in whose folder Chapters the file lies.
  static func home(of path: String) -> Course? {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    guard folder.lastPathComponent == "Chapters" else { return nil }
    // Where there is no course, the file stands alone.
    return try? Course(folder: folder.deletingLastPathComponent().path)
  }
}
