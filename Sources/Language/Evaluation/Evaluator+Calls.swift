import Diagnostics
import Quantities

extension Evaluator {
  mutating func call(
    _ name: String, _ arguments: [Expression.Argument], _ expression: Expression
  ) throws(Diagnostic) -> Value {
    try budget.enterCall(expression.span)
    defer { budget.leaveCall() }
    if let definition = scope.definition(of: name) {
      return try call(definition, arguments, expression)
    }
    if let function = scope.native(name) {
      let checked = try check(arguments, function, expression)
      if function.uncertainty == .drawn, arguments.count == 2 {
        let isSwapped = arguments[0].label == function.parameters[1].name
        let ends = (isSwapped ? arguments.reversed() : arguments).map { $0.value }
        return try uniform(ends[0], ends[1], expression.span)
      }
      do {
        return try finite(try called(function, checked), expression.span)
      } catch {
        throw error.placed(at: expression.span)
      }
    }
    let span = SourceSpan(
      expression.span.source,
      expression.span.range.lowerBound..<expression.span.range.lowerBound + name.utf8.count)
    let near = closest(to: name, among: scope.functionNames)
    throw Diagnostic(.unknownFunction, "There is no function called \(name).", at: span)
      .label(near == nil ? "help functions lists them" : "not known")
      .try(near.map { span.replaced(with: $0) })
  }

  private mutating func called(
    _ function: Function, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    let isLifted =
      function.uncertainty == .eachSample
      && arguments.values.contains { $0.value.contains(where: { $0.isUncertain }) }
    return isLifted ? try eachSample(function, arguments) : try function.body(arguments, &budget)
  }

  private func finite(_ value: Value, _ span: SourceSpan) throws(Diagnostic) -> Value {
    if let amount = value.amount { _ = try finite(amount, span) }
    return value
  }

  private mutating func call(
    _ definition: FunctionDefinition, _ arguments: [Expression.Argument],
    _ expression: Expression
  ) throws(Diagnostic) -> Value {
    let names = definition.parameters
    guard arguments.count == names.count else {
      throw Diagnostic(
        .wrongArguments,
        "\(definition.name) takes \(count(names.count)), not \(arguments.count).",
        at: expression.span
      ).label("\(definition.name)(\(names.joined(separator: ", ")))")
    }
    var values: [String: Value] = [:]
    for (index, argument) in arguments.enumerated() {
      let name = argument.label ?? names[index]
      guard names.contains(name), values[name] == nil else {
        throw Diagnostic(
          .wrongArguments, "\(definition.name) has no free parameter \(name).", at: argument.span
        ).label("it takes \(names.joined(separator: ", "))")
      }
      values[name] = try value(argument.value)
    }
    let outer = locals
    locals = values
    defer { locals = outer }
    return try value(definition.body)
  }

  private func count(_ number: Int) -> String {
    number == 1 ? "one argument" : "\(number) arguments"
  }

  /// Arguments in the order and kinds of the declaration.
  private mutating func check(
    _ arguments: [Expression.Argument], _ function: Function, _ expression: Expression
  ) throws(Diagnostic) -> Arguments {
    var values: [String: [Value]] = [:]
    var spans: [String: SourceSpan] = [:]
    var position = 0
    for argument in arguments {
      let parameter: Function.Parameter
      if let label = argument.label {
        guard let named = function.parameters.first(where: { $0.name == label }) else {
          throw unknownLabel(label, argument, function)
        }
        parameter = named
      } else if position < function.parameters.count {
        parameter = function.parameters[position]
        if !parameter.repeats { position += 1 }
      } else {
        throw tooMany(argument, function, expression)
      }
      guard parameter.repeats || spans[parameter.name] == nil else {
        throw Diagnostic(
          .wrongArguments, "\(parameter.name) is given twice.", at: argument.span
        ).label("the second one")
      }
      let value = try value(argument.value)
      values[parameter.name, default: []].append(
        try convert(value, parameter, function, argument))
      spans[parameter.name] = argument.value.span
    }
    for parameter in function.parameters where values[parameter.name] == nil {
      if let preset = parameter.preset {
        values[parameter.name] = [preset]
      } else {
        throw Diagnostic(
          .wrongArguments, "\(function.name) needs \(parameter.name).", at: expression.span
        ).label("\(parameter.name): \(parameter.sentence)").note("It is written \(function.form).")
      }
    }
    return Arguments(span: expression.span, values: values, spans: spans)
  }

