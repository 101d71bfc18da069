import Diagnostics
import Quantities

/// Everything in a course, read, and all that is wrong with it as far as nothing is evaluated.
public struct CourseContents: Sendable {
  /// The chapters that could be read, with their files.
  public internal(set) var chapters: [(file: Course.ChapterFile, chapter: Chapter)] = []
  /// The exercises that could be read, with their files.
  public internal(set) var exercises: [(file: Course.ExerciseFile, exercise: Exercise)] = []
  /// What words mean; empty where there is no glossary, or it cannot be read.
  public internal(set) var glossary = Glossary()
  /// Everything that is wrong, file by file, chapters first, in the order in which a reader of the
  /// file meets it.
  public internal(set) var problems: [Diagnostic] = []

  /// The exercises that count: where none is marked as graded, all of them.
  var gradedExercises: Set<String> {
    let marked = exercises.filter { $0.exercise.isGraded }
    return Set((marked.isEmpty ? exercises : marked).map { $0.exercise.id })
  }
}

extension Course {
  /// Reads every file, and checks what the files say of each other: ids, references and links.
  ///
  /// A file that cannot be read is a problem, and the others are read.
  public func contents() -> CourseContents {
    var contents = CourseContents()
    var problems: [String: Problems] = [:]
    for file in chapters {
      var found = Problems()
      if let (chapter, inFile) = found.attempt({ () throws(Diagnostic) in try self.chapter(file) })
      {
        found.report(inFile)
        contents.chapters.append((file, chapter))
      }
      problems[file.path] = found
    }
    for file in exercises {
      var found = Problems()
      let units = contents.chapters.first { $0.chapter.id == file.chapter }?.chapter.units
      let read = found.attempt { () throws(Diagnostic) in
        try self.exercise(file, units: units ?? self.units)
      }
      if let (exercise, inFile) = read {
        found.report(inFile)
        if let exercise { contents.exercises.append((file, exercise)) }
      }
      problems[file.path] = found
    }
    if let glossaryPath {
      var found = Problems()
      if let read = found.attempt({ () throws(Diagnostic) in try self.glossary() }) {
        found.report(read.problems)
        contents.glossary = read.glossary
      }
      problems[glossaryPath] = found
    }
    ContentsCheck(course: self, contents: contents).run(&problems)
    let paths =
      chapters.map { $0.path } + exercises.map { $0.path } + (glossaryPath.map { [$0] } ?? [])
    contents.problems =
      settings().problems + policy(graded: contents.gradedExercises).problems + misplacedFiles()
      + paths.flatMap { problems[$0]?.inOrder ?? [] }
      + prices.catalog.problems
      + machines.catalog.problems
    return contents
  }

  /// An exercise, with everything that is wrong within its file.
  /// - Parameter units: those of its chapter.
  /// - Throws: `unreadable`, `too-large`.
  public func exercise(
    _ file: ExerciseFile, units: UnitCatalog = .standard
  ) throws(Diagnostic) -> (exercise: Exercise?, problems: [Diagnostic]) {
    let (source, unreadable) = try read(file.path, as: file.name)
    let parsed = Exercise.parse(source, units: units)
    return (parsed.exercise, unreadable + parsed.problems)
  }
}
