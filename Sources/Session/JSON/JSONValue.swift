import Diagnostics
import Language
import Quantities
import Workbook

/// A value as JSON: a quantity is its number in the unit shown, the unit, and the text.
public indirect enum JSONValue: Encodable, Sendable {
  case quantity(Quantity)
  case bool(Bool)
  case string(String)
  case number(Double)
  case object([(String, JSONValue)])
  case array([JSONValue])
  case null

  public init(_ value: Value) {
    switch value {
    case .quantity(let quantity): self = .quantity(quantity)
    case .uncertain(let quantity):
      self = .object(
        [("median", 0.5), ("p5", 0.05), ("p95", 0.95)].map { name, share in
          (name, .number(quantity.quantile(share).magnitude))
        } + [
          ("mean", .number(quantity.mean.magnitude)), ("unit", .string(quantity.unit.spelling)),
          ("text", .string(value.text)),
        ])
    case .odds(let odds):
      self = .object([("chance", .quantity(odds.chance)), ("text", .string(value.text))])
    case .bool(let bool): self = .bool(bool)
    case .text(let text): self = .string(text)
    case .record(let record):
      let remarks = JSONValue.array(record.remarks.map { .string($0) })
      self = .object(
        record.fields.map { ($0.name, JSONValue($0.value)) }
          + (record.remarks.isEmpty ? [] : [("remarks", remarks)]))
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .quantity(let quantity):
      try JSONValue.object([
        ("value", .number(quantity.magnitude)), ("unit", .string(quantity.unit.spelling)),
        ("text", .string(quantity.text)),
      ]).encode(to: encoder)
    case .bool(let bool):
      var container = encoder.singleValueContainer()
      try container.encode(bool)
    case .string(let string):
      var container = encoder.singleValueContainer()
      try container.encode(string)
    case .number(let number):
      var container = encoder.singleValueContainer()
      if let whole = Int64(exactly: number), abs(number) < 1e15 {
        try container.encode(whole)
      } else {
        try container.encode(number)
      }
    case .object(let members):
      var container = encoder.container(keyedBy: Key.self)
      for (name, value) in members {
        try container.encode(value, forKey: Key(stringValue: name))
      }
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }
}

extension JSONValue {
  /// Everything a diagnostic says, in stable keys.
  public init(_ diagnostic: Diagnostic) {
    var members: [(String, JSONValue)] = [
      ("code", .string(diagnostic.code.name)), ("message", .string(diagnostic.message)),
    ]
    if let span = diagnostic.span {
      let (line, column) = span.position
      let end = span.end.position
      if let file = span.source.name { members.append(("file", .string(file))) }
      members += [
        ("line", .number(Double(line))), ("column", .number(Double(column))),
        ("end_line", .number(Double(end.line))), ("end_column", .number(Double(end.column))),
        ("text", .string(span.text)),
      ]
    }
    if !diagnostic.label.isEmpty { members.append(("label", .string(diagnostic.label))) }
    if let expected = diagnostic.expected { members.append(("expected", .string(expected))) }
    if let found = diagnostic.found { members.append(("found", .string(found))) }
    if !diagnostic.notes.isEmpty {
      members.append(("notes", .array(diagnostic.notes.map(JSONValue.string))))
    }
    if let suggestion = diagnostic.suggestion { members.append(("try", .string(suggestion))) }
    self = .object(members)
  }

  /// Name, value before and after of everything that changed.
  init(_ changes: Changes) {
    self = .array(
      (changes.settings + changes.results).map { change in
        var members: [(String, JSONValue)] = [
          ("name", .string(change.name)), ("before", change.before.map { JSONValue($0) } ?? .null),
          ("after", change.after.map { JSONValue($0) } ?? .null),
        ]
        if let failure = change.cell.failure {
          members.append(("error", JSONValue(failure)))
        }
        return .object(members)
      })
  }
}
