import Diagnostics
import Language
import Quantities

extension Reference {
  /// What the examples of questions are about, set before them.
  private static let given = [
    "gpus = 4 gpu", "rent = $12,000/month", "busy = 15%",
    "effective = rent / (gpus * 720 h/month * busy)",
  ]

  /// The page of the language: rules, operators, questions, commands and units, every example
  /// answered.
  mutating func language() throws(Diagnostic) -> String {
    var lines = [
      "# The language", "",
      "A line is a command, a question, a setting or an expression; its first word decides which. A "
        + "remark stands behind `#`.",
      "", "## Lines", "",
    ]
    lines += try table(SyntaxRule.lines)
    lines += ["", "## Values", ""]
    lines += try table(SyntaxRule.atoms)
    lines += ["", "## Operators", "", "Those that bind loosest come first.", ""]
    lines += try table(SyntaxRule.operators)
    lines += [
      "", "## Questions", "", "They read the workbook and change nothing. Here it holds:", "",
    ]
    lines += ["```text"] + Self.given.map { "❯ \($0)" } + ["```"]
    for line in Self.given { try set(line) }
    for form in Question.verbs {
      lines += ["", "### `\(form.form)`", "", sentence(form.sentence), ""]
      lines += try shown(form.example)
    }
    lines += [
      "", "## Commands", "",
      "They move or ask the program and never touch a value. Where a cell has the name of one, a colon "
        + "in front makes it the command: `:run`.",
      "", "| command | | example |", "|---|---|---|",
    ]
    lines += Command.allCases.map {
      "| `\(cell($0.form))` | \(cell($0.sentence)) | `\($0.example)` |"
    }
    lines += [
      "", "## Units", "",
      "A unit stands right behind a number: `720 h/month`, `$27.78/gpu·h`, `$3/(gpu*h)`, and behind "
        + "`in`.",
      "", "| unit | | measures | one of it |", "|---|---|---|---|",
    ]
    for entry in UnitCatalog.standard.entries { lines.append(try row(of: entry)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func table(_ rules: [SyntaxRule]) throws(Diagnostic) -> [String] {
    var lines = ["| form | | example | gives |", "|---|---|---|---|"]
    for rule in rules {
      let answer = try answered(rule.example)
      lines.append(
        "| `\(cell(rule.form))` | \(cell(rule.sentence)) | `\(cell(rule.example))` | \(answer) |")
    }
    return lines
  }

  /// A unit with one of it in the first unit of its kind.
  private mutating func row(of entry: UnitCatalog.Entry) throws(Diagnostic) -> String {
    let base = UnitCatalog.standard.entries.first {
      $0.unit.dimension == entry.unit.dimension && $0.unit.scale == 1
    }
    let name = entry.names.last { $0.allSatisfy { $0.isLetter } } ?? entry.unit.symbol
    let target = base?.names.first { $0.allSatisfy { $0.isLetter } } ?? entry.unit.symbol
    let value = entry.unit.symbol.hasSuffix("$") ? "1 \(entry.unit.symbol)" : "1 \(name)"
    let names = entry.names.map { "`\(cell($0))`" }.joined(separator: " ")
    return "| \(names) | \(cell(entry.sentence)) | \(entry.unit.dimension.words) "
      + "| \(try answered("\(value) in \(target)")) |"
  }

  private mutating func set(_ line: String) throws(Diagnostic) {
    if let problem = evaluation.answer(line).problem { throw problem }
  }

  /// What a line is answered with, on one line of a table.
  private mutating func answered(_ line: String) throws(Diagnostic) -> String {
    let outcome = evaluation.answer(line)
    if let problem = outcome.problem { throw problem }
    let words = draw(outcome.display).split(whereSeparator: { $0.isWhitespace })
    return words.isEmpty ? "" : "`\(cell(words.joined(separator: " ")))`"
  }

  /// A phrase as a sentence.
  func sentence(_ words: String) -> String {
    words.prefix(1).uppercased() + words.dropFirst() + "."
  }
}
