import Basics
import Diagnostics
import Display
import Language
import Presentation
import Workbook

extension Evaluation {
  /// What `help` and `help NAME` answer; nil for any other line.
  func help(_ line: String) throws(Diagnostic) -> Outcome? {
    let words = line.split(whereSeparator: { $0.isWhitespace }).map { String($0) }
    guard words.first == "help", words.count <= 2 else { return nil }
    let display = words.count == 2 ? try help(about: words[1], line) : functionTable
    return Outcome(line: line, display: display, json: JSON(display), problem: nil)
  }

  /// Every function, in a line each.
  private var functionTable: Display {
    Display([
      .table(
        Table(
          rows: catalog.functions.map {
            [Text("  "), Text($0.form, .input), Text($0.sentence, .muted)]
          }, style: .bare))
    ])
  }

  private func help(about name: String, _ line: String) throws(Diagnostic) -> Display {
    if name == "functions" { return functionTable }
    if let function = catalog.function(named: name) { return FunctionPage(function).display }
    let forms = Question.verbs.filter { $0.verb == name }
    guard forms.isEmpty else {
      return Display([.lines(forms.map { Text($0.form, .input) + Text("  \($0.sentence)") })])
    }
    let names = catalog.functions.map { $0.name } + Question.verbs.map { $0.verb }
    throw Diagnostic(.unknownName, "There is nothing to say about \(name).")
      .note("help alone lists the functions.")
      .try(closest(to: name, among: names).map { "help \($0)" } ?? "help")
  }
}
