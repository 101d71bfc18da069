import Diagnostics
import Quantities

/// A chapter as its author wrote it.
public struct Chapter: Sendable {
  /// The file.
  public var source: Source
  /// What other files call the chapter.
  public var id: String
  /// Where the id is given, or whatever stands for it.
  public var idSpan: SourceSpan
  /// Ids that it had before, the oldest first.
  public var was: [String]
  /// Where they are written.
  public var wasSpan: SourceSpan
  /// What readers call the chapter.
  public var title: String
  /// One or two sentences for lists of chapters; empty where the author gave none.
  public var summary: String
  /// What a learner can do at the end.
  public var objectives: [Objective]
  /// Ids of the chapters whose models may be read.
  public var uses: [Reference]
  /// What stands before the first lesson.
  public var introduction: Markup
  /// The lessons, in order.
  public var lessons: [Lesson]
  /// The units there are in its formulas: the standard ones, those of the chapters it uses, its own.
  public var units: UnitCatalog
}

/// Something a learner can do at the end, and the exercises that test it.
public struct Objective: Hashable, Sendable {
  /// The objective, in a sentence.
  public var text: String
  /// The exercises that test it.
  public var exercises: [Reference]
  /// Where it is written.
  public var span: SourceSpan
}

/// The id of something that is described elsewhere.
public struct Reference: Hashable, Sendable {
  /// The id.
  public var id: String
  /// Where it is written.
  public var span: SourceSpan
}

/// A part of a chapter under a `##` heading.
public struct Lesson: Sendable {
  /// What links call the lesson.
  public var id: String
  /// Ids that it had before.
  public var was: [String] = []
  /// The heading.
  public var title: String
  /// Where the heading is written.
  public var span: SourceSpan
  /// The prose and blocks of the lesson, in order.
  public var elements: [Element]
}

extension Chapter {
  /// All models, in the order of the file.
  public var models: [ModelBlock] { lessons.flatMap { $0.models } }

  /// The models whose cells a lesson's formulas mean by their bare names: its own, or where it has
  /// none, those of the nearest lesson before it that has some.
  /// - Parameter index: the lesson's place in `lessons`; none for an index outside.
  public func models(inViewOf index: Int) -> [ModelBlock] {
    guard lessons.indices.contains(index) else { return [] }
    return lessons[...index].last { !$0.models.isEmpty }?.models ?? []
  }

  /// All prose, the introduction first: for links and figures.
  public var markups: [Markup] {
    [introduction] + lessons.flatMap { $0.elements.flatMap { $0.markups } }
  }
}

extension Lesson {
  /// Whether it is called so: by its id or title, in capitals or not, with its signs or without.
  public func isCalled(_ name: String) -> Bool {
    ChapterHead.Lesson(id: id, was: was, title: title).isCalled(name)
  }

  /// The models of the lesson, in order.
  public var models: [ModelBlock] {
    elements.compactMap { if case .model(let model) = $0.form { model } else { nil } }
  }
}

extension Chapter {
  /// What a lesson is called now that was called so once, or is; the same where none is.
  public func presentLesson(_ id: String) -> String {
    if lessons.contains(where: { $0.id == id }) { return id }
    return lessons.first { $0.was.contains(id) }?.id ?? id
  }

  /// A line that sets a parameter, by the names that model and parameter have now: a model tells what
  /// they were called before.
  public func presentSetting(_ line: String) -> String {
    var line = line
    // The model's own name first: its parameters are told by the present one.
    for (old, new) in models.flatMap({ $0.was }) where !old.contains(".") {
      guard line.hasPrefix(old + ".") else { continue }
      line = new + line.dropFirst(old.count)
      break
    }
    for (old, new) in models.flatMap({ $0.was }) where old.contains(".") {
      guard line.hasPrefix(old + " ") else { continue }
      return new + line.dropFirst(old.count)
    }
    return line
  }
}
