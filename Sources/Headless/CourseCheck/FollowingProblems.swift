import Course
import Diagnostics
import Language

/// One fault in a line of a model makes all that depends on it fail. Such problems are told once, at
/// the line, with their number.
struct FollowingProblems {
  /// A declaration with something wrong in it, and the names that fail with it.
  private struct Cause {
    let span: SourceSpan
    var names: Set<String>
    var count = 0
  }

  private var causes: [Cause] = []

  /// Kinds of problem that may follow from another.
  private static let following: [Code] = [
    .failedInput, .unknownName, .noValue, .tryFailed, .checkFailed, .notFound, .answerFails,
    .badSolution, .badMistake, .badGoal,
  ]

  /// The problems of chapters and of their exercises without those that follow from others.
  static func without(
    _ problems: [Diagnostic], _ chapters: [Chapter]
  ) -> [Diagnostic] {
    var following = FollowingProblems(problems, chapters)
    return following.reduced(problems)
  }

  private init(_ problems: [Diagnostic], _ chapters: [Chapter]) {
    for chapter in chapters {
      let read = chapter.models.flatMap { $0.declarations }.compactMap { Line($0) }
      // A line that cannot be read declares nothing, and what it was to declare is missed all over.
      let unread = problems.filter { $0.span?.source.name == chapter.source.name }
        .compactMap { $0.span.flatMap(Line.init(unread:)) }
        .filter { line in !read.contains { $0.span == line.span } }
      let lines = read + unread
      let wrong = lines.filter { line in
        problems.contains { line.holds($0) && $0.code != .failedInput }
      }
      for line in wrong {
        // What reads another wrong line may only follow from that.
        let isFirst = !wrong.contains { other in
          other.name != line.name && line.reads.contains(other.name)
        }
        guard isFirst else { continue }
        var names: Set<String> = [line.name]
        var isGrowing = true
        while isGrowing {
          isGrowing = false
          for other in lines
          where !names.contains(other.name) && !other.reads.isDisjoint(with: names) {
            isGrowing = names.insert(other.name).inserted || isGrowing
          }
        }
        causes.append(Cause(span: line.span, names: names))
      }
    }
  }

  private mutating func reduced(_ problems: [Diagnostic]) -> [Diagnostic] {
    var kept: [Diagnostic] = []
    // What is found twice is counted once.
    var seen: Set<Diagnostic> = []
    for problem in problems where seen.insert(problem).inserted {
      if let place = cause(of: problem) {
        causes[place].count += 1
      } else {
        kept.append(problem)
      }
    }
    var told: Set<Int> = []
    return kept.map { problem in
      guard let span = problem.span,
        let place = causes.firstIndex(where: { $0.span.covers(span) }),
        causes[place].count > 0, told.insert(place).inserted
      else { return problem }
      let count = causes[place].count
      return problem.note(
        count == 1 ? "Another problem follows from it." : "\(count) other problems follow from it.")
    }
  }

  /// The place of the cause that a problem follows from; nil where it is one itself.
  private func cause(of problem: Diagnostic) -> Int? {
    guard Self.following.contains(problem.code), let span = problem.span,
      !causes.contains(where: { $0.span.covers(span) })
    else { return nil }
    let words = Self.words(in: span.text + " " + problem.message)
    return causes.firstIndex { !$0.names.isDisjoint(with: words) }
  }

  static func words(in text: String) -> Set<String> {
    Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }
}

/// A line of a model that gives a name its value.
private struct Line {
  let name: String
  let span: SourceSpan
  let reads: Set<String>

  init?(_ declaration: Declaration) {
    let expressions: [Expression]
    switch declaration {
    case .parameter(let parameter):
      name = parameter.name
      span = parameter.nameSpan.line
      expressions = [parameter.value, parameter.low, parameter.high, parameter.step].compactMap {
        $0
      }
    case .result(let result):
      name = result.name
      span = result.nameSpan.line
      expressions = [result.formula]
    case .check, .unit, .function: return nil
    }
    reads = Set(expressions.flatMap { $0.names() }.flatMap { $0 })
  }

  /// A line that was to declare something; nil for any other.
  init?(unread place: SourceSpan) {
    span = place.line
    let words = span.text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    guard words.count > 1, ["param", "result"].contains(words[0]),
      span.text.first?.isLetter == true
    else { return nil }
    name = words[1]
    reads = Set(words.dropFirst(2))
  }

  func holds(_ problem: Diagnostic) -> Bool { problem.span.map { span.covers($0) } ?? false }
}

extension SourceSpan {
  /// The whole line that it begins in.
  fileprivate var line: SourceSpan {
    let bytes = Array(source.text.utf8)
    let start = min(range.lowerBound, bytes.count)
    let low = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let high = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return SourceSpan(source, low..<max(low, high))
  }

  fileprivate func covers(_ other: SourceSpan) -> Bool {
    source.name == other.source.name && range.lowerBound <= other.range.lowerBound
      && other.range.upperBound <= range.upperBound
  }
}
