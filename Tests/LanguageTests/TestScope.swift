import Diagnostics
import Language
import Quantities

/// Names with values, for tests of the language alone.
struct TestScope: Scope {
  var values: [String: Value] = [
    "rent": .quantity(Quantity(12_000, spelled("$/month"))),
    "gpus": .quantity(Quantity(4, spelled("gpu"))),
    "utilization": .quantity(Quantity(15, .percent)),
    "x": .quantity(Quantity(90)),
    "zero": .quantity(Quantity(0)),
    "isBusy": .bool(true),
    "region": .text("eu"),
    "run": .record(
      Record(
        name: "serverless",
        fields: [
          Record.Field("cost", .quantity(Quantity(5, .dollar))),
          Record.Field(
            "latency",
            .record(
              Record(
                name: "latency",
                fields: [Record.Field("p99", .quantity(Quantity(800, spelled("ms"))))]))),
        ])),
  ]
  var definitions: [String: FunctionDefinition] = [:]

  mutating func value(
    of path: [String], at span: SourceSpan, _ budget: inout Budget
  ) throws(Diagnostic) -> (Value, used: Int) {
    guard let first = path.first, let value = values[first] else {
      throw Diagnostic(.unknownName, "Nothing here is called \(span.text).", at: span)
        .label("not known")
    }
    return (value, 1)
  }

  func canSet(_ path: [String], to value: Quantity) -> Bool {
    path == ["utilization"] && value.base >= 0 && value.base <= 1
  }

  func definition(of function: String) -> FunctionDefinition? { definitions[function] }

  func native(_ function: String) -> Function? {
    FunctionCatalog.standard.function(named: function)
  }

  var holdsSeries: Bool { values.values.contains { $0.holdsSeries } }

  var functionNames: [String] {
    FunctionCatalog.standard.functions.map(\.name) + definitions.keys
  }

  var parsing: ParsingScope {
    let names = Set(values.keys)
    return ParsingScope { names.contains($0) }
  }

  /// What a line comes to. A function it defines is kept, names it binds are too.
  mutating func run(_ line: String, budget: Budget = Budget()) throws(Diagnostic) -> Value? {
    var evaluator = Evaluator(scope: self, budget: budget)
    switch try Statement.parse(Source(line), in: parsing) {
    case .expression(let expression): return try evaluator.value(expression)
    case .function(let definition):
      definitions[definition.name] = definition
      return nil
    case .binding(let binding):
      values[binding.target.text] = try evaluator.value(binding.value)
      return nil
    case .empty, .question, .unit: return nil
    }
  }

  /// The text of what a line comes to, or what is wrong with it.
  mutating func answer(_ line: String) -> String {
    do throws(Diagnostic) {
      return try run(line)?.text ?? "nothing"
    } catch {
      return "\(error.code.name) “\(error.span?.text ?? "")”"
    }
  }
}

/// A unit that is known to be one.
func spelled(_ text: String) -> Unit { (try? Unit.parse(text)) ?? .none }
