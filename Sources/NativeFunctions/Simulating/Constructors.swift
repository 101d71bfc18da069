import Diagnostics
import Language
import Quantities

/// A parameter of a constructor, and what it means beyond its kind.
private struct Part {
  enum Meaning { case rate, tokenRate, time, law, any }

  let parameter: Function.Parameter
  let meaning: Meaning

  init(_ meaning: Meaning, _ parameter: Function.Parameter) {
    self.parameter = parameter
    self.meaning = meaning
  }

  /// A quantity in any unit that fits its meaning.
  static func quantity(_ meaning: Meaning, _ name: String, _ sentence: String) -> Part {
    Part(meaning, Function.Parameter(name, .anyQuantity, sentence))
  }

  /// Refuses an argument that means nothing here.
  func check(_ arguments: Arguments) throws(Diagnostic) {
    guard let value = arguments[parameter.name] else { return }
    let quantity = value.quantity
    let problem: String?
    switch meaning {
    case .rate: problem = quantity.flatMap(Reading.rate) == nil ? "requests per time (2/s)" : nil
    case .tokenRate:
      let perTime = quantity?.dimension.divided(by: .time)
      problem = perTime ?? false ? nil : "tokens per time (60 token/s)"
    case .time: problem = quantity.flatMap(Reading.seconds) == nil ? "a time (2 s)" : nil
    case .law: problem = Reading.law(value) == nil ? "a time (3 s), or a law of times" : nil
    case .any: problem = nil
    }
    guard let problem else { return }
    throw Reading.refusal(parameter.name, arguments, expected: problem, try: nil)
  }
}

extension Dimension {
  /// Whether this is something, or a token, per a base dimension.
  fileprivate func divided(by base: BaseDimension) -> Bool {
    self == .none / Dimension(base) || self == Dimension(.token) / Dimension(base)
  }
}

/// A function that only names its arguments: what the simulator is to do with them is its own
/// business.
private func constructor(_ name: String, _ sentence: String, _ parts: [Part]) -> Function {
  Function(name, sentence, parts.map { $0.parameter }) {
    (arguments, _) throws(Diagnostic) -> Value in
    for part in parts { try part.check(arguments) }
    return .record(
      Record(
        name: name,
        fields: parts.map { $0.parameter }.compactMap { parameter in
          arguments[parameter.name].map { Record.Field(parameter.name, $0, parameter.sentence) }
        }))
  }
}

private let rate = Part.quantity(.rate, "rate", "requests per time, as in 2/s")

/// When requests come.
let arrivalFunctions: [Function] = [
  constructor("poisson", "requests that come at random at a steady rate", [rate]),
  constructor("regular", "requests at equal distances", [rate]),
  constructor(
    "bursts", "spells of much and of little traffic, of random length",
    [
      Part(.any, .init("on", .quantity(Units.second), "mean length of a busy spell")),
      Part(.any, .init("off", .quantity(Units.second), "mean length of a quiet spell")),
      .quantity(.rate, "rate_on", "requests per time in a busy spell"),
      .quantity(.rate, "rate_off", "requests per time in a quiet spell"),
    ]),
  constructor(
    "daily", "traffic that swells and ebbs once a day",
    [
      .quantity(.rate, "mean", "requests per time, over the day"),
      .quantity(.rate, "peak", "requests per time at the busiest moment"),
      Part(
        .any,
        .init(
          "period", .quantity(Units.second), default: .quantity(Quantity(24, Units.unit("h"))),
          "length of the cycle")),
    ]),
  constructor(
    "trace", "the requests of a CSV file with a column of times",
    [Part(.any, .init("file", .text, "path of the file"))] + traceParameters.map { Part(.any, $0) }),
]

private func column(_ name: String, _ sentence: String) -> Function.Parameter {
  Function.Parameter(name, .text, default: .text("usual"), sentence)
}

/// How a trace is read.
let traceParameters: [Function.Parameter] = [
  Function.Parameter(
    "speed", .quantity(.none), default: .number(1), "how many times as fast as recorded"),
  column("time_column", "the column of times, if it has no usual name"),
  column("duration_column", "the column of durations, if there is one"),
  column("prompt_column", "the column of prompt tokens, if there is one"),
  column("output_column", "the column of answer tokens, if there is one"),
]

/// How long things take.
let lawFunctions: [Function] = [
  constructor("fixed", "always the same time", [.quantity(.time, "value", "the time, as in 2 s")]),
  constructor(
    "exponential", "times that vary a lot, many short and few long",
    [.quantity(.time, "mean", "the mean, as in 2 s")]),
  constructor(
    "lognormal", "times around a median with a long tail",
    [
      .quantity(.time, "median", "half of the times are shorter"),
      .quantity(.time, "p95", "one in twenty is longer"),
    ]),
  constructor(
    "tokens", "the work of a language model: a prompt is read, an answer is written",
    [
      Part(.any, .init("prompt", .quantity(Units.unit("token")), "mean length of the prompt")),
      Part(.any, .init("output", .quantity(Units.unit("token")), "mean length of the answer")),
      .quantity(.tokenRate, "prefill", "tokens read per time, as in 8,000 tokens/s"),
      .quantity(.tokenRate, "decode", "tokens written per time, as in 60 tokens/s"),
    ]),
]

private func phase(_ name: String, _ sentence: String) -> Part {
  Part(.law, Function.Parameter(name, .any, default: .seconds(0), sentence))
}

/// A cold start in its steps.
let phases = constructor(
  "phases", "a cold start in its steps, each a time or a law",
  [
    phase("allocate", "a machine is found; paid at every start"),
    phase("pull", "image and weights are fetched; paid from cold"),
    phase("load", "weights go from disk to the GPU; paid from cold and disk"),
    phase("copy", "weights go from host memory to the GPU; paid from memory"),
    phase("restore", "a snapshot is put back; paid from a snapshot"),
    phase("warm_up", "the engine starts and compiles; paid unless from a snapshot"),
  ])
