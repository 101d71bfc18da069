import Diagnostics
import Foundation
import Language
import Quantities

/// A folder of chapters and exercises.
///
/// Opening it lists files; each is read when it is asked for.
public struct Course: Sendable {
  /// A chapter's file.
  public struct ChapterFile: Hashable, Sendable {
    /// The number that the file's name starts with.
    public var number: Int
    /// The path of the file.
    public var path: String
    /// The path within the course: "Chapters/01-costs.md".
    public var name: String
  }

  /// An exercise's file.
  public struct ExerciseFile: Hashable, Sendable {
    /// The name of the file, which is the exercise's id.
    public var id: String
    /// The name of the folder, which is the chapter's id.
    public var chapter: String
    /// The path of the file.
    public var path: String
    /// The path within the course: "Exercises/costs/price-of-work.md".
    public var name: String
  }

  /// The path of the course's folder.
  public let folder: String
  /// The chapters' files, sorted by number, then by name.
  public let chapters: [ChapterFile]
  /// The exercises' files, sorted by chapter, then by id.
  public let exercises: [ExerciseFile]
  /// The path of the file that says what words mean; nil where there is none.
  let glossaryPath: String?
  let oldNames = OldNames()
  /// Texts that stand in place of files, by their paths: what an editor has not saved yet.
  public var drafts: [String: String] = [:]
  /// What GPUs cost: `Chapters/prices.yaml`, and the reader's own file.
  public let prices: PriceBook
  /// GPUs and models: `Chapters/gpus.yaml` and `Chapters/models.yaml`.
  public let machines: MachineBook
  /// What the simulator's servers and requests are called in it.
  public let names: FleetNames
  /// The units that all of its files may use.
  public var units: UnitCatalog { names.units() }

  /// Where a course has the model that comes with it, if any.
  public static func modelPath(in folder: String) -> String { folder + "/Models/gpulearn.gguf" }

  /// Lists what is in a folder.
  /// - Parameter prices: a price file of the reader's own; its offers count before the course's.
  /// - Throws: `unreadable` where it has no folder `Chapters`.
  public init(folder: String, prices: String? = nil) throws(Diagnostic) {
    self.folder = folder
    guard let files = Course.files(in: folder + "/Chapters") else {
      throw Diagnostic(.unreadable, "There is no course in \(folder).")
        .note("A course is a folder with a folder Chapters in it.")
    }
    chapters = files.filter { $0.hasSuffix(".md") && $0 != "glossary.md" }.map { name in
      ChapterFile(
        number: Int(name.prefix { $0.isASCII && $0.isNumber }) ?? 0,
        path: "\(folder)/Chapters/\(name)", name: "Chapters/\(name)")
    }.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
    glossaryPath = files.contains("glossary.md") ? "\(folder)/\(Self.glossaryName)" : nil
    let name = Course.priceFileName
    let priceFiles: [(path: String, name: String)] =
      (files.contains(name) ? [("\(folder)/Chapters/\(name)", "Chapters/\(name)")] : [])
      + (prices.map { [($0, $0)] } ?? [])
    // What is wrong with the file is told by check.
    let names = Course.settings(in: folder).settings.names
    self.names = names
    self.prices = PriceBook { PriceCatalog(reading: priceFiles, units: names.units()) }
    let machineFiles = [MachineCatalog.gpuFileName, MachineCatalog.modelFileName].filter {
      files.contains($0)
    }.map { (path: "\(folder)/Chapters/\($0)", name: "Chapters/\($0)") }
    machines = MachineBook { MachineCatalog(reading: machineFiles) }
    let folders = Course.files(in: folder + "/Exercises") ?? []
    exercises = folders.flatMap { chapter in
      (Course.files(in: "\(folder)/Exercises/\(chapter)") ?? []).filter { $0.hasSuffix(".md") }
        .map { name in
          ExerciseFile(
            id: String(name.dropLast(3)), chapter: chapter,
            path: "\(folder)/Exercises/\(chapter)/\(name)", name: "Exercises/\(chapter)/\(name)")
        }
    }
  }

  init(
    folder: String, chapters: [ChapterFile], exercises: [ExerciseFile], prices: PriceBook
  ) {
    self.folder = folder
    self.chapters = chapters
    self.exercises = exercises
    self.prices = prices
    machines = MachineBook { MachineCatalog() }
    names = .usual
    glossaryPath = nil
  }

  static let priceFileName = "prices.yaml"
  /// The path of the glossary within the course.
  public static let glossaryName = "Chapters/glossary.md"

  /// Sorted names, without those that start with a dot; nil where there is no such folder.
  private static func files(in folder: String) -> [String]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return nil
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }
}

// MARK: Chapters

