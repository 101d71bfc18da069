import Diagnostics
import Quantities

/// The functions that make uncertain quantities and tell something of them.
let uncertainFunctions: [Function] =
  [
    uniform,
    reading(
      "mean", "the mean of an uncertain quantity", doubt: { $0.doubtOfMean }, { $0.mean }),
    reading("p5", "what 5% of an uncertain quantity lie below") { $0.quantile(0.05) },
    reading("p50", "the value in the middle of an uncertain quantity", { $0.median }),
    reading("p95", "what 95% of an uncertain quantity lie below") { $0.quantile(0.95) },
    chance,
    quantile,
    reading("stdev", "the standard deviation of an uncertain quantity", isSpread: true) {
      $0.deviation
    },
    truncated,
    correlated,
    choose,
  ] + laws

/// The evaluator draws which one it is.
private let choose = Function(
  "choose", "one of several values, each with its chance",
  [Function.Parameter("x", .anyQuantity, repeats: true, "VALUE: CHANCE, together 100%")],
  example: "choose(1 s: 70%, 20 s: 30%)", gives: .anyQuantity, uncertainty: .drawn
) { (arguments, _) throws(Diagnostic) -> Value in arguments["x"] ?? .bool(false) }

private let quantile = Function(
  "quantile", "what a share of an uncertain quantity, or of the requests of a run, do not exceed",
  [
    Function.Parameter(
      "x", .forms("quantity or times of a run"),
      "an uncertain quantity, or the latency, wait or time_to_first_token of a run"),
    Function.Parameter("share", .quantity(.percent), "which share, as in 99.9%"),
  ], example: "quantile(2 s to 10 s, 99%)", gives: .anyQuantity, uncertainty: .read
) { (arguments, _) throws(Diagnostic) -> Value in
  let share = arguments.quantity("share")
  guard share.base >= 0, share.base <= 1 else {
    throw Diagnostic(.outOfRange, "A share is 0% to 100%.", at: arguments.span("share"))
      .label("this is \(share.text)")
  }
  switch arguments["x"] {
  case .uncertain(let quantity)?:
    guard let known = quantity.knownQuantile(share.base, isDoubted: arguments.isDoubted) else {
      throw tooFew(share, of: arguments)
    }
    return .quantity(known)
  case .series(let series)? where series.spread != nil:
    return .quantity(series.spread?.quantile(share.base) ?? Quantity(.nan))
  case .quantity(let quantity)?: return .quantity(quantity)
  case .record(let record)?:
    if let spread = record.spread {
      return spread.value(at: share.base)
    }
    if let reason = record.absences["p99"] {
      throw reason.diagnostic(at: arguments.span("x"))
    }
    fallthrough
  default:
    throw Diagnostic(
      .wrongArguments, "quantile takes a quantity, or the times of a run.",
      at: arguments.span("x")
    ).label("this is \(arguments["x"]?.kind ?? "nothing")")
      .try("quantile(2 s to 10 s, 99%)")
  }
}

/// 4,000 samples do not reach so far.
private func tooFew(_ share: Quantity, of arguments: Arguments) -> Diagnostic {
  let least = Quantity(100 * UncertainQuantity.outermostShare, .percent)
  let most = Quantity(100 - least.magnitude, .percent)
  let nearest = share.base < 0.5 ? least : most
  return Diagnostic(
    .tooFewSamples, "4,000 samples do not tell so rare a value.", at: arguments.span("share")
  ).label("known from \(least.text) to \(most.text)")
    .try(arguments.span("share").replaced(with: nearest.text))
}

private let truncated = Function(
  "truncated", "the law of an uncertain quantity between two ends",
  [
    Function.Parameter("x", .anyQuantity, "an uncertain quantity"),
    Function.Parameter("low", .anyQuantity, "the least it can be"),
    Function.Parameter("high", .anyQuantity, "the most it can be"),
  ], example: "truncated(2 s to 10 s, 1 s, 20 s)", gives: .anyQuantity, uncertainty: .read
) { (arguments, _) throws(Diagnostic) -> Value in
  guard case .uncertain(let quantity)? = arguments["x"] else {
    return .quantity(arguments.quantity("x"))
  }
  var ends: [Double] = []
  for name in ["low", "high"] {
    guard let end = arguments.quantity(name).converted(to: quantity.unit) else {
      throw mismatch(
        .uncertain(quantity), .certain(arguments.quantity(name)), at: arguments.span(name))
    }
    ends.append(end.magnitude)
  }
  guard ends[0] <= ends[1] else { throw reversed(arguments, "low", "high") }
  guard let inside = quantity.truncated(ends[0], ends[1], isDoubted: arguments.isDoubted)
  else {
    throw Diagnostic(
      .badRange, "Too little of it lies there for 4,000 samples to tell.",
      at: arguments.span
    )
    .label("\(quantity.text)")
  }
  return .uncertain(inside)
}

