import Basics
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
      JSON.Member("roots", .array(roots.map { $0.json })),
      JSON.Member("searched", searched.json),
      JSON.Member("proved", .bool(method == .proof && unsettled.isEmpty)),
      JSON.Member("unsettled", .array(unsettled.map { $0.json })),
      JSON.Member("missing", .number(Double(missing?.count ?? 0))),
      JSON.Member("least", least.map { $0.json } ?? .null),
      JSON.Member("most", most.map { $0.json } ?? .null),
    ]
  }
}

extension Answer.Solution.Root {
  fileprivate var json: JSON {
    switch self {
    case .at(let value): .object(["at": JSON(value)])
    case .near(let value): .object(["near": JSON(value)])
    case .crossing(let crossing): crossing.json
    case .stretch(let low, let high, let margins):
      .object(
        [JSON.Member("from", JSON(low)), JSON.Member("to", JSON(high))]
          + [("from_margin", margins.low), ("to_margin", margins.high)].compactMap { key, margin in
            margin.map { JSON.Member(key, JSON($0)) }
          })
    }
  }
}

extension Answer.Solution.Crossing {
  fileprivate var json: JSON {
    var members = [JSON.Member("at", JSON(at))]
    if let margin { members.append(JSON.Member("margin", JSON(margin))) }
    if let step {
      members.append(
        JSON.Member("steps", .object(["from": JSON(step.before), "to": JSON(step.after)])))
    }
    return .object(members)
  }
}

extension Answer.Solution.Stretch {
  fileprivate var json: JSON { .object(["from": JSON(low), "to": JSON(high)]) }
}

extension Answer.Solution.Extreme {
  fileprivate var json: JSON { .object(["value": JSON(value), "at": JSON(at)]) }
}
