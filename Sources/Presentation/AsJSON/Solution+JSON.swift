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
      JSON.Member(
        "searched", .object(["from": JSON(searched.low), "to": JSON(searched.high)])),
      JSON.Member("least", extremes.map { $0.least.json } ?? .null),
      JSON.Member("most", extremes.map { $0.most.json } ?? .null),
    ]
  }
}

extension Answer.Solution.Root {
  fileprivate var json: JSON {
    switch self {
    case .at(let value): .object(["at": JSON(value)])
    case .stretch(let low, let high): .object(["from": JSON(low), "to": JSON(high)])
    }
  }
}

extension Answer.Solution.Extreme {
  fileprivate var json: JSON { .object(["value": JSON(value), "at": JSON(at)]) }
}
