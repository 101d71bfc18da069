import CMath
import Display
import Language
import Quantities
import Workbook

extension Answer.Solution {
  /// The values that do it, or the stretches in which a condition holds.
  var display: Display {
    if roots.isEmpty { return nothing }
    if relation != .equal { return stretches }
    if roots.count == 1, case .stretch = roots[0] { return stretches }
    var blocks: [Block] = []
    if roots.count > 1 {
      blocks.append(
        .lines([
          Text(
            "There are \(unsettled.isEmpty ? "" : "at least ")\(roots.count) solutions \(between):")
        ]))
    }
    blocks.append(.lines(roots.map(line)))
    blocks.append(
      .lines(
        doubts.map { Text($0) }
          + [Text(closing + "Nothing was changed; type it to set it.", .muted)]))
    return Display(blocks)
  }

  private var stretches: Display {
    let condition = "\(expression) \(relation.rawValue) \(wanted)"
    return Display([
      .lines(
        [Text(condition, .code) + Text(" holds for")] + roots.map(line)
          + doubts.map { Text($0) } + [Text(searchedWords, .muted)])
    ])
  }

  /// That no value does it, and how near the expression comes.
  private var nothing: Display {
    let isProof = method == .proof && unsettled.isEmpty
    let range = "from \(searched.low.text) to \(searched.high.text)"
    var lines = [
      Text(isProof ? "No " : "No value of ") + Text(name, .name)
        + Text(isProof ? " \(range) does it." : " \(range) was found that does it.")
    ]
    lines += doubts.map { Text($0) }
    let reaches = [("at least", "above", least), ("at most", "below", most)].compactMap {
      reached, beyond, extreme in
      extreme.map {
        "\($0.isReached ? reached : beyond) \($0.value.text) "
          + "(\($0.isReached ? "" : "towards ")\(name) = \($0.at.text))"
      }
    }
    if !reaches.isEmpty {
      var searched = "."
      if case .trial(let values) = method { searched = ", of \(values) values that were tried." }
      lines.append(
        Text(expression, .code) + Text(" is \(reaches.joined(separator: ", "))\(searched)"))
    }
    lines.append(
      Text("See it with ", .muted) + Text("plot \(expression) over \(name) \(range)", .input))
    return Display([.lines(lines)])
  }

  private var between: String { "between \(searched.low.text) and \(searched.high.text)" }

  /// What is said of the search behind one solution.
  private var closing: String {
    guard roots.count == 1 else { return "" }
    var isSure = method == .proof && unsettled.isEmpty
    if case .near = roots[0] { isSure = false }
    return isSure
      ? "The only one \(between). " : "\(searchedWords) "
  }

  private var searchedWords: String {
    switch method {
    case .proof: "Searched \(between)."
    case .trial(let values): "Searched \(between), at \(values) values."
    }
  }

  /// What is not sure.
  private var doubts: [String] {
    var doubts: [String] = []
    if roots.contains(where: { if case .near = $0 { true } else { false } }) {
      doubts.append("Near: the two sides touch there, or come closer than can be told apart.")
    }
    if let missing {
      doubts.append(
        "At \(missing.count == 1 ? "one" : "\(missing.count)") of the values there is no result: \(missing.why)"
      )
    }
    for part in unsettled.prefix(3) {
      doubts.append(
        "From \(part.low.text) to \(part.high.text) more cannot be excluded: that was too much work."
      )
    }
    if unsettled.count > 3 {
      let rest = unsettled.count - 3
      doubts.append("Nor in \(rest) more \(rest == 1 ? "stretch" : "stretches") of the range.")
    }
    return doubts
  }

  private func line(_ root: Root) -> Text {
    switch root {
    case .at(let value): return Text("\(name) = \(text(value))", .input)
    case .near(let value):
      return Text("near ") + Text("\(name) = \(text(value))", .input)
    case .indistinct(let low, let high):
      return Text(name, .name) + Text(" anywhere from ") + Text(text(low), .value) + Text(" to ")
        + Text(text(high), .value)
        + Text(": there \(expression) cannot be told from \(wanted)")
    case .crossing(let crossing):
      var text = Text("\(name) = \(crossing.at.text(within: crossing.margin))", .input)
      if let margin = crossing.margin { text = text + Text(margin.giveOrTake) }
      if let step = crossing.step {
        let (before, after) = Value.toldApart(.quantity(step.before), .quantity(step.after))
        text =
          text
          + Text(
            crossing.next.map { ": it is \(before), and \(after) at \($0.text)" }
              ?? ": it steps from \(before) to \(after)")
      }
      return text
    case .stretch(let low, let high, let margins, let open):
      let text =
        Text(name, .name) + Text(" from ") + end(low, margins.low) + Text(" to ")
        + end(high, margins.high)
      switch open {
      case (false, false): return text
      case (true, false): return text + Text(", without \(self.text(low)) itself")
      case (false, true): return text + Text(", without \(self.text(high)) itself")
      case (true, true): return text + Text(", without the ends themselves")
      }
    }
  }

  private func end(_ value: Quantity, _ margin: Quantity?) -> Text {
    guard let margin else { return Text(text(value), .value) }
    return Text(value.text(within: margin), .value) + Text(margin.giveOrTake)
  }
}

extension Answer.Solution {
  /// A value with as many digits as it takes to tell it from the other solutions.
  func text(_ value: Quantity) -> String {
    let others = roots.flatMap { root -> [Quantity] in
      switch root {
      case .at(let value), .near(let value): [value]
      case .crossing: []
      case .stretch(let low, let high, _, _), .indistinct(let low, let high): [low, high]
      }
    }.filter { $0.magnitude != value.magnitude }
    // Its rounding is small beside the distance to the next one.
    let nearest = others.map { abs($0.magnitude - value.magnitude) }.min() ?? .infinity
    let digits = log10(abs(value.magnitude)).rounded(.down) - log10(nearest / 50).rounded(.down) + 1
    if digits > 4, digits <= 17 { return value.text(significant: Int(digits)) }
    guard others.contains(where: { $0.text == value.text }) else { return value.text }
    for digits in 5...17 {
      let text = value.text(significant: digits)
      if !others.contains(where: { $0.text(significant: digits) == text }) { return text }
    }
    return value.text
  }
}
