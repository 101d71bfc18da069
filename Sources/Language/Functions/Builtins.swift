import CMath
import Diagnostics
import Quantities

/// The functions that are always there.
let builtinFunctions: [Function] =
  [
    extreme(
      "min", "the smallest of several values of one kind", "min(2 s, 300 ms)", isLargest: false
    ) { $0.base < $1.base },
    extreme(
      "max", "the largest of several values of one kind", "max(2 s, 300 ms)", isLargest: true
    ) { $0.base > $1.base },
    rounding("round", "to the nearest whole number of the unit shown", "round(2.6 s)") {
      $0.rounded
    },
    rounding("floor", "down to a whole number of the unit shown", "floor(2.6 s)") {
      $0.roundedDown
    },
    rounding("ceil", "up to a whole number of the unit shown", "ceil(2.1 gpu)") { $0.roundedUp },
    rounding("abs", "without its sign", "abs($3 - $5)") { $0.absolute },
    clamp,
    squareRoot,
    plain("exp", "e to the power of a plain number", "exp(1)") { $0.exponential },
    plain(
      "ln", "natural logarithm of a plain number above zero", "ln(1000)", isLogarithm: true
    ) { $0.logarithm },
    plain(
      "log10", "decimal logarithm of a plain number above zero", "log10(1000)", isLogarithm: true
    ) { $0.map(in: .none, log10) },
    plain(
      "log2", "binary logarithm of a plain number above zero", "log2(1024)", isLogarithm: true
    ) { $0.map(in: .none, log2) },
  ] + uncertainFunctions + seriesFunctions

private func extreme(
  _ name: String, _ sentence: String, _ example: String, isLargest: Bool,
  _ isBetter: @escaping @Sendable (Quantity, Quantity) -> Bool
) -> Function {
  Function(
    name, sentence, [Function.Parameter("x", .anyQuantity, repeats: true, "values of one kind")],
    example: example, gives: .anyQuantity, uncertainty: .eachSample
  ) { (arguments, _) throws(Diagnostic) -> Value in
    var values = arguments.all("x").compactMap { $0.quantity }
    if case .series(let series)? = arguments["x"] {
      values = series.values.compactMap { $0.quantity }
      guard values.count == series.count else { throw missing(arguments) }
    }
    guard var best = values.first else { throw missing(arguments) }
    for value in values.dropFirst() {
      guard value.dimension == best.dimension else {
        throw mismatch(.certain(best), .certain(value), at: arguments.span)
      }
      if isBetter(value, best) { best = value }
    }
    return .quantity(best)
  }.inColumns { arguments in
    let amounts = arguments.all("x").compactMap { $0.amount }
    guard var best = amounts.first, amounts.count == arguments.all("x").count else { return nil }
    for amount in amounts.dropFirst() {
      guard let better = best.extreme(amount, isLargest: isLargest) else { return nil }
      best = better
    }
    return best
  }
}

private func missing(_ arguments: Arguments) -> Diagnostic {
  Diagnostic(.wrongArguments, "This needs at least one value.", at: arguments.span)
}

private func rounding(
  _ name: String, _ sentence: String, _ example: String,
  _ operation: @escaping @Sendable (Amount) -> Amount
) -> Function {
  Function(
    name, sentence, [Function.Parameter("x", .anyQuantity, "a quantity")], example: example,
    gives: .anyQuantity, uncertainty: .eachSample
  ) { (arguments, _) throws(Diagnostic) -> Value in
    // A percentage is rounded as it is read: 15.4% to 15%.
    Value(operation(.certain(arguments.quantity("x"))))
  }.inColumns { arguments in arguments["x"]?.amount.map(operation) }
}

private let clamp = Function(
  "clamp", "x, but no less than low and no more than high",
  [
    Function.Parameter("x", .anyQuantity, "a quantity"),
    Function.Parameter("low", .anyQuantity, "the least it can be"),
    Function.Parameter("high", .anyQuantity, "the most it can be"),
  ], example: "clamp(12 s, 0 s, 10 s)", gives: .anyQuantity, uncertainty: .eachSample
) { (arguments, _) throws(Diagnostic) -> Value in
  let value = arguments.quantity("x")
  let low = arguments.quantity("low")
  let high = arguments.quantity("high")
  guard value.dimension == low.dimension else {
    throw mismatch(.certain(value), .certain(low), at: arguments.span("low"))
  }
  guard value.dimension == high.dimension else {
    throw mismatch(.certain(value), .certain(high), at: arguments.span("high"))
  }
  guard low.base <= high.base else { throw reversed(arguments, "low", "high") }
  if value.base < low.base { return .quantity(low) }
  return .quantity(value.base > high.base ? high : value)
}.inColumns { arguments in
  guard let value = arguments["x"]?.amount, let low = arguments["low"]?.quantity,
    let high = arguments["high"]?.quantity, low.unit == value.unit, high.unit == value.unit,
    low.magnitude <= high.magnitude
  else { return nil }
  return value.clamped(low.magnitude, high.magnitude)
}

private let squareRoot = Function(
  "sqrt", "square root", [Function.Parameter("x", .anyQuantity, "a quantity from zero up")],
  example: "sqrt(16)", gives: .anyQuantity, uncertainty: .eachSample
) { (arguments, _) throws(Diagnostic) -> Value in
  var value = arguments.quantity("x")
  guard value.magnitude >= 0 else { throw outsideDomain(value, at: arguments.span("x")) }
  if value.unit.isPercent { value = Quantity(value.base) }
  guard let unit = value.unit.root(2) else {
    throw Diagnostic(
      .badExponent, "There is no square root of \(value.unit.text).", at: arguments.span("x")
    ).label("this is \(value.text)")
  }
  return .quantity(Quantity(value.magnitude.squareRoot(), unit))
}.inColumns { arguments in
  guard let amount = arguments["x"]?.amount, !amount.unit.isPercent,
    let unit = amount.unit.root(2), !amount.contains(.negative)
  else { return nil }
  return amount.squareRoot(in: unit)
}

private func plain(
  _ name: String, _ sentence: String, _ example: String, isLogarithm: Bool = false,
  _ operation: @escaping @Sendable (Amount) -> Amount
) -> Function {
  Function(
    name, sentence, [Function.Parameter("x", .quantity(.none), "a plain number")],
    example: example, gives: .quantity(.none), uncertainty: .eachSample
  ) { (arguments, _) throws(Diagnostic) -> Value in
    let value = Quantity(arguments.number("x"))
    guard !isLogarithm || value.magnitude > 0 else {
      throw outsideDomain(value, at: arguments.span("x"))
    }
    return Value(operation(.certain(value)))
  }.inColumns { arguments in
    guard let amount = arguments["x"]?.amount, !isLogarithm || !amount.contains(.zeroOrLess) else {
      return nil
    }
    return operation(amount)
  }
}

private func outsideDomain(_ value: Quantity, at span: SourceSpan) -> Diagnostic {
  Diagnostic(.outsideDomain, "There is no value for \(value.text).", at: span)
    .label("this is \(value.text)")
}
