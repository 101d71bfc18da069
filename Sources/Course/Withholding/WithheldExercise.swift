import Basics
import Diagnostics
import Quantities

/// Writes the file of an exercise as learners get it: all that is asked, and nothing that says what
/// is right.
///
/// What is kept is written anew from what was read, never copied as it stands, so that no remark and
/// no order of lines can betray an answer.
struct WithheldExercise {
  private let exercise: Exercise
  private let reader: ExerciseReader
  private let sections: ExerciseReader.Sections

  init(_ exercise: Exercise, units: UnitCatalog) {
    self.exercise = exercise
    var reader = ExerciseReader(exercise.source, units: units)
    sections = reader.sections(exercise.kind)
    self.reader = reader
  }

  var text: String {
    var head = ""
    for key in exercise.kind.keys where !key.isAnswer {
      guard key != Exercise.Key.graded, key != Exercise.Key.answers, let entry = reader.fields[key]
      else { continue }
      head += key.name + ":" + entry.value.written()
    }
    let answers = answers.map { "\n" + $0 } ?? ""
    return "---\n" + head + "graded: true\nanswers: withheld\n---\n\(prompt)\n\(answers)"
  }

  /// The lines of the prompt without remarks.
  private var prompt: String {
    guard let first = sections.prompt.blocks.first, let last = sections.prompt.blocks.last else {
      return ""
    }
    let file = reader.file
    let start = file.line(file.lineIndex(of: first.span.range.lowerBound)).lowerBound
    let lastByte = max(start, last.span.range.upperBound - 1)
    let end = file.line(file.lineIndex(of: lastByte)).upperBound
    return Remarks.removed(from: file.string(start..<max(start, end)))
  }

  // MARK: What there is to pick from

  private var answers: String? {
    switch exercise.task {
    case .choice(let options):
      let lines = ordered(options).map { "- [ ] " + item($0.span, isTask: true).first }
      return "## Options\n\n" + lines.joined(separator: "\n") + "\n"
    case .order(let steps):
      let sorted = steps.sorted { isBefore($0.text.words, $1.text.words) }
      let lines = sorted.enumerated().map { index, step -> String in
        let (first, rest) = item(step.span, isTask: false)
        let mark = "\(index + 1). "
        let margin = String(repeating: " ", count: mark.count)
        return ([mark + first] + rest.map { $0.isEmpty ? "" : margin + $0 })
          .joined(separator: "\n")
      }
      return "## Order\n\n" + lines.joined(separator: "\n") + "\n"
    case .match: return table.map { "## Pairs\n\n" + $0 }
    case .number, .formula, .goal, .predict: return nil
    }
  }

  /// The options by their words, unless the last one speaks of the others.
  private func ordered(_ options: [ChoiceOption]) -> [ChoiceOption] {
    guard !options.lastSpeaksOfOthers else { return options }
    let sorted = options.sorted { isBefore($0.words, $1.words) }
    // One that speaks of others without being the last must not become the last.
    return sorted.filter { $0.speaksOfOthers } + sorted.filter { !$0.speaksOfOthers }
  }

  private func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// The lines of a list's item without its mark, further ones without the indentation that makes
  /// them part of it.
  private func item(_ span: SourceSpan, isTask: Bool) -> (first: String, rest: [String]) {
    var lines = span.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.last == "\r" ? line.dropLast() : line
    }
    while lines.count > 1, lines.last?.allSatisfy({ $0.isWhitespace }) == true {
      lines.removeLast()
    }
    guard var first = lines.first else { return ("", []) }
    let length = first.count
    first = first.drop { $0 == " " }
    first = first.drop { "-+*.)".contains($0) || $0.isNumber }
    first = first.drop(while: { $0.isWhitespace })
    let depth = span.position.column - 1 + length - first.count
    if isTask, let close = first.firstIndex(of: "]") {
      first = first[first.index(after: close)...].drop(while: { $0.isWhitespace })
    }
    let rest = lines.dropFirst().map { line -> Substring in
      let spaces = line.prefix { $0 == " " }.count
      return line.dropFirst(min(depth, spaces))
    }
    let text = Remarks.removed(from: ([first] + rest).joined(separator: "\n"))
    let clean = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return (clean.first ?? "", Array(clean.dropFirst()))
  }

  /// The table of pairs with its right column sorted by itself.
  private var table: String? {
    guard let block = sections.answers?.blocks.first, case .table(let table) = block.form else {
      return nil
    }
    let lines = Remarks.removed(from: block.span.text).split(separator: "\n")
      .filter { !$0.allSatisfy { $0.isWhitespace } }.map(cells)
    guard lines.count == table.rows.count + 2 else { return nil }
    let rows = lines.dropFirst(2)
    let rights = zip(rows, table.rows).map { cells, row in
      (text: cells[1], words: row.count > 1 ? row[1].map { $0.plain }.joined() : "")
    }.sorted { isBefore($0.words, $1.words) }
    let written =
      [lines[0], ["---", "---"]] + zip(rows, rights).map { [$0[0], $1.text] }
    return written.map { "| \($0[0]) | \($0[1]) |\n" }.joined()
  }

  /// The two cells of a line of a table.
  private func cells(_ line: Substring) -> [String] {
    var cells: [String] = [""]
    var isEscaped = false
    var text = line
    while text.last?.isWhitespace == true { text.removeLast() }
    text = text.drop(while: { $0.isWhitespace })
    if text.first == "|" { text.removeFirst() }
    for character in text {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return Array((cells.map { $0.trimmed } + ["", ""]).prefix(2))
  }
}
