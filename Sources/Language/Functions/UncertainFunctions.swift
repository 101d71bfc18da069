import Diagnostics
import Quantities

/// The functions that make uncertain quantities and tell something of them.
let uncertainFunctions: [Function] = [
  uniform,
  reading("mean", "the mean of an uncertain quantity") { $0.mean },
  reading("p5", "what 5% of an uncertain quantity lie below") { $0.quantile(0.05) },
  reading("p50", "the value in the middle of an uncertain quantity", { $0.median }),
  reading("p95", "what 95% of an uncertain quantity lie below") { $0.quantile(0.95) },
  chance,
]

/// The evaluator draws what it stands for.
private let uniform = Function(
  "uniform", "an uncertain quantity, every value between two ends as likely",
  [
    Function.Parameter("low", .anyQuantity, "the least it can be"),
    Function.Parameter("high", .anyQuantity, "the most it can be"),
  ], example: "uniform(2 s, 10 s)", gives: .anyQuantity, uncertainty: .drawn
) { (arguments, _) throws(Diagnostic) -> Value in arguments["low"] ?? .bool(false) }

private func reading(
  _ name: String, _ sentence: String, _ read: @escaping @Sendable (UncertainQuantity) -> Quantity
) -> Function {
  Function(
    name, sentence, [Function.Parameter("x", .anyQuantity, "a quantity, uncertain or not")],
    example: "\(name)(2 s to 10 s)", gives: .anyQuantity, uncertainty: .read
  ) { (arguments, _) throws(Diagnostic) -> Value in
    if case .uncertain(let quantity)? = arguments["x"] { return .quantity(read(quantity)) }
    return .quantity(arguments.quantity("x"))
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
