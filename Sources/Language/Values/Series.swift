import Quantities

/// Values in a row: a column of a table, or a list as it is written.
public struct Series: Hashable, Sendable {
  /// What is in it, all of one kind.
  public enum Items: Hashable, Sendable {
    case numbers([Double], Unit)
    case texts([String])
    case truths([Bool])
  }

  /// What is in it.
  public let items: Items

  /// A list of these.
  public init(_ items: Items) { self.items = items }

  /// A list of quantities, in the unit of the first; nil where they are of several kinds, or none.
  public init?(_ quantities: [Quantity]) {
    guard let unit = quantities.first?.unit else { return nil }
    var numbers: [Double] = []
    for quantity in quantities {
      guard let same = quantity.converted(to: unit) else { return nil }
      numbers.append(same.magnitude)
    }
    items = .numbers(numbers, unit)
  }

  /// How many there are.
  public var count: Int {
    switch items {
    case .numbers(let numbers, _): numbers.count
    case .texts(let texts): texts.count
    case .truths(let truths): truths.count
    }
  }

  /// One of them, from 0; nil where there is none.
  public func value(at row: Int) -> Value? {
    guard row >= 0, row < count else { return nil }
    return switch items {
    case .numbers(let numbers, let unit): .quantity(Quantity(numbers[row], unit))
    case .texts(let texts): .text(texts[row])
    case .truths(let truths): .bool(truths[row])
    }
  }

  /// All of them.
  public var values: [Value] { (0..<count).compactMap { value(at: $0) } }

  /// The numbers as if they were samples: their mean, their quantiles. nil where they are no numbers.
  public var spread: UncertainQuantity? {
    guard case .numbers(let numbers, let unit) = items, !numbers.isEmpty else { return nil }
    return UncertainQuantity(numbers, unit)
  }

  /// "[1 h, 2 h]", which reads back; of many the first few and how many there are.
  var text: String {
    let most = 24
    // Commas part the values, so that plain numbers have none of their own.
    let isPlain = if case .numbers(_, let unit) = items { unit.isNone } else { false }
    let shown = values.prefix(most).map { value in
      isPlain ? value.text.filter { $0 != "," } : value.text
    }.joined(separator: ", ")
    return count <= most ? "[\(shown)]" : "[\(shown), …] (\(count) values)"
  }

  /// "12 values".
  var words: String { count == 1 ? "one value" : "\(count) values" }
}

extension Value {
  /// Whether it is a list, or has one as a field.
  public var holdsSeries: Bool {
    switch self {
    case .series: true
    case .record(let record): record.fields.contains { $0.value.holdsSeries }
    default: false
    }
  }
}
