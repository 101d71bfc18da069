import Basics
import Quantities
import Workbook

extension Answer.Sweep {
  /// `over`, `columns`, a row for each value, and why values are missing.
  var members: [JSON.Member] {
    [
      JSON.Member("over", JSON(name: name, values.first?.unit ?? .none)),
      JSON.Member("columns", .array(columns.map { JSON(name: $0.name, $0.unit) })),
      JSON.Member("rows", .array(values.indices.map(row))), failures,
    ]
  }

  private func row(_ place: Int) -> JSON {
    .object([
      "at": JSON(values[place]),
      "values": .array(columns.map { $0.json(place) }),
    ])
  }

  /// Every place without a value, with its reason.
  var failures: JSON.Member {
    JSON.Member(
      "failures",
      .array(
        columns.flatMap { column in
          column.failures.map { failure in
            .object([
              "name": .string(column.name), "at": JSON(values[failure.place]),
              "error": JSON(failure.reason),
            ])
          }
        }))
  }
}

extension Answer.Sweep.Column {
  fileprivate func json(_ place: Int) -> JSON {
    switch amounts[place] {
    case .certain(let quantity)?: JSON(quantity, margin: margin(place))
    case let amount?: JSON(amount)
    case nil: .null
    }
  }
}

extension JSON {
  /// What a column or an axis holds: its `name` and `unit`.
  init(name: String, _ unit: Unit) {
    self = .object(["name": .string(name), "unit": .string(unit.spelling)])
  }
}
