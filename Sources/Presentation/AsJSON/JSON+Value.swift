import Basics
import Language
import Quantities

extension JSON {
  /// A quantity: `value`, its number in the unit shown; `unit`; `text`, as the workbook shows it.
  public init(_ quantity: Quantity) {
    self = .object([
      "value": .number(quantity.magnitude), "unit": .string(quantity.unit.spelling),
      "text": .string(quantity.text),
    ])
  }

  /// An amount: one that is uncertain has its median as `value`, and beside it `p5`, `p95` and
  /// `mean` in the same unit.
  public init(_ amount: Amount) {
    switch amount {
    case .certain(let quantity): self.init(quantity)
    case .uncertain(let quantity):
      self = .object([
        "value": .number(quantity.median.magnitude), "unit": .string(quantity.unit.spelling),
        "text": .string(quantity.text), "p5": .number(quantity.quantile(0.05).magnitude),
        "p95": .number(quantity.quantile(0.95).magnitude),
        "mean": .number(quantity.mean.magnitude),
      ])
    }
  }

  /// A value of the language: an amount; odds with their `chance`; a record with its fields in the
  /// order in which the workbook shows them, its `picture` in shades, its `chart` of curves and its
  /// `remarks` where it has any; true, false and texts as they are.
  public init(_ value: Value) {
    switch value {
    case .quantity(let quantity): self.init(quantity)
    case .uncertain(let quantity): self.init(.uncertain(quantity) as Amount)
    case .odds(let odds):
      self = .object(["chance": JSON(odds.chance), "text": .string(value.text)])
    case .bool(let bool): self = .bool(bool)
    case .text(let text): self = .string(text)
    case .series(let series): self = .array(series.values.map { JSON($0) })
    case .record(let record):
      self = .object(
        record.fields.map { Member($0.name, JSON($0.value)) }
          + (record.shades.map { [Member("picture", $0.json)] } ?? [])
          + (record.chart.map { [Member("chart", $0.json)] } ?? [])
          + JSON.remarks(record.remarks))
    }
  }

  /// A quantity with the `margin` that luck leaves, where it has one.
  init(_ quantity: Quantity, margin: Quantity?) {
    self.init(quantity)
    guard let margin, case .object(let members) = self else { return }
    self = .object(members + [Member("margin", JSON(margin))])
  }

  /// A value, or null; a quantity with its `margin`, where it has one.
  init(_ value: Value?, margin: Quantity?) {
    guard let quantity = value?.quantity else {
      self.init(value)
      return
    }
    self.init(quantity, margin: margin)
  }

  /// A value, or null.
  init(_ value: Value?) { self = value.map { JSON($0) } ?? .null }

  /// What to know before figures are trusted, as a member; none where there is nothing to say.
  static func remarks(_ remarks: [String]) -> [Member] {
    remarks.isEmpty ? [] : [Member("remarks", JSON(remarks))]
  }

  /// The object with further remarks.
  public func adding(remarks: [String]) -> JSON {
    guard !remarks.isEmpty, case .object(var members) = self else { return self }
    if let place = members.firstIndex(where: { $0.key == "remarks" }),
      case .array(let others) = members[place].value
    {
      members[place].value = .array(others + remarks.map { .string($0) })
    } else {
      members += JSON.remarks(remarks)
    }
    return .object(members)
  }

  /// Texts.
  init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }
}
