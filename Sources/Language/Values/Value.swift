import Display
import Quantities

/// What an expression comes to.
public enum Value: Hashable, Sendable {
  case quantity(Quantity)
  case bool(Bool)
  case text(String)
  case record(Record)

  /// The kind in words, for messages.
  public var kind: String {
    switch self {
    case .quantity(let quantity):
      quantity.unit.isPercent
        ? "a share (%)"
        : quantity.unit.isNone ? "a plain number" : "a quantity in \(quantity.unit.text)"
    case .bool: "true or false"
    case .text: "text"
    case .record(let record): "a record (\(record.name))"
    }
  }

  /// Short enough for a row: a record without its fields, and a text without its quotes where its
  /// ends can be seen without them.
  public var summary: String {
    switch self {
    case .record(let record): "\(record.name)(…)"
    case .text(let words) where !words.isEmpty && words == words.trimmed: words
    case .text, .quantity, .bool: text
    }
  }

  public var quantity: Quantity? {
    if case .quantity(let quantity) = self { return quantity }
    return nil
  }

  /// As the workbook shows it, and reads it back (records excepted).
  public var text: String {
    switch self {
    case .quantity(let quantity): quantity.text
    case .bool(let bool): bool ? "true" : "false"
    case .text(let text): "\"\(text)\""
    case .record(let record): record.text
    }
  }

  /// Two values in words, with as many digits as it takes to see the difference.
  public static func toldApart(_ left: Value, _ right: Value) -> (String, String) {
    guard left.text == right.text, left != right, let a = left.quantity, let b = right.quantity
    else { return (left.text, right.text) }
    for count in 5...17 where a.text(significant: count) != b.text(significant: count) {
      return (a.text(significant: count), b.text(significant: count))
    }
    return (left.text, right.text)
  }

  /// The same in `unit`, where it is a quantity of that kind; else itself.
  public func shown(in unit: Unit?) -> Value {
    guard let unit, case .quantity(let quantity) = self,
      let converted = quantity.converted(to: unit)
    else { return self }
    return .quantity(converted)
  }
}
