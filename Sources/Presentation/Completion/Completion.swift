import Basics
import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// Finds what the word before the cursor could become.
public struct Completion {
  let workbook: Workbook
  /// What `price("…")` knows.
  let offers: [Offer]
  /// Where `goto` can go.
  let lessons: [Lesson]
  /// What lies in a folder: the present one where its path is empty.
  let files: (String) -> [(name: String, isFolder: Bool)]

  /// - Parameter files: what lies in a folder, the present one where its path is empty.
  public init(
    workbook: Workbook, offers: [Offer], lessons: [Lesson],
    files: @escaping (String) -> [(name: String, isFolder: Bool)] = { _ in [] }
  ) {
    (self.workbook, self.offers, self.lessons, self.files) = (workbook, offers, lessons, files)
  }

  /// Of a workbook without lessons.
  public init(workbook: Workbook) { self.init(workbook: workbook, offers: [], lessons: []) }

  /// What could stand at the cursor.
  /// - Parameter line: the line up to the cursor.
  /// - Returns: the word as it stands, and candidates in the order of their names.
  public func candidates(for line: String) -> (word: String, candidates: [Candidate]) {
    if let (begun, found) = quoted(in: line) { return (begun, found) }
    if let path = Completion.savedPath(in: line) { return (path, paths(like: path, ending: "")) }
    let word = Completion.lastWord(of: line)
    let before = line.dropLast(word.count)
    let texts = choices(behind: String(before))
    if word.isEmpty, !texts.isEmpty {
      return (word, texts.map { Candidate(text: "\"" + $0.text, sentence: $0.sentence) })
    }
    if let fitting = clauses(behind: String(before)) {
      return (word, fitting.filter { $0.text.hasPrefix(word) })
    }
    let found: [Candidate]
    if before.allSatisfy({ $0.isWhitespace }) || before.trimmed == ":" {
      found = starts() + (before.trimmed == ":" ? [] : names(like: word) + functions())
    } else if let arguments = commandArguments(before.trimmed) {
      found = arguments
    } else if Completion.wantsUnit(String(before)) {
      found = units()
    } else {
      found = names(like: word) + functions()
    }
    let matching = Set(found.filter { $0.text.hasPrefix(word) })
    return (word, matching.sorted { ($0.text, $0.sentence) < ($1.text, $1.sentence) })
  }

  /// What can stand in quotes that are open: offers, files, the words that an argument takes. nil
  /// where none are.
  private func quoted(in line: String) -> (begun: String, found: [Candidate])? {
    guard line.count(where: { $0 == "\"" }) % 2 == 1, let quote = line.lastIndex(of: "\"") else {
      return nil
    }
    let begun = String(line[line.index(after: quote)...])
    let choices = choices(behind: String(line[..<quote]))
    if !choices.isEmpty { return (begun, choices.filter { $0.text.hasPrefix(begun) }) }
    guard let (name, given) = openCall(in: String(line[..<quote])) else { return nil }
    if name == "price" { return (begun, offers(like: begun)) }
    guard let function = workbook.functions.function(named: name),
      let parameter = parameter(of: function, behind: given)
    else { return nil }
    switch parameter.kind {
    case .path: return (begun, paths(like: begun, ending: "\""))
    case .words(let words), .forms(_, let words):
      let fitting = words.filter { $0.hasPrefix(begun) }
      return (
        begun, fitting.map { Candidate(text: $0 + "\"", sentence: parameter.sentence) }
      )
    default: return nil
    }
  }

  /// The texts that a parameter may be set to behind `NAME =`, up to their closing quotes.
  private func choices(behind before: String) -> [Candidate] {
    let words = before.split(separator: " ")
    guard words.count == 2, words[1] == "=", let cell = workbook.cell(named: String(words[0]))
    else { return [] }
    return cell.choices.map { Candidate(text: $0 + "\"", sentence: cell.sentence) }
  }

  private func offers(like begun: String) -> [Candidate] {
    offers.filter { $0.id.hasPrefix(begun) }
      .map { Candidate(text: $0.id + "\"", sentence: "\($0.gpu), \($0.price.text)") }
      .sorted { $0.text < $1.text }
  }

  /// The path that was begun behind `save`; nil for any other line.
  private static func savedPath(in line: String) -> String? {
    for start in ["save ", ":save "] where line.hasPrefix(start) {
      return String(line.dropFirst(start.count).drop { $0 == " " })
    }
    return nil
  }

  /// Files and folders whose paths begin so.
  private func paths(like begun: String, ending: String) -> [Candidate] {
    let slash = begun.lastIndex(of: "/")
    let folder = slash.map { String(begun[...$0]) } ?? ""
    let name = slash.map { begun[begun.index(after: $0)...] } ?? begun[...]
    return files(folder)
      .filter { $0.name.hasPrefix(name) && (name.hasPrefix(".") || !$0.name.hasPrefix(".")) }
      .map { file in
        Candidate(
          text: folder + file.name + (file.isFolder ? "/" : ending),
          sentence: file.isFolder ? "a folder" : "a file")
      }
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

  /// Whether a unit can stand behind what is there: right behind a number, behind the slash or dot
  /// of a unit, behind `in` and `per`.
  static func wantsUnit(_ before: String) -> Bool {
    let text = before.trimmed
    if text.hasSuffix(" in") || text.hasSuffix(" per") { return true }
    var rest = text[...]
    func isPart(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "_" || character == "^"
    }
    // Backwards over the parts of a unit, to the number it belongs to.
    while let sign = rest.last, sign == "/" || sign == "·" {
      rest = rest.dropLast()
      if endsInNumber(rest) { return true }
      let part = rest.reversed().prefix(while: isPart).count
      guard part > 0 else { return rest.last == "$" }
      rest = rest.dropLast(part)
      if endsInNumber(String(rest).trimmed[...]) { return true }
    }
    return endsInNumber(rest)
  }

  /// Whether it ends in a number, and not in a name with digits at its end.
  private static func endsInNumber(_ text: Substring) -> Bool {
    let number = text.reversed().prefix {
      $0.isNumber || $0.isLetter || $0 == "." || $0 == "," || $0 == "_"
    }
    guard number.last?.isNumber == true, let last = number.first else { return false }
    let isScaled = "kMB".contains(last) && number.dropFirst().first?.isNumber == true
    return last.isNumber || isScaled
  }

  private func starts() -> [Candidate] {
    Command.allCases.map { Candidate(text: $0.rawValue, sentence: $0.sentence) }
      + Dictionary(grouping: Question.verbs, by: { $0.verb }).map { verb, forms in
        Candidate(text: verb, sentence: forms[0].sentence)
      }
  }

  private func commandArguments(_ before: String) -> [Candidate]? {
    let command = before.hasPrefix(":") ? String(before.dropFirst()) : before
    switch command {
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
