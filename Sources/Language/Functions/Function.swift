import Diagnostics
import Quantities

/// A function in Swift that the language can call. Help, completion, argument checking and
/// documentation all come from this one declaration.
public struct Function: Sendable {
  /// An argument that a call may give.
  public struct Parameter: Sendable {
    /// What may be given.
    public enum Kind: Hashable, Sendable {
      /// A quantity convertible to this unit, in which the body receives it.
      case quantity(Unit)
      /// A quantity in any unit.
      case anyQuantity
      case bool
      case text
      /// Anything at all; the body looks at it.
      case any
    }

    /// What it is called in the declaration and in calls by name.
    public let name: String
    /// What may be given for it.
    public let kind: Kind
    /// Used where the argument is left out; nil makes it required.
    public let preset: Value?
    /// What it means, in a few words.
    public let sentence: String
    /// Whether more arguments of this kind may follow; only for the last one.
    public let repeats: Bool

    /// Creates a parameter; without a default, every call must give it.
    public init(
      _ name: String, _ kind: Kind, default preset: Value? = nil, repeats: Bool = false,
      _ sentence: String
    ) {
      self.name = name
      self.kind = kind
      self.preset = preset
      self.repeats = repeats
      self.sentence = sentence
    }
  }

  /// A value that the result's record holds, for help.
  public struct Output: Sendable {
    /// The name of the field.
    public let name: String
    /// What the field holds, in a few words.
    public let sentence: String

    /// Creates a description of a field.
    public init(_ name: String, _ sentence: String) {
      self.name = name
      self.sentence = sentence
    }
  }

  /// How a function takes values of which only the odds are known.
  public enum Uncertainty: Sendable {
    /// Not at all: it needs one value.
    case refused
    /// Sample by sample; the body knows nothing of it.
    case eachSample
    /// As a whole, to tell something of it.
    case read
    /// It makes one, for which the evaluator draws the samples.
    case drawn
  }

  /// What a call does: it takes the checked arguments and the budget, and throws what the learner
  /// is told.
  public typealias Body = @Sendable (Arguments, inout Budget) throws(Diagnostic) -> Value

  /// The name that calls use.
  public let name: String
  /// What the function does, in one sentence.
  public let sentence: String
  /// What it takes, in order.
  public let parameters: [Parameter]
  /// Empty for functions that return a single value.
  public let outputs: [Output]
  /// Whether it measures this machine: it takes its time, and comes out differently each time. Cells
  /// that call it are computed when somebody asks for it.
  public let isMeasurement: Bool
  /// How it takes values of which only the odds are known.
  public let uncertainty: Uncertainty
  /// What a call does.
  public let body: Body

  /// Creates a function.
  public init(
    _ name: String, _ sentence: String, _ parameters: [Parameter], outputs: [Output] = [],
    isMeasurement: Bool = false, uncertainty: Uncertainty = .refused, body: @escaping Body
  ) {
    self.name = name
    self.sentence = sentence
    self.parameters = parameters
    self.outputs = outputs
    self.isMeasurement = isMeasurement
    self.uncertainty = uncertainty
    self.body = body
  }

  /// Whether cells may have the same name. Functions that read odds are named as figures often are
  /// (`p95`, `mean`), and a call is recognized by its parenthesis.
  public var sharesItsName: Bool { uncertainty == .read || uncertainty == .drawn }

  /// How it is written: `clamp(x, low, high)`.
  public var form: String {
    "\(name)(" + parameters.map { $0.repeats ? "\($0.name), …" : $0.name }.joined(separator: ", ")
      + ")"
  }
}

/// The checked arguments of one call, by the names of the declaration.
public struct Arguments: Sendable {
  /// The whole call, for messages.
  public let span: SourceSpan
  var values: [String: [Value]]
  let spans: [String: SourceSpan]

  /// The argument; nil where it was left out and has no default.
  public subscript(name: String) -> Value? { values[name]?.first }

  /// All arguments of a repeating parameter.
  public func all(_ name: String) -> [Value] { values[name] ?? [] }

  /// The argument's magnitude in the declared unit, or as it is for any quantity.
  public func number(_ name: String) -> Double { self[name]?.quantity?.magnitude ?? .nan }

  /// The argument as a quantity; not a number where it is none.
  public func quantity(_ name: String) -> Quantity { self[name]?.quantity ?? Quantity(.nan) }

  /// Whether the argument is `true`.
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

/// The functions that can be called, by name.
public struct FunctionCatalog: Sendable {
  /// The functions, in the order they were declared.
  public private(set) var functions: [Function]
  private let byName: [String: Function]

  /// Creates a catalog; of two functions with one name, calls reach the first.
  public init(_ functions: [Function]) {
    self.functions = functions
    var byName: [String: Function] = [:]
    for function in functions where byName[function.name] == nil {
      byName[function.name] = function
    }
    self.byName = byName
  }

  /// The function with this name; nil where there is none.
  public func function(named name: String) -> Function? { byName[name] }

  /// The functions of the language itself, such as `min` and `sqrt`.
  public static let standard = FunctionCatalog(builtinFunctions)

  /// The catalog with more functions.
  public static func + (left: FunctionCatalog, right: [Function]) -> FunctionCatalog {
    FunctionCatalog(left.functions + right)
  }
}
