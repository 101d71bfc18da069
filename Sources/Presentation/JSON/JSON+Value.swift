import Basics
import Diagnostics
import Language
import Quantities
import Workbook

extension JSON {
  /// A quantity: `value`, its number in the unit shown; `unit`; `text`, as the workbook shows it.
  public init(_ quantity: Quantity) {
    self = .object([
      "value": .number(quantity.magnitude), "unit": .string(quantity.unit.spelling),
      "text": .string(quantity.text),
    ])
  }

  /// A whole number.
  public init(_ count: Int) { self = .number(Double(count)) }

  /// A value of the language. Uncertain ones have `median`, `p5`, `p95` and `mean` in their `unit`;
  /// odds their `chance`; a record its fields in the order in which the workbook shows them.
  public init(_ value: Value) {
    switch value {
    case .quantity(let quantity): self.init(quantity)
    case .uncertain(let quantity):
      self = .object([
        "median": .number(quantity.median.magnitude),
        "p5": .number(quantity.quantile(0.05).magnitude),
        "p95": .number(quantity.quantile(0.95).magnitude),
        "mean": .number(quantity.mean.magnitude), "unit": .string(quantity.unit.spelling),
        "text": .string(value.text),
      ])
    case .odds(let odds):
      self = .object(["chance": JSON(odds.chance), "text": .string(value.text)])
    case .bool(let bool): self = .bool(bool)
    case .text(let text): self = .string(text)
    case .record(let record):
      var members = record.fields.map { Member($0.name, JSON($0.value)) }
      if !record.remarks.isEmpty {
        members.append(Member("remarks", .array(record.remarks.map { .string($0) })))
      }
      self = .object(members)
    }
  }

  /// Everything a diagnostic says: `code`, `message`, its place (`file`, `line`, `column`,
  /// `end_line`, `end_column`, `text`), `label`, `expected`, `found`, `notes`, `try`. What it does
  /// not say is left out.
  public init(_ diagnostic: Diagnostic) {
    var members: [Member] = [
      Member("code", .string(diagnostic.code.name)),
      Member("message", .string(diagnostic.message)),
    ]
    func add(_ key: String, _ text: String?) {
      if let text, !text.isEmpty { members.append(Member(key, .string(text))) }
    }
    if let span = diagnostic.span {
      let (start, end) = (span.position, span.end.position)
      add("file", span.source.name)
      members += [
        Member("line", JSON(start.line)), Member("column", JSON(start.column)),
        Member("end_line", JSON(end.line)), Member("end_column", JSON(end.column)),
        Member("text", .string(span.text)),
      ]
    }
    add("label", diagnostic.label)
    add("expected", diagnostic.expected)
    add("found", diagnostic.found)
    if !diagnostic.notes.isEmpty {
      members.append(Member("notes", .array(diagnostic.notes.map { .string($0) })))
    }
    add("try", diagnostic.suggestion)
    self = .object(members)
  }

  /// What a program prints instead of an answer: the diagnostic as `error`.
  public static func failure(_ diagnostic: Diagnostic) -> JSON {
    .object(["error": JSON(diagnostic)])
  }

  /// `name`, `before` and `after` of everything that changed, and the `error` of what fails now.
  public init(_ changes: Changes) {
    self = .array(
      (changes.settings + changes.results).map { change in
        var members: [Member] = [
          Member("name", .string(change.name)),
          Member("before", change.before.map { JSON($0) } ?? .null),
          Member("after", change.after.map { JSON($0) } ?? .null),
        ]
        if let failure = change.cell.failure { members.append(Member("error", JSON(failure))) }
        return .object(members)
      })
  }
}
