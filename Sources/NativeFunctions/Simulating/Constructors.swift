import Diagnostics
import Language
import Quantities

/// A function that only names its arguments: what the simulator is to do with them is its own
/// business.
private func constructor(
  _ name: String, _ sentence: String, _ parameters: [Function.Parameter]
) -> Function {
  Function(name, sentence, parameters) { (arguments, _) throws(Diagnostic) -> Value in
    .record(
      Record(
        name: name,
        fields: parameters.compactMap { parameter in
          arguments[parameter.name].map { Record.Field(parameter.name, $0, parameter.sentence) }
        }))
  }
}

private let rate = Function.Parameter("rate", .anyQuantity, "requests per time, as in 2/s")

/// When requests come.
let arrivalFunctions: [Function] = [
  constructor("poisson", "requests that come at random at a steady rate", [rate]),
  constructor("regular", "requests at equal distances", [rate]),
  constructor(
    "bursts", "spells of much and of little traffic, of random length",
    [
      Function.Parameter("on", .quantity(Units.second), "mean length of a busy spell"),
      Function.Parameter("off", .quantity(Units.second), "mean length of a quiet spell"),
      Function.Parameter("rate_on", .anyQuantity, "requests per time in a busy spell"),
      Function.Parameter("rate_off", .anyQuantity, "requests per time in a quiet spell"),
    ]),
  constructor(
    "daily", "traffic that swells and ebbs once a day",
    [
      Function.Parameter("mean", .anyQuantity, "requests per time, over the day"),
      Function.Parameter("peak", .anyQuantity, "requests per time at the busiest moment"),
      Function.Parameter(
        "period", .quantity(Units.second), default: .quantity(Quantity(24, Units.unit("h"))),
        "length of the cycle"),
    ]),
  constructor(
    "trace", "the requests of a CSV file with a column of times",
    [
      Function.Parameter("file", .text, "path of the file"),
      Function.Parameter(
        "speed", .quantity(.none), default: .number(1), "how many times as fast as recorded"),
    ]),
]

private func duration(_ name: String, _ sentence: String) -> Function.Parameter {
  Function.Parameter(name, .anyQuantity, sentence)
}

/// How long things take.
let lawFunctions: [Function] = [
  constructor("fixed", "always the same time", [duration("value", "the time, as in 2 s")]),
  constructor(
    "exponential", "times that vary a lot, many short and few long",
    [duration("mean", "the mean, as in 2 s")]),
  constructor(
    "lognormal", "times around a median with a long tail",
    [
      duration("median", "half of the times are shorter"),
      duration("p95", "one in twenty is longer"),
    ]),
  constructor(
    "tokens", "the work of a language model: a prompt is read, an answer is written",
    [
      Function.Parameter("prompt", .quantity(Units.unit("token")), "mean length of the prompt"),
      Function.Parameter("output", .quantity(Units.unit("token")), "mean length of the answer"),
      Function.Parameter("prefill", .anyQuantity, "tokens read per time, as in 8,000 tokens/s"),
      Function.Parameter("decode", .anyQuantity, "tokens written per time, as in 60 tokens/s"),
    ]),
]

private func phase(_ name: String, _ sentence: String) -> Function.Parameter {
  Function.Parameter(name, .any, default: .seconds(0), sentence)
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
