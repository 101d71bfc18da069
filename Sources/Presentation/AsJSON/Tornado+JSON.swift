import Basics
import Language
import Quantities
import Workbook

extension Answer.Tornado {
  /// `name`, its `value`, the `inputs` by their shares, what they make only together (`joint`), and
  /// whether that is `exact`; the `margin` of the shares where it is not.
  var members: [JSON.Member] {
    var members = [
      JSON.Member("name", .string(name)), JSON.Member("value", JSON(.uncertain(value) as Amount)),
      JSON.Member("inputs", .array(inputs.map { $0.json })),
      JSON.Member("joint", JSON.share(joint)),
    ]
    switch method {
    case .exact: members.append(JSON.Member("exact", .bool(true)))
    case .sampled(let margin):
      members.append(JSON.Member("exact", .bool(false)))
      members.append(JSON.Member("margin", JSON.share(margin)))
    }
    return members
  }
}

extension Answer.Tornado.Input {
  fileprivate var json: JSON {
    .object([
      "name": .string(name), "low": JSON(low), "high": JSON(high), "at_low": JSON(atLow),
      "at_high": JSON(atHigh), "share": JSON.share(share),
      "share_with_others": JSON.share(withOthers),
    ])
  }
}

extension JSON {
  /// A share from 0 to 1 as a percentage.
  fileprivate static func share(_ share: Double) -> JSON {
    JSON(Quantity((share * 1e12).rounded() / 1e10, .percent))
  }
}
