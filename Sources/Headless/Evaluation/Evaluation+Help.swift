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
    guard words.count == 2, words[1] != "functions" else {
      let all = JSON.array(catalog.functions.map { JSON($0) })
      return Outcome(
        line: line, display: functionTable, json: .object(["functions": all]), problem: nil)
    }
    if let function = catalog.function(named: words[1]) {
      return Outcome(
        line: line, display: FunctionPage(function).display,
        json: .object(["function": JSON(function)]), problem: nil)
    }
    let forms = Question.verbs.filter { $0.verb == words[1] }
    guard !forms.isEmpty else { throw nothing(about: words[1]) }
    return Outcome(
      line: line,
      display: Display([.lines(forms.map { Text($0.form, .input) + Text("  \($0.sentence)") })]),
      json: .object([
        "question": .array(
          forms.map { .object(["form": .string($0.form), "sentence": .string($0.sentence)]) })
      ]), problem: nil)
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

  private func nothing(about name: String) -> Diagnostic {
    let names = catalog.functions.map { $0.name } + Question.verbs.map { $0.verb }
    return Diagnostic(.unknownName, "There is nothing to say about \(name).")
      .note("help alone lists the functions.")
      .try(closest(to: name, among: names).map { "help \($0)" } ?? "help")
  }
}
