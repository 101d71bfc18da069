import Course
import Display
import Language
import Workbook

/// The pages of help that are no function's.
enum HelpPages {
  /// A form and what it does.
  static func line(_ form: String, _ sentence: String) -> Block {
    .paragraph(Text(form, .input) + Text("  \(sentence)"))
  }

  static func cell(_ cell: Cell) -> Display {
    var lines: [Text] = [
      Text(cell.id.text, .name) + Text(cell.sentence.isEmpty ? "" : "  \(cell.sentence)")
    ]
    let value = Text(cell.value?.text ?? "no value", .value)
    switch cell.kind {
    case .parameter:
      lines.append(
        Text("a parameter, now ", .muted) + value
          + Text(cell.limits.map { ", \($0)" } ?? "", .muted))
      lines.append(Text("Set it: ", .muted) + Text("\(cell.id.name) = \(cell.typed)", .input))
    case .result:
      lines.append(
        Text("a result: ", .muted) + Text(cell.written.text, .code) + Text(" = ", .muted) + value)
      lines.append(Text("Follow it: ", .muted) + Text("why \(cell.id.name)", .input))
    case .own:
      lines.append(
        Text("your own: ", .muted) + Text(cell.written.text, .code) + Text(" = ", .muted) + value)
    }
    return Display([.lines(lines)])
  }

  static func block(_ kind: DirectiveKind) -> Display {
    let declared = kind.declaration
    var blocks = [line(kind.form, declared.sentence)]
    if !declared.options.isEmpty { blocks.append(keys(declared.options) { ":\($0):" }) }
    blocks.append(
      .lines([Text("In it: ", .muted) + Text(declared.body ?? "nothing", .plain)]))
    blocks.append(.code(declared.example, language: ""))
    return Display(blocks)
  }

  static func exercise(_ kind: Exercise.Kind) -> Display {
    var blocks = [line("kind: \(kind.rawValue)", kind.sentence)]
    if let part = kind.part {
      blocks.append(.lines([Text("## \(part.heading)", .code) + Text("  \(part.sentence)")]))
    }
    blocks.append(keys(kind.keys.filter { $0.name != "kind" }) { $0 })
    blocks.append(
      .lines([
        Text("Start one: ", .muted)
          + Text("gpulearn new exercise CHAPTER/ID --kind \(kind.rawValue)", .input)
      ]))
    return Display(blocks)
  }

  private static func keys(_ keys: [FileKey], _ named: (String) -> String) -> Block {
    .table(
      Table(
        rows: keys.map {
          [
            Text("  "), Text(named($0.name), .name), Text($0.kind.words, .code),
            Text($0.fullSentence, .muted),
          ]
        }, style: .bare))
  }
}
