import Basics
import Quantities
import Workbook

extension Answer.Solution {
  /// `name`, `condition`, the `roots`, and where was looked for them.
  var members: [JSON.Member] {
    [
      JSON.Member("name", .string(name)),
      JSON.Member(
        "condition",
        .object([
          "left": .string(expression), "relation": .string(relation.rawValue),
          "right": .string(wanted),
        ])),
      JSON.Member("roots", .array(roots.map(json))),
      JSON.Member("searched", searched.json),
      JSON.Member("proved", .bool(method == .proof && unsettled.isEmpty)),
      JSON.Member("unsettled", .array(unsettled.map { $0.json })),
      JSON.Member("missing", .number(Double(missing?.count ?? 0))),
      JSON.Member("least", least.map { $0.json } ?? .null),
      JSON.Member("most", most.map { $0.json } ?? .null),
    ]
  }
}

extension Answer.Solution {
  fileprivate func json(_ root: Root) -> JSON {
    switch root {
    case .at(let value): return .object(["at": json(value)])
    case .near(let value): return .object(["near": json(value)])
    case .indistinct(let low, let high):
      return .object(["near": .object(["from": json(low), "to": json(high)])])
    case .crossing(let crossing): return crossing.json
    case .stretch(let low, let high, let margins, let open):
      var members = [JSON.Member("from", json(low)), JSON.Member("to", json(high))]
      for (key, margin) in [("from_margin", margins.low), ("to_margin", margins.high)] {
        if let margin { members.append(JSON.Member(key, JSON(margin))) }
      }
      // An end that is no solution itself.
      if open.low { members.append(JSON.Member("from_excluded", .bool(true))) }
      if open.high { members.append(JSON.Member("to_excluded", .bool(true))) }
      return .object(members)
    }
  }

  /// A quantity with the text that tells it from the other solutions.
  private func json(_ value: Quantity) -> JSON {
    .object([
      "value": .number(value.magnitude), "unit": .string(value.unit.spelling),
      "text": .string(text(value)),
    ])
  }
}

extension Answer.Solution.Crossing {
  fileprivate var json: JSON {
    var members = [JSON.Member("at", JSON(at))]
    if let margin { members.append(JSON.Member("margin", JSON(margin))) }
    if let step {
      members.append(
        JSON.Member("steps", .object(["from": JSON(step.before), "to": JSON(step.after)])))
      if let next { members.append(JSON.Member("next", JSON(next))) }
    }
    return .object(members)
  }
}

extension Answer.Solution.Stretch {
  fileprivate var json: JSON { .object(["from": JSON(low), "to": JSON(high)]) }
}

extension Answer.Solution.Extreme {
  fileprivate var json: JSON {
    .object(
      [JSON.Member("value", JSON(value)), JSON.Member("at", JSON(at))]
        + (isReached ? [] : [JSON.Member("reached", .bool(false))]))
  }
}
