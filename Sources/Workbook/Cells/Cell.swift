import Diagnostics
import Language
import Quantities

/// The full name of a cell.
public struct CellID: Hashable, Sendable {
  /// The model it belongs to, or `CellID.own` for what the learner has bound.
  public let model: String
  /// The name of the cell within its model.
  public let name: String

  /// The model name under which a learner's own names stand.
  public static let own = "my"

  /// Creates the full name of a cell.
  public init(_ model: String, _ name: String) {
    self.model = model
    self.name = name
  }

  /// Whether the learner has bound it.
  public var isOwn: Bool { model == CellID.own }
  var path: [String] { [model, name] }
  /// The name with its model in front, as it can always be typed.
  public var text: String { "\(model).\(name)" }
}

/// One named value of the workbook.
public struct Cell: Sendable {
  /// What a cell is to the learner.
  public enum Kind: Hashable, Sendable {
    /// What a learner may set.
    case parameter
    /// What follows.
    case result
    /// What the learner has named.
    case own
  }

  /// What came of computing a cell.
  public enum State: Sendable {
    case value(Value)
    case failed(Diagnostic)
    /// It measures something, or reads what does, and nobody has asked for it yet.
    case pending
  }

  /// The full name.
  public let id: CellID
  /// What the cell is to the learner.
  public let kind: Kind
  /// What it means; empty where the author does not say.
  public let sentence: String
  /// The unit it is shown in; nil leaves the formula's own.
  let unit: Unit?
  /// The lower bound of a parameter, which is included; nil where there is none.
  public let low: Quantity?
  /// The upper bound of a parameter, which is included; nil where there is none.
  public let high: Quantity?
  /// How far apart the values between the bounds are; nil where any will do.
  public var step: Quantity?
  /// The texts that a parameter may be; empty where it may be any.
  public var choices: [String] = []
  /// Whether the author put it first.
  public let isImportant: Bool
  /// What it goes back to: what the author wrote, or what a task gives it.
  var preset: Expression?

  /// What it is computed from now, as written.
  public internal(set) var written: Expression
  /// The same with full names.
  var formula: Expression
  /// Whether the learner has set it.
  public internal(set) var isSet: Bool
  /// Whether a task gives its value.
  public internal(set) var isGiven = false
  /// What came of computing it.
  public internal(set) var state: State
  /// Whether the value is older than what it depends on.
  public internal(set) var isStale = false
  /// How far luck may have moved the value, where its formula runs a simulation itself.
  var margin: Quantity?
  /// What computing it took the last time.
  var effort = Effort.none
  /// Whether it takes so much that it is computed on demand only.
  var isSlow: Bool { effort > Workbook.most }

  /// The value; nil where it failed or is pending.
  public var value: Value? {
    if case .value(let value) = state { return value }
    return nil
  }

  /// Why there is no value; nil where it has not failed.
  public var failure: Diagnostic? {
    if case .failed(let diagnostic) = state { return diagnostic }
    return nil
  }

  /// Whether it waits to be measured.
  public var isPending: Bool {
    if case .pending = state { return true }
    return false
  }

  /// Whether its value has fields that a name with a dot can mean.
  public var hasFields: Bool {
    if case .record? = value { return true }
    return false
  }

  /// Its value as it is typed; what is uncertain as it was written.
  public var typed: String {
    switch value {
    case .uncertain, .odds, nil: written.text
    case let value?: value.text
    }
  }
}