private let correlated = Function(
  "correlated", "an uncertain quantity as it is where it goes with another one",
  [
    Function.Parameter("x", .anyQuantity, "an uncertain quantity"),
    Function.Parameter("with", .anyQuantity, "another one, which it does not hang on yet"),
    Function.Parameter(
      "correlation", .quantity(.percent),
      "how closely, from -100% to 100%: of both as they are on the scale of the normal law"),
  ], example: "correlated(2 s to 10 s, 1 GB to 4 GB, 60%)", gives: .anyQuantity, uncertainty: .read
) { (arguments, _) throws(Diagnostic) -> Value in
  let share = arguments.quantity("correlation")
  guard abs(share.base) <= 1 else {
    throw Diagnostic(
      .outOfRange, "A correlation is -100% to 100%.", at: arguments.span("correlation")
    ).label("this is \(share.text)")
  }
  guard case .uncertain(let quantity)? = arguments["x"],
    case .uncertain(let other)? = arguments["with"]
  else { return arguments["x"] ?? .absent }
  guard let result = quantity.correlated(with: other, share.base) else {
    throw Diagnostic(
      .badRange, "These two go together already.",
      at: arguments.span("x").joined(to: arguments.span("with"))
    ).label("one of them hangs on the other, or both on a third")
  }
  return .uncertain(result)
}

/// Two ends in the wrong order.
func reversed(_ arguments: Arguments, _ low: String, _ high: String) -> Diagnostic {
  let (first, last) = (arguments.span(low), arguments.span(high))
  let problem = Diagnostic(
    .badRange, "The lower end comes first.", at: first.joined(to: last)
  ).label("\(last.text) is not above \(first.text)")
  guard first.source == last.source, first.range.upperBound <= last.range.lowerBound else {
    return problem
  }
  let between = first.source.string(first.range.upperBound..<last.range.lowerBound)
  // With their names, they only change places.
  guard !between.contains(":") else { return problem }
  return problem.try(first.joined(to: last).replaced(with: last.text + between + first.text))
}

/// The evaluator draws what it stands for.
private let uniform = Function(
  "uniform", "an uncertain quantity, every value between two ends as likely",
  [
    Function.Parameter("low", .anyQuantity, "the least it can be"),
    Function.Parameter("high", .anyQuantity, "the most it can be"),
  ], example: "uniform(2 s, 10 s)", gives: .anyQuantity, uncertainty: .drawn
) { (arguments, _) throws(Diagnostic) -> Value in arguments["low"] ?? .bool(false) }

private func reading(
  _ name: String, _ sentence: String, isSpread: Bool = false,
  doubt: (@Sendable (UncertainQuantity) -> Double?)? = nil,
  _ read: @escaping @Sendable (UncertainQuantity) -> Quantity
) -> Function {
  Function(
    name, sentence, [Function.Parameter("x", .anyQuantity, "a quantity, uncertain or not")],
    example: "\(name)(2 s to 10 s)", gives: .anyQuantity, uncertainty: .read
  ) { (arguments, _) throws(Diagnostic) -> Value in
    if case .uncertain(let quantity)? = arguments["x"] {
      let told = read(quantity)
      guard arguments.isDoubted, let doubt, let off = doubt(quantity) else {
        return .quantity(told)
      }
      return .quantity(Quantity(told.magnitude + off, told.unit))
    }
    if let spread = arguments.spread("x"), !isSpread || spread.samples.count > 1 {
      return .quantity(read(spread))
    }
    if case .series(let series)? = arguments["x"], series.spread == nil {
      throw Diagnostic(.wrongArguments, "\(name) reads quantities.", at: arguments.span("x"))
        .label("this is \(arguments["x"]?.kind ?? "nothing")")
    }
    if let only = arguments.spread("x") { return .quantity(Quantity(0, only.unit)) }
    let known = arguments.quantity("x")
    return .quantity(isSpread ? Quantity(0, known.unit) : known)
  }
}

private let chance = Function(
  "chance", "how likely a condition on uncertain quantities is",
  [Function.Parameter("condition", .any, "a comparison, such as cost < $100")],
  example: "chance($50 to $200 < $100)", gives: .quantity(.percent), uncertainty: .read
) { (arguments, _) throws(Diagnostic) -> Value in
  switch arguments["condition"] {
  case .odds(let odds): return .quantity(odds.chance)
  case .bool(let holds): return .quantity(Quantity(holds ? 100 : 0, .percent))
  case let other:
    let span = arguments.span("condition")
    throw Diagnostic(.wrongArguments, "chance takes a condition.", at: span)
      .label("this is \(other?.kind ?? "nothing")")
      .try(
        other?.amount.map {
          span.replaced(with: "\(span.text) > \(Quantity(0, $0.unit).text)")
        })
  }
}
