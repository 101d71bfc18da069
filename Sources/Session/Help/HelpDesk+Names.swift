import Course
import Diagnostics
import Display
import Language
import Presentation
import Workbook

extension HelpDesk {
  /// What the glossary says of a word, behind what there is to say of the name, or in place of
  /// saying that there is nothing.
  func withGlossary(_ word: String, _ help: Reply) -> Reply {
    do throws(Diagnostic) {
      let glossary = try course.glossary().glossary
      let isKnown = help.problems.isEmpty
      if let term = glossary.term(named: word) {
        let entry = term.display(taughtIn: try title(of: term.lesson))
        return Reply(Display((isKnown ? help.display.blocks : []) + entry.blocks))
      }
      guard !isKnown, help.problems.first?.suggestion == "help",
        let near = closest(to: word, among: glossary.names)
      else { return help }
      return Reply(
        Diagnostic(.unknownName, "There is nothing to say about \(word).")
          .note("help alone says what can be typed here.").try("help \(near)"))
    } catch {
      return help.problems.isEmpty ? help : Reply(error)
    }
  }

  /// The title of the lesson `chapter/lesson`; nil where there is none.
  private func title(of lesson: Reference?) throws(Diagnostic) -> String? {
    let parts = lesson?.id.split(separator: "/").map(String.init) ?? []
    guard parts.count == 2 else { return nil }
    for file in course.chapters {
      let head = try course.head(of: file)
      guard head.id == parts[0] else { continue }
      return head.lessons.first { $0.id == parts[1] }?.title
    }
    return nil
  }

  func helpAbout(_ name: String) -> Reply {
    let bare = name.hasPrefix(":") ? String(name.dropFirst()) : name
    if !name.hasPrefix(":"), let cell = workbook.cell(named: name) { return Reply(about(cell)) }
    if let command = Command(rawValue: bare.lowercased()) {
      return Reply(Text(command.form, .input) + Text("  \(command.sentence)"))
    }
    let forms = Question.verbs.filter { $0.verb == bare.lowercased() }
    if !forms.isEmpty {
      return Reply(
        Display([.lines(forms.map { Text($0.form, .input) + Text("  \($0.sentence)") })]))
    }
    if let function = workbook.functions.function(named: name) { return Reply(about(function)) }
    if let own = workbook.definedFunctions.first(where: { $0.name == name }) {
      return Reply(
        Text("\(own.name)(\(own.parameters.joined(separator: ", "))) = ", .name)
          + Text(own.body.text, .code))
    }
    if workbook.models.contains(name) {
      return Reply(Display([Showing.model(workbook.cells(of: name))]))
    }
    if let entry = workbook.units.entries.first(where: { $0.names.contains(name) }) {
      return Reply(
        Text(entry.names.joined(separator: ", "), .name) + Text("  \(entry.sentence)"))
    }
    let all =
      workbook.visibleNames() + Command.allCases.map { $0.rawValue }
      + Question.verbs.map { $0.verb } + workbook.functions.functions.map { $0.name }
    return Reply(
      Diagnostic(.unknownName, "There is nothing to say about \(name).")
        .note("help alone says what can be typed here.")
        .try(closest(to: name, among: all).map { "help \($0)" } ?? "help"))
  }

  private func about(_ cell: Cell) -> Display {
    var lines: [Text] = [
      Text(cell.id.text, .name)
        + Text(cell.sentence.isEmpty ? "" : "  \(cell.sentence)")
    ]
    switch cell.kind {
    case .parameter:
      lines.append(
        Text("a parameter, now ", .muted) + Text(cell.value?.text ?? "no value", .value)
          + Text(cell.range.map { ", from \($0)" } ?? "", .muted))
      lines.append(
        Text("Set it: ", .muted) + Text("\(cell.id.name) = \(cell.typed)", .input))
    case .result:
      lines.append(
        Text("a result: ", .muted) + Text(cell.written.text, .code) + Text(" = ", .muted)
          + Text(cell.value?.text ?? "no value", .value))
      lines.append(Text("Follow it: ", .muted) + Text("why \(cell.id.name)", .input))
    case .own:
      lines.append(
        Text("your own: ", .muted) + Text(cell.written.text, .code) + Text(" = ", .muted)
          + Text(cell.value?.text ?? "no value", .value))
    }
    return Display([.lines(lines)])
  }

  private func about(_ function: Function) -> Display {
    var blocks = FunctionPage(function).display.blocks
    if function.isMeasurement {
      blocks.append(
        .lines([
          Text("It measures this machine. What it measured is kept: ", .muted)
            + Text(workbook.runLine, .input) + Text(" measures again.", .muted)
        ]))
    }
    return Display(blocks)
  }
}
