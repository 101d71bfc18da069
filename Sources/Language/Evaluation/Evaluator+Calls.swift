import Diagnostics
import Quantities

extension Evaluator {
  mutating func call(
    _ name: String, _ arguments: [Expression.Argument], _ expression: Expression
  ) throws(Diagnostic) -> Value {
    try budget.enterCall(expression.span)
    defer { budget.leaveCall() }
    if let definition = scope.definition(of: name) {
      return try inRow(of: expression) { (evaluator: inout Self) throws(Diagnostic) -> Value in
        try evaluator.call(definition, arguments, expression)
      }
    }
    if let function = scope.native(name) {
      defer { isShare = false }
      if name == "choose" { return try choose(arguments, expression.span) }
      let outer = place
      let outerRow = row
      // What is told of a list is told of all of it, whichever row is looked at.
      if function.putsRowsTogether, arguments.count == 1 || function.uncertainty == .read {
        row = nil
      }
      defer { row = outerRow }
      // What is told of samples is told of all of them, whichever one is looked at.
      if function.uncertainty == .read { place = nil }
      defer { place = outer }
      let checked = try check(arguments, function, expression)
      if let law = function.law {
        let law = try law(checked)
        return try draw(expression.span) {
          .drawn(law.unit, seed: $0, shift: $1.places, law.quantile)
        }
      }
      if function.uncertainty == .drawn, arguments.count == 2 {
        let isSwapped = arguments[0].label == function.parameters[1].name
        let ends = (isSwapped ? arguments.reversed() : arguments).map { $0.value }
        return try uniform(ends[0], ends[1], expression.span)
      }
      let result = try value(of: function, checked)
      place = outer
      return here(result)
    }
    let span = SourceSpan(
      expression.span.source,
      expression.span.range.lowerBound..<expression.span.range.lowerBound + name.utf8.count)
    let near = closest(to: name, among: scope.functionNames)
    throw Diagnostic(.unknownFunction, "There is no function called \(name).", at: span)
      .label(near == nil ? "help functions lists them" : "not known")
      .try(near.map { span.replaced(with: $0) })
  }

  /// What a function in Swift comes to.
  mutating func value(
    of function: Function, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    do {
      return try finite(try called(function, arguments), arguments.span)
    } catch {
      throw error.placed(at: arguments.span)
    }
  }

  private mutating func called(
    _ function: Function, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    guard arguments.values.contains(where: { $0.value.contains { $0.isUncertain } }) else {
      return try run(function, arguments, &budget)
    }
    switch function.uncertainty {
    case .eachSample: return try eachSample(function, arguments)
    case .lifted: return try lifted(function, arguments)
    case .runs: return try nested(function, arguments)
    case .refused, .read, .drawn:
      if function.uncertainty == .read { draws.isRead = true }
      var arguments = arguments
      if case .readings = draws.shift { arguments.isDoubted = true }
      return try function.body(arguments, &budget)
    }
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
    try checkCommas(arguments, of: definition.name, arguments.count < names.count)
    guard arguments.count == names.count else {
      throw Diagnostic(
        .wrongArguments,
        "\(definition.name) takes \(counted(names.count)), not \(arguments.count).",
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
    path.enter(definition, calledAt: expression.span)
    defer {
      locals = outer
      path.leave()
    }
    return try value(definition.body)
  }

  /// Refuses a comma that may part two arguments as well as groups of digits, where the call could
  /// take one more.
  private func checkCommas(
    _ arguments: [Expression.Argument], of function: String, _ takesMore: Bool
  ) throws(Diagnostic) {
    guard takesMore else { return }
    for argument in arguments {
      if let number = argument.doubtful { throw number.commaInDoubt(in: "\(function)(…)") }
    }
  }

  /// Arguments in the order and kinds of the declaration.
  private mutating func check(
    _ arguments: [Expression.Argument], _ function: Function, _ expression: Expression
  ) throws(Diagnostic) -> Arguments {
    var reader = ArgumentReader(function, at: expression.span)
    let takesMore =
      arguments.count < function.parameters.count || function.parameters.last?.repeats == true
    try checkCommas(arguments, of: function.name, takesMore)
    for argument in arguments {
      let text = { argument.value.text }
      let parameter = try reader.parameter(argument.label, at: argument.span, text: text)
      let given = ArgumentReader.Given(
        value: try value(argument.value), span: argument.value.span, text: text,
        isLiteral: argument.value.literal != nil)
      try reader.give(given, to: parameter)
    }
    return try reader.finished()
  }
}
