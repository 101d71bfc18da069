import Basics
import Quantities

/// What an expression comes to.
public enum Value: Hashable, Sendable {
  case quantity(Quantity)
  /// A quantity of which only the odds are known.
  case uncertain(UncertainQuantity)
  /// A condition that holds with some odds.
  case odds(Odds)
  case bool(Bool)
  case text(String)
  case record(Record)
  /// Several of one kind, in a row.
  case series(Series)

  /// Stands for an argument that is not given, where none is needed.
  public static let absent = Value.text("")

  /// The kind in words, for messages.
  public var kind: String {
    switch self {
    case .quantity(let quantity): quantity.unit.kind
    case .uncertain(let quantity): "an uncertain value, \(quantity.unit.kind)"
    case .odds: "a condition that is not certain"
    case .bool: "true or false"
    case .text: "text"
    case .record(let record): "a record (\(record.name))"
    case .series(let series): "a list of \(series.words)"
    }
  }

  /// As arithmetic takes it; nil where it is no quantity.
  public var amount: Amount? {
    switch self {
    case .quantity(let quantity): .certain(quantity)
    case .uncertain(let quantity): .uncertain(quantity)
    default: nil
    }
  }

  /// An uncertain amount all of whose samples are equal is a certain one.
  public init(_ amount: Amount) {
    switch amount {
    case .certain(let quantity): self = .quantity(quantity)
    case .uncertain(let quantity):
      let first = quantity[0]
      self =
        quantity.samples.allSatisfy { $0 == first.magnitude }
        ? .quantity(first) : .uncertain(quantity)
    }
  }

  /// Short enough for a row: a record without its fields, and a text without its quotes where its
  /// ends can be seen without them.
  public var summary: String {
    switch self {
    case .record(let record): "\(record.name)(…)"
    case .text(let words) where !words.isEmpty && words == words.trimmed: words
    case .series(let series) where series.count > 4: series.words
    case .text, .quantity, .uncertain, .odds, .bool, .series: text
    }
  }

  /// The quantity; nil where it is uncertain or no quantity at all.
  public var quantity: Quantity? {
    if case .quantity(let quantity) = self { return quantity }
    return nil
  }

  /// As the workbook shows it, and reads it back (records and what is uncertain excepted).
  public var text: String {
    switch self {
    case .quantity(let quantity): quantity.text
    case .uncertain(let quantity): quantity.text
    case .odds(let odds): odds.text
    case .bool(let bool): bool ? "true" : "false"
    case .text(let text): "\"\(text)\""
    case .record(let record): record.text
    case .series(let series): series.text
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
    guard let unit, let converted = amount?.converted(to: unit) else { return self }
    return Value(converted)
  }
}

extension Value {
  /// Whether both are the same, numbers to twelve digits: what rounding moves is no change.
  public func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.quantity(let left), .quantity(let right)):
      return left == right
        || (left.dimension == right.dimension && left.base.isSame(as: right.base))
    case (.uncertain(let left), .uncertain(let right)):
      guard left != right else { return true }
      guard let right = right.converted(to: left.unit) else { return false }
      return zip(left.samples, right.samples).allSatisfy { $0.isSame(as: $1) }
    case (.record(let left), .record(let right)):
      return left.name == right.name && left.fields.count == right.fields.count
        && zip(left.fields, right.fields).allSatisfy {
          $0.name == $1.name && $0.value.isSame(as: $1.value)
        }
    case (.series(let left), .series(let right)):
      return left.count == right.count
        && zip(left.values, right.values).allSatisfy { $0.isSame(as: $1) }
    default: return self == other
    }
  }
}

extension Unit {
  /// The kind of quantity in words, for messages.
  fileprivate var kind: String {
    isPercent ? "a share (%)" : isNone ? "a plain number" : "a quantity in \(text)"
  }
}