extension Course {
  /// The head of a chapter.
  /// - Throws: `unreadable`, `too-large`.
  public func head(of file: ChapterFile) throws(Diagnostic) -> ChapterHead {
    ChapterHead(try read(file.path, as: file.name).0)
  }

  /// A chapter, with everything that is wrong within its file.
  /// - Throws: `unreadable`, `too-large`.
  public func chapter(
    _ file: ChapterFile
  ) throws(Diagnostic) -> (chapter: Chapter, problems: [Diagnostic]) {
    let (source, unreadable) = try read(file.path, as: file.name)
    var visited: Set<String> = [file.path]
    let parsed = Chapter.parse(source, units: units(usedBy: source, &visited))
    return (parsed.chapter, unreadable + parsed.problems)
  }

  /// The standard units and those of the chapters that a chapter uses, at any remove.
  private func units(usedBy source: Source, _ visited: inout Set<String>) -> UnitCatalog {
    var units = self.units
    for used in ChapterHead(source).uses {
      // What is wrong with a chapter that is used is said where it is opened.
      guard let file = chapters.first(where: { (try? head(of: $0))?.id == used.id }),
        visited.insert(file.path).inserted, visited.count < 100,
        let (source, _) = try? read(file.path, as: file.name)
      else { continue }
      let inner = self.units(usedBy: source, &visited)
      for entry in Chapter.parse(source, units: inner).chapter.units.entries { units.add(entry) }
    }
    return units
  }

  /// The chapter that a learner means: its number, its id, one it had before, its title, or the
  /// beginning of just one id.
  /// - Throws: `not-found`.
  public func find(_ name: String) throws(Diagnostic) -> ChapterFile {
    if let number = Int(name), let file = chapters.first(where: { $0.number == number }) {
      return file
    }
    // A chapter that cannot be read has no id; it is found by its number, and says then what is wrong.
    let heads = chapters.map { file in (head: try? head(of: file), file: file) }
    let ids = heads.map { (id: $0.head?.id ?? "", file: $0.file) }
    if let match = ids.first(where: { $0.id == name }) { return match.file }
    if let match = heads.first(where: { $0.head?.was.contains(name) ?? false }) {
      return match.file
    }
    if let match = heads.first(where: { $0.head.map { slug($0.title) } == slug(name) }) {
      return match.file
    }
    let wanted = name.lowercased()
    let matches = wanted.isEmpty ? [] : ids.filter { $0.id.hasPrefix(wanted) }
    if matches.count == 1 { return matches[0].file }
    let known = ids.map { $0.id }
    if matches.count > 1 {
      throw Diagnostic(.notFound, "Several chapters start with “\(name)”.")
        .note("They are \(matches.map { $0.id }.joined(separator: ", ")).").try(matches[0].id)
    }
    throw Diagnostic(.notFound, "There is no chapter “\(name)”.")
      .note("There are \(known.joined(separator: ", ")).").try(closest(to: name, among: known))
  }

  /// Where an exercise's file is: in the chapter's own folder, or else in the only other that has
  /// one of that id.
  public func exercise(_ id: String, in chapter: String? = nil) -> ExerciseFile? {
    let matches = exercises.filter { $0.id == id }
    return matches.first { $0.chapter == chapter } ?? (matches.count == 1 ? matches[0] : nil)
  }
}

extension ChapterHead {
  /// The place of the lesson that a learner means: its number from 1, its id or title, the beginning
  /// of just one id, or words that only one title has.
  /// - Throws: `not-found`.
  public func lessonIndex(_ name: String) throws(Diagnostic) -> Int {
    if let number = Int(name), lessons.indices.contains(number - 1) { return number - 1 }
    if let index = lessons.firstIndex(where: { $0.isCalled(name) }) { return index }
    let wanted = slug(name)
    var matches = lessons.indices.filter { !wanted.isEmpty && lessons[$0].id.hasPrefix(wanted) }
    if matches.isEmpty, wanted.count > 2 {
      matches = lessons.indices.filter { "-\(slug(lessons[$0].title))".contains("-\(wanted)") }
    }
    if matches.count == 1 { return matches[0] }
    let found = matches.map { lessons[$0].id }
    if let first = found.first {
      throw Diagnostic(.notFound, "Several lessons are called something like “\(name)”.")
        .note("They are \(found.joined(separator: ", ")).").try(first)
    }
    throw Diagnostic(.notFound, "There is no lesson “\(name)” in this chapter.")
      .note("It has \(lessons.count) lessons; map lists them.")
      .try(
        closest(to: name, among: lessons.map { $0.id })
          ?? closest(to: wanted, among: lessons.map { slug($0.title) }))
  }
}
