import Diagnostics
import Quantities

/// A function in Swift that the language can call. Help, completion, the checking of arguments, the
/// options of the command line and the written reference all come from this one declaration.
public struct Function: Sendable {
  /// How a function takes values of which only the odds are known.
  public enum Uncertainty: Sendable {
    /// Not at all: it needs one value.
    case refused
    /// Sample by sample; the body knows nothing of it.
    case eachSample
    /// Sample by sample, to a record whose fields are then uncertain: what only names its arguments.
    case lifted
    /// By running again at some of the samples, with the same luck: simulations.
    case runs
    /// As a whole, to tell something of it.
    case read
    /// It makes one, for which the evaluator draws the samples.
    case drawn
  }

  public typealias Body = @Sendable (Arguments, inout Budget) throws(Diagnostic) -> Value

  /// What a call writes in front of the parenthesis.
  public let name: String
  /// What it does, in one sentence.
  public let sentence: String
  /// What may be given, in this order where no names are written.
  public let parameters: [Parameter]
  /// A line that calls it and can be run as it stands.
  public let example: String
  /// What it gives; for a record, with every field.
  public let result: Kind
  /// Whether it measures this machine: it takes its time, and comes out differently each time. Cells
  /// that call it are computed when somebody asks for it.
  public let isMeasurement: Bool
  /// How it takes values of which only the odds are known.
  public let uncertainty: Uncertainty
  /// How what it stands for is spread; nil where it is no law.
  let law: Law.Maker?
  /// What is to be known of runs at several samples, from what each of them gave.
  let nestedRemarks: @Sendable ([Value]) -> [String]
  /// What a call runs, with checked arguments.
  public let body: Body
  /// The same for all samples at once, where some arguments are uncertain; nil where it cannot, and
  /// where there is no such way.
  private(set) var columns: (@Sendable (Arguments) -> Amount?)?

  /// A function that gives one value.
  public init(
    _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
    gives result: Kind, isMeasurement: Bool = false, uncertainty: Uncertainty = .refused,
    body: @escaping Body
  ) {
    self.init(
      name, sentence, parameters, example: example, gives: result, isMeasurement: isMeasurement,
      uncertainty: uncertainty, law: nil, body: body)
  }

  /// A function that stands for a law, of which the evaluator draws samples.
  init(
    _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
    law: @escaping Law.Maker
  ) {
    self.init(
      name, sentence, parameters, example: example, gives: .anyQuantity, isMeasurement: false,
      uncertainty: .drawn, law: law
    ) { (arguments, _) throws(Diagnostic) -> Value in
      .quantity(Quantity(0, try law(arguments).unit))
    }
  }

  private init(
    _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
    gives result: Kind, isMeasurement: Bool, uncertainty: Uncertainty, law: Law.Maker?,
    nestedRemarks: @escaping @Sendable ([Value]) -> [String] = { _ in [] }, body: @escaping Body
  ) {
    self.nestedRemarks = nestedRemarks
    self.name = name
    self.sentence = sentence
    self.parameters = parameters
    self.example = example
    self.result = result
    self.isMeasurement = isMeasurement
    self.uncertainty = uncertainty
    self.law = law
    self.body = body
  }

  /// A function that gives a record of a declared form. Its body finds what the record tells of; the
  /// form alone makes the record, so that no field is returned that is not declared.
  public init<Found>(
    _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
    gives form: RecordForm<Found>, isMeasurement: Bool = false, uncertainty: Uncertainty = .refused,
    nestedRemarks: @escaping @Sendable ([Value]) -> [String] = { _ in [] },
    body: @escaping @Sendable (Arguments, inout Budget) throws(Diagnostic) -> Found
  ) {
    self.init(
      name, sentence, parameters, example: example, gives: .record(form.fields),
      isMeasurement: isMeasurement, uncertainty: uncertainty, law: nil,
      nestedRemarks: nestedRemarks
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      .record(form.record(of: try body(arguments, &budget), name: name))
    }
  }

  /// The same function, with a way to compute all samples at once.
  func inColumns(_ columns: @escaping @Sendable (Arguments) -> Amount?) -> Function {
    var function = self
    function.columns = columns
    return function
  }

  /// The fields of the record that it gives; none where it gives one value.
  public var fields: [Field] {
    if case .record(let fields) = result { return fields }
    return []
  }

  /// Whether cells may have its name, too: those that read odds are called as figures often are
  /// (p95, mean), and a call is told by its parenthesis.
  public var sharesItsName: Bool { uncertainty == .read || uncertainty == .drawn }

  /// How it is written: `clamp(x, low, high)`.
  public var form: String {
    "\(name)(" + parameters.map { $0.repeats ? "\($0.name), …" : $0.name }.joined(separator: ", ")
      + ")"
  }

  /// The same function under another declaration, computed as before.
  func replacing(
    _ sentence: String, _ parameters: [Parameter], _ example: String, _ result: Kind
  ) -> Function {
    var function = Function(
      name, sentence, parameters, example: example, gives: result, isMeasurement: isMeasurement,
      uncertainty: uncertainty, law: law, nestedRemarks: nestedRemarks, body: body)
    function.columns = columns
    return function
  }

  /// The same function, computed in another way.
  func replacing(
    nestedRemarks: @escaping @Sendable ([Value]) -> [String], body: @escaping Body
  ) -> Function {
    Function(
      name, sentence, parameters, example: example, gives: result, isMeasurement: isMeasurement,
      uncertainty: uncertainty, law: law, nestedRemarks: nestedRemarks, body: body)
  }

  /// The same function, its body called in another way: kept, or announced.
  public func calling(
    _ around: @escaping @Sendable (Body, Arguments, inout Budget) throws(Diagnostic) -> Value
  ) -> Function {
    let body = body
    return Function(
      name, sentence, parameters, example: example, gives: result, isMeasurement: isMeasurement,
      uncertainty: uncertainty, law: law, nestedRemarks: nestedRemarks
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      try around(body, arguments, &budget)
    }
  }
}
