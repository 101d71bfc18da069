import Display
import Language
import Quantities
import Workbook

extension Answer.Tornado {
  /// The value, a bar for each input, and what that means.
  var display: Display {
    let head = Text(name, .name) + Text(" = ") + Text(value.text, .value)
    return Display([.lines([head])]) + ranking
  }

  /// The bars and what they mean.
  var ranking: Display {
    Display([
      .table(
        Table(
          header: ["input", "9 in 10", "", "spread", "from 5% to 95% of it"].map {
            Text($0, .muted)
          }, rows: inputs.map(row),
          alignments: [.leading, .leading, .leading, .trailing, .leading])),
      .lines(words),
    ])
  }

  private func row(_ input: Input) -> [Text] {
    let (low, high) = Showing.unitOnce(input.low, input.high, significant: 3)
    let (first, last) = Showing.unitOnce(input.atLow, input.atHigh, significant: 3)
    let isSame = input.atLow.text(significant: 3) == input.atHigh.text(significant: 3)
    return [
      Text(input.name, .name), Text("\(low) to \(high)", .value), bar(input.share),
      Text(text(input.share), .value),
      isSame ? Text("\(last) either way", .muted) : Text("\(first) → \(last)", .value),
    ]
  }

  /// A bar as short as tells inputs apart: the rest of the row is for their units.
  private func bar(_ share: Double) -> Text {
    let halves = Int((share * 24).rounded())
    return Text(
      String(repeating: "█", count: halves / 2) + (halves % 2 == 1 ? "▌" : ""), .strong)
  }

  /// A share with the digits that hold.
  private func text(_ share: Double) -> String {
    guard case .sampled(let margin) = method else {
      return Quantity(share * 100, .percent).text(significant: 2)
    }
    let step = max(1, (margin * 100).rounded(.up))
    guard share * 100 >= step else {
      return share == 0 ? "0%" : "< \(Quantity(step, .percent).text)"
    }
    return Quantity((share * 100).rounded(), .percent).text
  }

  private var words: [Text] {
    if inputs.count == 1, let only = inputs.first, only.share > 0.995 {
      return [
        Text(only.name, .name) + Text(" is the only range in it, and makes all of its spread.")
      ]
    }
    var words: [Text] = []
    if let first = inputs.first, first.share > 0 {
      let whole = name.contains(" ") ? "it" : name
      words.append(
        Text("Were ") + Text(first.name, .name)
          + Text(" known, \(text(first.share)) of the spread of \(whole) would go (its variance)."))
    } else {
      words.append(Text("No input makes a part of the spread by itself."))
    }
    if inputs.count > 1, joint > max(0.005, margin ?? 0) {
      words.append(Text("\(text(joint)) of it the inputs make only together."))
    }
    words.append(
      Text(
        margin.map {
          "Estimated from 4,000 samples"
            + Quantity(max(0.1, $0 * 100), .percent).giveOrTake + "."
        } ?? "These shares are exact: a sum or a product of independent ranges.", .muted))
    return words
  }

  private var margin: Double? {
    guard case .sampled(let margin) = method else { return nil }
    return margin
  }
}
