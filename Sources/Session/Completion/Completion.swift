import Basics
import Course
import Diagnostics
import Language
import Presentation
import Quantities
import Workbook

/// Finds what the word before the cursor could become.
public struct Completion {
  let workbook: Workbook
  /// What `price("…")` knows.
  let offers: [Offer]
  /// Where `goto` can go.
  let lessons: [Lesson]

  init(workbook: Workbook, offers: [Offer], lessons: [Lesson]) {
    (self.workbook, self.offers, self.lessons) = (workbook, offers, lessons)
  }

  /// Of a workbook without lessons.
  public init(workbook: Workbook) { self.init(workbook: workbook, offers: [], lessons: []) }

  /// What could stand at the cursor.
  /// - Parameter line: the line up to the cursor.
  /// - Returns: the word as it stands, and candidates in the order of their names.
  public func candidates(for line: String) -> (word: String, candidates: [Candidate]) {
    if let begun = Completion.begunOffer(in: line) { return (begun, offers(like: begun)) }
    let word = Completion.lastWord(of: line)
    let before = line.dropLast(word.count)
    if let fitting = clauses(behind: String(before)) {
      return (word, fitting.filter { $0.text.hasPrefix(word) })
    }
    let found: [Candidate]
    if before.allSatisfy({ $0.isWhitespace }) || before.trimmed == ":" {
      found = starts() + (before.trimmed == ":" ? [] : names(like: word) + functions())
    } else if let arguments = commandArguments(before.trimmed) {
      found = arguments
    } else if Completion.wantsUnit(before) {
      found = units()
    } else {
      found = names(like: word) + functions()
    }
    let matching = Set(found.filter { $0.text.hasPrefix(word) })
    return (word, matching.sorted { ($0.text, $0.sentence) < ($1.text, $1.sentence) })
  }

  /// What stands behind `price("`; nil elsewhere.
  private static func begunOffer(in line: String) -> String? {
    guard let quote = line.lastIndex(of: "\"") else { return nil }
    let head = line[..<quote].trimmed
    let begun = line[line.index(after: quote)...]
    guard head.hasSuffix("("), head.dropLast().trimmed.hasSuffix("price"),
      line[..<quote].count(where: { $0 == "\"" }) % 2 == 0
    else { return nil }
    return String(begun)
  }

  private func offers(like begun: String) -> [Candidate] {
    offers.filter { $0.id.hasPrefix(begun) }
      .map { Candidate(text: $0.id + "\"", sentence: "\($0.gpu), \($0.price.text)") }
      .sorted { $0.text < $1.text }
  }

  /// Letters, digits, underscores and dots at the end; codes and file names may hold hyphens.
  private static func lastWord(of line: String) -> String {
    let allowsHyphen = line.hasPrefix("explain ") || line.hasPrefix("goto ")
    return String(
      line.reversed().prefix {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || (allowsHyphen && $0 == "-")
      }.reversed())
  }

  /// Whether a number, a unit's slash or `in` stands in front.
  private static func wantsUnit(_ before: some StringProtocol) -> Bool {
    let text = String(before).trimmed
    guard let last = text.last else { return false }
    if text.hasSuffix(" in") || text.hasSuffix(" per") { return true }
    if last.isNumber { return true }
    guard last == "/" || last == "·" else { return false }
    // A slash behind a number or a unit, not behind a name or a space.
    let left = text.dropLast()
    return left.last.map { $0.isNumber || $0.isLetter || $0 == "$" } ?? false
      && left.contains(where: { $0.isNumber })
  }

  private func starts() -> [Candidate] {
    Command.allCases.map { Candidate(text: $0.rawValue, sentence: $0.sentence) }
      + Dictionary(grouping: Question.verbs, by: { $0.verb }).map { verb, forms in
        Candidate(text: verb, sentence: forms[0].sentence)
      }
  }

  private func commandArguments(_ before: String) -> [Candidate]? {
    let command = before.hasPrefix(":") ? String(before.dropFirst()) : before
    let words = command.split(separator: " ")
    if words.first == "tune", words.count == 2 {
      return [Candidate(text: "for", sentence: "and draw what follows from it")]
    }
    switch command {
    case "tune": return settableNames()
    case "help":
      return names() + functions() + starts()
        + HelpTables.Subject.allCases.map {
          Candidate(text: $0.rawValue, sentence: "all \($0.rawValue)")
        }
    case "goto":
      return lessons.map { Candidate(text: $0.id, sentence: $0.title) }
        + lessons.flatMap { lesson in
          LessonStep.steps(of: lesson).compactMap { $0.exercise }.map {
            Candidate(text: $0, sentence: "the exercise of \(lesson.title)")
          }
        }
    case "explain": return Completion.codes
    case "reset":
      return settableNames() + [
        Candidate(text: "lesson", sentence: "the models of this lesson"),
        Candidate(text: "all", sentence: "everything you have set"),
      ]
    case "auto":
      return ["on", "off"].map { Candidate(text: $0, sentence: "what takes long") }
    default: return nil
    }
  }

  /// The pages that `explain` knows.
  private static let codes = Code.all.map { Candidate(text: $0.name, sentence: $0.title) }

  func settableNames() -> [Candidate] {
    names().filter { candidate in
      workbook.cell(named: candidate.text).map { $0.kind != .result } ?? false
    }
  }

  /// Names as they can be typed: with their model where it was begun, or has to stand there.
  func names(like word: String = "") -> [Candidate] {
    let visible = Set(workbook.visibleNames())
    var found: [Candidate] = []
    for model in workbook.offeredModels + [CellID.own] {
      for cell in workbook.cells(of: model) {
        let sentence = cell.sentence.isEmpty ? cell.value?.text ?? "" : cell.sentence
        if !word.contains("."), visible.contains(cell.id.name),
          workbook.cell(named: cell.id.name)?.id == cell.id
        {
          found.append(Candidate(text: cell.id.name, sentence: sentence))
        } else {
          found.append(Candidate(text: cell.id.text, sentence: sentence))
        }
      }
    }
    return found
  }

  func functions() -> [Candidate] {
    workbook.functions.functions.map { Candidate(text: $0.name, sentence: $0.sentence) }
      + workbook.definedFunctions.map { Candidate(text: $0.name, sentence: "= \($0.body.text)") }
  }

  private func units() -> [Candidate] {
    workbook.units.entries.flatMap { entry in
      entry.names.map { Candidate(text: $0, sentence: entry.sentence) }
    }
  }
}
