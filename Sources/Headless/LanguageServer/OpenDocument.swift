import Course
import Diagnostics
import Foundation
import Language
import NativeFunctions
import Workbook

/// A file that is open in an editor, as it stands there, saved or not.
struct OpenDocument {
  /// How the editor calls it.
  let address: String
  let path: String
  var text: String
  var version: Int?

  /// What it is by its place in a course or its ending.
  enum Kind {
    case chapter, exercise, sheet
  }

  /// nil for what the course has no use for.
  var kind: Kind? {
    if path.hasSuffix(".sheet") { return .sheet }
    guard path.hasSuffix(".md") else { return nil }
    let folders = path.split(separator: "/").dropLast().suffix(2)
    if folders.last == "Chapters" { return path.hasSuffix("/glossary.md") ? nil : .chapter }
    return folders.first == "Exercises" && folders.count == 2 ? .exercise : nil
  }
}

/// A document that was read: what its formulas mean, and where its names come from.
struct ReadDocument {
  let source: Source
  var workbook: Workbook
  /// The course that it belongs to; nil for a sheet.
  var course: Course?
  /// The chapter, or the one that an exercise belongs to.
  var chapter: Chapter?
  var exercise: Exercise?
  var sheet: Sheet?
  /// The sheets that it uses, each before those that use it.
  var usedSheets: [Sheet] = []

  /// Reads what is open; nil where it cannot be read at all.
  init?(_ document: OpenDocument, drafts: [String: String]) {
    switch document.kind {
    case .sheet:
      let runner = ModelRunner(nil)
      var start = Workbook.native(runner, prices: nil)
      start.isAutomatic = false
      // What is wrong with it is told by its diagnostics.
      guard let run = try? SheetRun(path: document.path, draft: document.text, in: start) else {
        return nil
      }
      source = Source(name: document.path, document.text)
      workbook = run.workbook
      sheet = Sheet(source)
      usedSheets = run.sheets.dropLast()
    case .chapter:
      guard var course = CourseCheck.home(of: document.path) else { return nil }
      course.drafts = drafts
      let file = CourseCheck.chapterFile(at: document.path, in: course)
      // What cannot be read at all has its diagnostic.
      guard let chapter = (try? course.chapter(file))?.chapter else { return nil }
      source = chapter.source
      workbook = Workbook(of: chapter, in: course, runner: ModelRunner(course))
      (self.course, self.chapter) = (course, chapter)
    case .exercise:
      guard let found = CourseCheck.exercise(at: document.path) else { return nil }
      var course = found.course
      course.drafts = drafts
      // The same.
      guard let chapter = (try? course.open(found.file.chapter))?.chapter,
        // The same.
        let exercise = (try? course.exercise(found.file, units: chapter.units))?.exercise
      else { return nil }
      source = exercise.source
      workbook = Workbook(of: chapter, in: course, runner: ModelRunner(course))
      if let model = exercise.model { workbook.focus = [model.id] }
      (self.course, self.chapter, self.exercise) = (course, chapter, exercise)
    case nil: return nil
    }
  }

  /// The workbook with the names that can be used at a place.
  func workbook(at offset: Int) -> Workbook {
    guard exercise == nil, let chapter,
      let lesson = chapter.lessons.lastIndex(where: { $0.span.range.lowerBound <= offset })
    else { return workbook }
    var workbook = workbook
    workbook.focus = chapter.focus(
      inLesson: lesson, shown: chapter.lessons[lesson].models.map { $0.name })
    return workbook
  }

  /// The figure that stands at a place.
  func figure(at offset: Int) -> Figure? {
    let markups =
      exercise.map { exercise in
        [exercise.prompt, exercise.solution] + exercise.mistakes.map { $0.reply }
      } ?? chapter?.markups ?? []
    return markups.lazy.flatMap { $0.figures }.first {
      $0.span.range.contains(offset) || $0.span.range.upperBound == offset
    }
  }

  /// Whether formulas stand at a place: in a sheet, in a block, in a figure, in an exercise's head.
  func isFormula(at offset: Int) -> Bool {
    if sheet != nil || figure(at: offset) != nil { return true }
    let last = source.position(of: offset).line - 1
    var fence: Substring?
    for line in 0...last {
      let text = source.string(source.lineRange(line))
      let mark = text.prefix { $0 == "`" || $0 == "~" }
      if exercise != nil, line > 0, text.hasPrefix("---"), line == headEnd, last <= line {
        return true
      }
      if let open = fence {
        if text.hasPrefix(open), text.dropFirst(open.count).allSatisfy({ $0.isWhitespace }) {
          fence = nil
        }
      } else if mark.count >= 3 {
        fence = mark
        if line == last { return true }
      }
    }
    return fence != nil || (exercise != nil && last < headEnd)
  }

  /// The line that ends a head, from 0; 0 where there is none.
  var headEnd: Int {
    guard source.string(source.lineRange(0)).hasPrefix("---") else { return 0 }
    return (1..<max(1, min(source.lineCount, 500))).first {
      source.string(source.lineRange($0)).hasPrefix("---")
    } ?? 0
  }

  /// The name at a place, with its dots up to the part that is pointed at.
  /// - Parameter hyphens: whether hyphens belong to it, as to ids.
  func name(at offset: Int, hyphens: Bool = false) -> SourceSpan? {
    let bytes = Array(source.string(source.lineRange(source.position(of: offset).line - 1)).utf8)
    let start = source.lineRange(source.position(of: offset).line - 1).lowerBound
    func isPart(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || (byte >= 48 && byte <= 57)
        || (byte | 32 >= 97 && byte | 32 <= 122)
        || byte >= 0x80 || (hyphens && byte == UInt8(ascii: "-"))
    }
    var low = offset - start
    var high = low
    while high < bytes.count, isPart(bytes[high]) { high += 1 }
    while low > 0, low <= bytes.count, isPart(bytes[low - 1]) || bytes[low - 1] == UInt8(ascii: ".")
    {
      low -= 1
    }
    while low < high, low < bytes.count, bytes[low] == UInt8(ascii: ".") { low += 1 }
    guard low < high, high <= bytes.count, !(bytes[low] >= 48 && bytes[low] <= 57) else {
      return nil
    }
    return SourceSpan(source, start + low..<start + high)
  }
}