  private func unknownLabel(
    _ label: String, _ argument: Expression.Argument, _ function: Function
  ) -> Diagnostic {
    let names = function.parameters.map { $0.name }
    return Diagnostic(
      .wrongArguments, "\(function.name) has no parameter called \(label).", at: argument.span
    )
    .label("no such parameter")
    .note("It takes " + names.joined(separator: ", ") + ".")
    .try(
      closest(to: label, among: names).map {
        argument.span.replaced(with: "\($0): \(argument.value.text)")
      })
  }

  private func tooMany(
    _ argument: Expression.Argument, _ function: Function, _ expression: Expression
  ) -> Diagnostic {
    Diagnostic(
      .wrongArguments,
      "\(function.name) takes \(count(function.parameters.count)).",
      at: argument.span
    ).label("one too many").note("It is written \(function.form).")
  }

  private func convert(
    _ value: Value, _ parameter: Function.Parameter, _ function: Function,
    _ argument: Expression.Argument
  ) throws(Diagnostic) -> Value {
    func refusal(_ expected: String) -> Diagnostic {
      Diagnostic(
        .wrongArguments, "\(parameter.name) of \(function.name) does not fit.",
        at: argument.value.span
      ).label("this is \(value.kind)").expected(expected, found: value.kind)
    }
    if value.isUncertain, function.uncertainty != .eachSample, function.uncertainty != .read {
      throw onlyCertain(value, parameter, function, argument)
    }
    switch (parameter.kind, value) {
    case (.any, _), (.anyQuantity, .quantity), (.anyQuantity, .uncertain), (.bool, .bool),
      (.text, .text):
      return value
    case (.quantity(let unit), .quantity(let quantity)):
      if unit.isPercent, quantity.isPlain, argument.value.literal != nil, quantity.magnitude != 0 {
        let meant = quantity.asPercent.text
        throw Diagnostic(.percentMeant, "Is \(meant) meant?", at: argument.value.span)
          .label("\(parameter.name) is a share and wants its %")
          .try(argument.value.span.replaced(with: meant))
      }
      if let converted = quantity.converted(to: unit) { return .quantity(converted) }
      if quantity.isPlain, argument.value.literal != nil, !unit.isPercent {
        return .quantity(Quantity(quantity.magnitude, unit))
      }
      throw refusal(Value.quantity(Quantity(0, unit)).kind)
    case (.quantity(let unit), .uncertain(let quantity)):
      guard let converted = quantity.converted(to: unit) else {
        throw refusal(Value.quantity(Quantity(0, unit)).kind)
      }
      return .uncertain(converted)
    case (.quantity(let unit), _): throw refusal(Value.quantity(Quantity(0, unit)).kind)
    case (.anyQuantity, _): throw refusal("a quantity")
    case (.bool, _): throw refusal("true or false")
    case (.text, _): throw refusal("text in double quotes")
    }
  }

  private func onlyCertain(
    _ value: Value, _ parameter: Function.Parameter, _ function: Function,
    _ argument: Expression.Argument
  ) -> Diagnostic {
    let place = argument.value.span
    return Diagnostic(
      .wrongArguments, "\(function.name) takes one value for \(parameter.name), not many.",
      at: place
    ).label("this is \(value.text)")
      .note("p50(…) is the value in the middle, p95(…) one that only 5% lie above.")
      .try(value.amount == nil ? nil : place.replaced(with: "p50(\(argument.value.text))"))
  }
}
