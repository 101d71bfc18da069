import Diagnostics
import Quantities

/// The checked arguments of one call, by the names of the declaration.
public struct Arguments: Sendable {
  /// The whole call, for messages.
  public let span: SourceSpan
  var values: [String: [Value]]
  let spans: [String: SourceSpan]
  /// The names of those that are one of many samples.
  var sampled: Set<String> = []
  /// Whether what is read of samples is moved by as much as it may be off.
  var isDoubted = false

  init(
    span: SourceSpan, values: [String: [Value]], spans: [String: SourceSpan],
    sampled: Set<String> = []
  ) {
    (self.span, self.values, self.spans, self.sampled) = (span, values, spans, sampled)
  }

  /// The fields of a record as the arguments that made it, for a function that is given what another
  /// one named; they all stand where the record does.
  public init(of record: Record, at span: SourceSpan, isSample: Bool = false) {
    var values: [String: [Value]] = [:]
    var spans: [String: SourceSpan] = [:]
    for field in record.fields {
      values[field.name] = [field.value]
      spans[field.name] = span
    }
    self.init(
      span: span, values: values, spans: spans, sampled: isSample ? Set(values.keys) : [])
  }

  /// Whether an argument is one of many samples: then a number of things is rounded. What was
  /// written as it is is not.
  public func isSample(_ name: String) -> Bool { sampled.contains(name) }

  /// The names of those that are not known.
  var uncertainNames: Set<String> {
    Set(values.filter { $0.value.contains { $0.isUncertain } }.keys)
  }

  /// The argument; nil where it was left out and has no default.
  public subscript(name: String) -> Value? { values[name]?.first }

  /// All arguments of a repeating parameter.
  public func all(_ name: String) -> [Value] { values[name] ?? [] }

  /// The argument's magnitude in the declared unit, or as it is for any quantity.
  public func number(_ name: String) -> Double { self[name]?.quantity?.magnitude ?? .nan }

  /// The argument as a quantity; not a number where it is none.
  public func quantity(_ name: String) -> Quantity { self[name]?.quantity ?? Quantity(.nan) }

  /// Whether the argument is true.
  public func bool(_ name: String) -> Bool { self[name] == .bool(true) }

  /// The argument as text; nil where it is none.
  public func text(_ name: String) -> String? {
    if case .text(let text)? = self[name] { return text }
    return nil
  }

  /// Whether the argument was given in the call.
  public func isGiven(_ name: String) -> Bool { spans[name] != nil }

  /// Where the argument stands; the whole call if it was left out.
  public func span(_ name: String) -> SourceSpan { spans[name] ?? span }
}
