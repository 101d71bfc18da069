import Diagnostics
import Language
import Quantities

/// The full name of a cell.
public struct CellID: Hashable, Sendable {
  /// The model it belongs to, or `CellID.own` for what the learner has bound.
  public let model: String
  public let name: String

  /// The model name under which a learner's own names stand.
  public static let own = "my"

  public init(_ model: String, _ name: String) {
    self.model = model
    self.name = name
  }

  public var isOwn: Bool { model == CellID.own }
  var path: [String] { [model, name] }
  public var text: String { "\(model).\(name)" }
}

/// One named value of the workbook.
public struct Cell: Sendable {
  public enum Kind: Hashable, Sendable {
    /// What a learner may set.
    case parameter
    /// What follows.
    case result
    /// What the learner has named.
    case own
  }

  public enum State: Sendable {
    case value(Value)
    case failed(Diagnostic)
    /// It measures something, or reads what does, and nobody has asked for it yet.
    case pending
  }

  public let id: CellID
  public let kind: Kind
  public let sentence: String
  /// The unit it is shown in; nil leaves the formula's own.
  let unit: Unit?
  /// The bounds of a parameter, both included.
  public let low: Quantity?
  public let high: Quantity?
  /// Whether the author put it first.
  public let isImportant: Bool
  /// What the author wrote.
  let preset: Expression?

  /// What it is computed from now, as written.
  public internal(set) var written: Expression
  /// The same with full names.
  var formula: Expression
  /// Whether the learner has set it.
  public internal(set) var isSet: Bool
  public internal(set) var state: State
  /// Whether the value is older than what it depends on.
  public internal(set) var isStale = false
  /// How long computing it took the last two times; the shorter one counts, so that one hiccup of
  /// a busy machine makes no cell slow.
  var elapsed: (before: Duration, last: Duration) = (.zero, .zero)
  var cost: Duration {
    elapsed.before == .zero ? elapsed.last : min(elapsed.before, elapsed.last)
  }

  public var value: Value? {
    if case .value(let value) = state { return value }
    return nil
  }

  public var failure: Diagnostic? {
    if case .failed(let diagnostic) = state { return diagnostic }
    return nil
  }

  /// Whether it waits to be measured.
  public var isPending: Bool {
    if case .pending = state { return true }
    return false
  }

  /// Whether a name with a dot can mean a part of its value.
  public var hasFields: Bool {
    if case .record? = value { return true }
    return false
  }

  /// Its value as it is typed: what is uncertain as it was written.
  public var typed: String {
    switch value {
    case .uncertain, .odds, nil: written.text
    case let value?: value.text
    }
  }

  /// The bounds in words, nil where there are none.
  public var range: String? {
    guard let low, let high else { return nil }
    return "\(low.text) to \(high.text)"
  }
}
