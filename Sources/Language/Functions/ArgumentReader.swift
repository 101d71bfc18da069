import Diagnostics
import Quantities

/// Checks the arguments of a call one after another against the declaration of its function: those
/// of a call in the language as well as the options of a command.
struct ArgumentReader {
  /// A value as it was given.
  struct Given {
    let value: Value
    /// The value alone, without a label.
    let span: SourceSpan
    /// The value as it is spelled, for what is offered instead.
    let text: () -> String
    /// Whether it is a bare number, which takes the unit of its parameter.
    let isLiteral: Bool
  }

  private let function: Function
  private let span: SourceSpan
  private var values: [String: [Value]] = [:]
  private var spans: [String: SourceSpan] = [:]
  private var position = 0

  /// - Parameter span: the whole call.
  init(_ function: Function, at span: SourceSpan) {
    self.function = function
    self.span = span
  }

  /// The parameter that the next argument is for.
  /// - Parameters:
  ///   - label: the name in front of the colon; nil where there is none.
  ///   - span: the argument with its label.
  ///   - text: the value as it is spelled.
  mutating func parameter(
    _ label: String?, at span: SourceSpan, text: () -> String
  ) throws(Diagnostic) -> Function.Parameter {
    let found: Function.Parameter
    if let label {
      guard let named = function.parameter(named: label) else {
        throw unknownLabel(label, span, text())
      }
      found = named
    } else if position < function.parameters.count {
      found = function.parameters[position]
      if !found.repeats { position += 1 }
    } else {
      throw Diagnostic(
        .wrongArguments, "\(function.name) takes \(counted(function.parameters.count)).", at: span
      ).label("one too many").note("It is written \(function.form).")
    }
    guard found.repeats || spans[found.name] == nil else {
      throw Diagnostic(.wrongArguments, "\(found.name) is given twice.", at: span)
        .label("the second one")
    }
    return found
  }

  /// Takes a value for a parameter, in the parameter's unit.
  mutating func give(_ given: Given, to parameter: Function.Parameter) throws(Diagnostic) {
    values[parameter.name, default: []].append(try convert(given, parameter))
    spans[parameter.name] = given.span
  }

  /// All arguments, with the defaults of those that were left out.
  func finished() throws(Diagnostic) -> Arguments {
    var values = values
    for parameter in function.parameters where values[parameter.name] == nil {
      guard let preset = parameter.preset else {
        throw Diagnostic(
          .wrongArguments, "\(function.name) needs \(parameter.name).", at: span
        ).label("\(parameter.name): \(parameter.sentence)").note("It is written \(function.form).")
      }
      values[parameter.name] = [preset]
    }
    return Arguments(span: span, values: values, spans: spans)
  }

  private func unknownLabel(_ label: String, _ span: SourceSpan, _ text: String) -> Diagnostic {
    let names = function.parameters.map { $0.name }
    return Diagnostic(
      .wrongArguments, "\(function.name) has no parameter called \(label).", at: span
    )
    .label("no such parameter")
    .note("It takes " + names.joined(separator: ", ") + ".")
    .try(closest(to: label, among: names).map { span.replaced(with: "\($0): \(text)") })
  }

  // MARK: Kinds

  private func convert(
    _ given: Given, _ parameter: Function.Parameter
  ) throws(Diagnostic) -> Value {
    let value = given.value
    if value.isUncertain, [.refused, .drawn].contains(function.uncertainty) {
      throw onlyCertain(given, parameter)
    }
    switch (parameter.kind, value) {
    case (.anyQuantity, .series) where function.putsRowsTogether: return value
    case (.any, _), (.forms, _), (.anyQuantity, .quantity), (.anyQuantity, .uncertain),
      (.bool, .bool), (.text, .text), (.path, .text), (.words, .text), (.record, .record):
      return value
    case (.list, .series) where parameter.kind.fits(value): return value
    case (.list(let kind), _): throw refusal(given, parameter, "a list of \(kind.words)")
    case (.quantity(let unit), .quantity(let quantity)):
      return .quantity(try convert(quantity, to: unit, given, parameter))
    case (.quantity(let unit), .uncertain(let quantity)):
      guard let converted = quantity.converted(to: unit) else {
        throw refusal(given, parameter, Value.quantity(Quantity(0, unit)).kind)
      }
      return .uncertain(converted)
    case (.quantity(let unit), _):
      throw refusal(given, parameter, Value.quantity(Quantity(0, unit)).kind)
    case (.anyQuantity, _): throw refusal(given, parameter, "a quantity")
    case (.bool, _): throw refusal(given, parameter, "true or false")
    case (.text, _), (.path, _), (.words, _):
      throw refusal(given, parameter, "text in double quotes")
    case (.record, _): throw refusal(given, parameter, "a record")
    }
  }

  private func convert(
    _ quantity: Quantity, to unit: Unit, _ given: Given, _ parameter: Function.Parameter
  ) throws(Diagnostic) -> Quantity {
    if unit.isPercent, quantity.isPlain, given.isLiteral, quantity.magnitude != 0 {
      let meant = quantity.asPercent.text
      throw Diagnostic(.percentMeant, "Is \(meant) meant?", at: given.span)
        .label("\(parameter.name) is a share and wants its %")
        .try(given.span.replaced(with: meant))
    }
    if let converted = quantity.converted(to: unit) { return converted }
    if quantity.isPlain, given.isLiteral, !unit.isPercent {
      return Quantity(quantity.magnitude, unit)
    }
    throw refusal(given, parameter, Value.quantity(Quantity(0, unit)).kind)
  }

  private func refusal(
    _ given: Given, _ parameter: Function.Parameter, _ expected: String
  ) -> Diagnostic {
    Diagnostic(
      .wrongArguments, "\(parameter.name) of \(function.name) does not fit.", at: given.span
    ).label("this is \(given.value.kind)").expected(expected, found: given.value.kind)
  }

  private func onlyCertain(_ given: Given, _ parameter: Function.Parameter) -> Diagnostic {
    Diagnostic(
      .wrongArguments, "\(function.name) takes one value for \(parameter.name), not many.",
      at: given.span
    ).label("this is \(given.value.text)")
      .note("p50(…) is the value in the middle, p95(…) one that only 5% lie above.")
      .try(given.value.amount == nil ? nil : given.span.replaced(with: "p50(\(given.text()))"))
  }
}

/// "one argument", "3 arguments".
func counted(_ arguments: Int) -> String {
  arguments == 1 ? "one argument" : "\(arguments) arguments"
}
