import Display
import Language
import Workbook

extension Answer.Solution {
  /// The values that do it, or the stretches in which a condition holds.
  var display: Display {
    if relation != .equal { return stretches }
    if roots.count == 1, case .stretch = roots[0] { return stretches }
    var blocks: [Block] = []
    if roots.count > 1 { blocks.append(.lines([Text("There are \(roots.count) solutions:")])) }
    blocks.append(.lines(roots.map(line)))
    blocks.append(.lines([Text("Nothing was changed; type it to set it.", .muted)]))
    return Display(blocks)
  }

  private var stretches: Display {
    let condition = "\(expression) \(relation.rawValue) \(wanted)"
    return Display([.lines([Text(condition, .code) + Text(" holds for")] + roots.map(line))])
  }

  private func line(_ root: Root) -> Text {
    switch root {
    case .at(let value): Text("\(name) = \(value.text)", .input)
    case .stretch(let low, let high):
      Text(name, .name) + Text(" from ") + Text(low.text, .value) + Text(" to ")
        + Text(high.text, .value)
    }
  }
}
