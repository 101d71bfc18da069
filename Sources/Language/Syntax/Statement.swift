import Diagnostics

/// A name where one is set or varied: a cell, or a cell of a model with its model in front.
public struct Target: Hashable, Sendable {
  /// The parts of the name between its dots: one, or a model and a cell.
  public let path: [String]
  /// Where the name stands.
  public let span: SourceSpan

  /// Creates a target.
  public init(path: [String], span: SourceSpan) {
    self.path = path
    self.span = span
  }

  /// The name as it is typed.
  public var text: String { path.joined(separator: ".") }
}

/// `name = value`.
public struct Binding: Hashable, Sendable {
  /// What is set.
  public let target: Target
  /// What it is set to.
  public let value: Expression

  /// Creates a binding.
  public init(target: Target, value: Expression) {
    self.target = target
    self.value = value
  }
}

/// `name(a, b) = body`.
public struct FunctionDefinition: Hashable, Sendable {
  /// The name of the function.
  public let name: String
  /// Where the name stands.
  public let nameSpan: SourceSpan
  /// The names of its arguments.
  public let parameters: [String]
  /// What a call computes.
  public let body: Expression

  /// Creates a definition.
  public init(name: String, nameSpan: SourceSpan, parameters: [String], body: Expression) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.body = body
  }

  /// The parameters that the body does not read, in order.
  public var unused: [String] {
    let read = Set(body.names().compactMap { $0.first })
    return parameters.filter { !read.contains($0) }
  }
}

/// What a line says, when it is not a command.
public enum Statement: Hashable, Sendable {
  case empty
  case binding(Binding)
  case function(FunctionDefinition)
  /// `unit eur = $1.08`.
  case unit(UnitDeclaration)
  case expression(Expression)
  case question(Question)
}

/// A verb that reads the workbook and changes nothing.
public indirect enum Question: Hashable, Sendable {
  /// Without a sweep it is asked over what.
  case plot([Expression], over: Sweep?)
  /// One result against another, both at each value of a name.
  case tradeOff(Expression, against: Expression, over: Sweep?)
  case sweep([Expression], over: Sweep?)
  case why(Target)
  case compare(Expression, with: [Binding])
  case solve(Target, for: Expression, Relation, Expression, in: Ends?)
  case tune(Target, for: Expression?)
  case timeline(Expression, against: Expression?, Stretch)
  case tornado(Expression)
  case table([Expression])

  /// The stretch of a run that a timeline shows.
  public enum Stretch: Hashable, Sendable {
    /// Its beginning.
    case beginning
    /// From one time to another, from the beginning of the run.
    case between(Expression, Expression)
    /// Some time about a moment.
    case around(Expression)
    /// Before, during and after the first start, or the longest wait of a request.
    case firstColdStart, longestWait
  }

  /// Where `solve` looks.
  public struct Ends: Hashable, Sendable {
    /// The lower end.
    public let low: Expression
    /// The upper end.
    public let high: Expression
  }

  /// The values that a name goes through.
  public struct Sweep: Hashable, Sendable {
    /// The cell that is varied.
    public let target: Target
    /// The lower end; nil, as `high` is, where the parameter's own range is meant.
    public let low: Expression?
    /// The upper end; nil where the parameter's own range is meant.
    public let high: Expression?
    /// The distance from one value to the next; nil where the program chooses the values.
    public let step: Expression?
    /// Whether the values are spread evenly on a logarithmic scale.
    public let isLogarithmic: Bool
    /// A list of the values; nil where they are a range.
    public let values: Expression?
    /// What each value is the one before it multiplied by; nil where it is not said.
    public let factor: Expression?
  }

  /// What `solve` asks for, between the two sides.
  public enum Relation: String, Hashable, Sendable {
    case equal = "="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
  }
}
