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

  /// Short enough for a row: a record without its fields.
  public var summary: String {
    if case .record(let record) = self { return "\(record.name)(…)" }
    return text
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

/// What was recorded of a simulated run, to look at and to take elsewhere.
public protocol RunRecording: Sendable {
  /// What `timeline` shows.
  var timeline: Timeline { get }
  /// A row for each event.
  var csv: String { get }
  /// For Perfetto and Chrome's own viewer.
  var chromeTrace: String { get }
}

/// Several named values that belong together: what a simulation or a measurement returns.
public struct Record: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public let name: String
    public let value: Value
    /// What it is, in a few words.
    public let sentence: String

    public init(_ name: String, _ value: Value, _ sentence: String = "") {
      self.name = name
      self.value = value
      self.sentence = sentence
    }
  }

  /// What made it: the function's name.
  public let name: String
  public let fields: [Field]
  /// What happened in the run it tells of; no part of its value.
  public let recording: (any RunRecording)?

  public init(name: String, fields: [Field], recording: (any RunRecording)? = nil) {
    self.name = name
    self.fields = fields
    self.recording = recording
  }

  public static func == (left: Record, right: Record) -> Bool {
    left.name == right.name && left.fields == right.fields
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(fields)
  }

  public subscript(field: String) -> Value? { fields.first { $0.name == field }?.value }

  var text: String {
    "\(name)(" + fields.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ") + ")"
  }
}
