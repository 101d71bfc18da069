import Basics
import Workbook

extension Answer.Explanation {
  /// The tree as `cell`, the `error` where it has no value, and the `influences` of its inputs where
  /// it is uncertain.
  var members: [JSON.Member] {
    [JSON.Member("cell", root.json)] + (failure.map { [JSON.Member("error", JSON($0))] } ?? [])
      + (influences.map { [JSON.Member("influences", .object($0.members))] } ?? [])
  }
}

extension Answer.Explanation.Node {
  fileprivate var json: JSON {
    .object([
      "name": .string(name), "value": JSON(value, margin: margin), "pending": .bool(isPending),
      "provenance": .string(provenance.rawValue), "formula": .string(formula),
      "literal": .bool(isLiteral), "repeated": .bool(isRepeated), "cut": .bool(isCut),
      "inputs": .array(inputs.map { $0.json }),
    ])
  }
}
