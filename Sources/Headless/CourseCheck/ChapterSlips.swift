import Basics
import Course
import Diagnostics
import Language

/// What an author of a chapter hardly means, and what would else pass without a word.
enum ChapterSlips {
  /// - Parameter today: the day, as YYYY-MM-DD; nil where nobody knows it.
  static func problems(
    of chapter: Chapter, functions: Set<String>, today: String?
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for lesson in chapter.lessons where lesson.elements.isEmpty {
      found.append(
        Diagnostic(.missingField, "This lesson says nothing.", at: lesson.span)
          .label("prose or a block belongs below it"))
    }
    for element in chapter.lessons.flatMap({ $0.elements }) {
      for markup in element.markups { found += MarkupSlips.problems(in: markup) }
      switch element.form {
      case .note(let note): found += problems(note, element.span, today)
      case .plot(let block): found += problems(block.question, at: element.span)
      case .model(let model):
        for declaration in model.declarations {
          found += problems(declaration, functions)
        }
      default: break
      }
    }
    return found + MarkupSlips.problems(in: chapter.introduction)
  }

  private static func problems(
    _ note: NoteBlock, _ span: SourceSpan, _ today: String?
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if note.body.isEmpty, note.kind != .source {
      found.append(
        Diagnostic(.missingField, "This block says nothing.", at: firstLine(span))
          .label("lines of prose belong below it"))
    }
    if let date = note.asOf, let today, date > today {
      found.append(
        Diagnostic(.badOption, "The figures were looked up on a day that is to come.", at: span)
          .expected("a day up to \(today)", found: date))
    }
    return found
  }

  private static func problems(_ question: Question, at span: SourceSpan) -> [Diagnostic] {
    guard case .plot(_, let sweep?) = question, let low = sweep.low, let high = sweep.high,
      let first = low.literal, let last = high.literal?.converted(to: first.unit),
      first.magnitude > last.magnitude
    else { return [] }
    return [
      Diagnostic(.outOfRange, "The plot goes from a larger value to a smaller one.", at: low.span)
        .expected("from \(high.text) to \(low.text)", found: "from \(low.text) to \(high.text)")
    ]
  }

  private static func problems(
    _ declaration: Declaration, _ functions: Set<String>
  ) -> [Diagnostic] {
    switch declaration {
    case .parameter(let parameter):
      return NameSlips.problem(parameter.name, at: parameter.nameSpan, functions)
    case .result(let result): return NameSlips.problem(result.name, at: result.nameSpan, functions)
    case .check(let check):
      guard let tolerance = check.tolerance else { return [] }
      if case .compare(_, .equal, _) = check.condition.form { return [] }
      return [
        Diagnostic(.badModelLine, "Only an equation holds within something.", at: tolerance.span)
          .label("is not looked at").note("check a == b within 1%")
      ]
    case .unit, .function: return []
    }
  }

  private static func firstLine(_ span: SourceSpan) -> SourceSpan {
    let line = span.text.prefix { !$0.isNewline }
    return SourceSpan(
      span.source, span.range.lowerBound..<span.range.lowerBound + line.utf8.count)
  }
}

/// Names of cells that are those of functions.
enum NameSlips {
  /// Functions whose names say what they do to a number, and nothing that a cell could be.
  static let functions: Set<String> = [
    "abs", "ceil", "exp", "floor", "ln", "log10", "log2", "max", "min", "round", "sqrt",
  ]

  static func problem(
    _ name: String, at span: SourceSpan, _ functions: Set<String>
  ) -> [Diagnostic] {
    guard functions.contains(name) else { return [] }
    return [
      Diagnostic(.badName, "\(name) is a function.", at: span)
        .label("would be read as one where ( follows").note("Give it another name.")
    ]
  }
}
