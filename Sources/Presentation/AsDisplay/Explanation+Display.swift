import Display
import Language
import Workbook

extension Answer.Explanation {
  /// The formula, then a row for each cell that it reads, deeper ones further in.
  var display: Display {
    var rows: [[Text]] = []
    for input in root.inputs { input.addRows(indent: 1, to: &rows) }
    if rows.isEmpty { rows.append(root.row(indent: 1)) }
    var blocks: [Block] = [.lines([root.head]), .table(Table(rows: rows, style: .bare))]
    if let failure { blocks.append(.paragraph(Text(Changes.reason(failure), .failure))) }
    let display = Display(blocks)
    guard let influences, influences.inputs.count > 1 else { return display }
    return display + influences.ranking
  }
}

extension Answer.Explanation.Node {
  fileprivate var head: Text {
    var text = Text(name, .name) + Text(" = ") + Text(formula, .code)
    if provenance == .formula || provenance == .own, let value, value.text != formula {
      text += Text(" = ") + Text(value.summary(within: margin), .value)
    }
    return text
  }

  fileprivate func addRows(indent: Int, to rows: inout [[Text]]) {
    rows.append(row(indent: indent))
    for input in inputs { input.addRows(indent: indent + 1, to: &rows) }
  }

  fileprivate func row(indent: Int) -> [Text] {
    [Text(String(repeating: "  ", count: indent) + name, .name), valueText, provenanceText]
  }

  private var valueText: Text {
    if isPending { return Text("not measured yet", .warning) }
    guard let value else { return Text("no value", .failure) }
    return Text(value.summary(within: margin), .value)
  }

  private var provenanceText: Text {
    switch provenance {
    case .chapter: Text("chapter default", .muted)
    case .given: Text("given with the exercise", .muted)
    case .learner:
      isLiteral
        ? Text("you set this", .strong) : Text("you set this: ", .muted) + Text(formula, .code)
    case .own:
      isLiteral ? Text("you set this", .strong) : Text("= ", .muted) + Text(formula, .code)
    case .formula: Text("= ", .muted) + Text(formula, .code)
    }
  }
}
