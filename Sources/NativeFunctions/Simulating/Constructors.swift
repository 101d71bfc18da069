import Diagnostics
import Language
import Quantities

private let rate = Part(.rate, "rate", "requests per time, as in 2/s")

/// When requests come.
let arrivalFunctions: [Function] = [
  constructor(
    "poisson", "requests that come at random at a steady rate", [rate], example: "poisson(2/s)"),
  constructor("regular", "requests at equal distances", [rate], example: "regular(2/s)"),
  constructor(
    "bursts", "spells of much and of little traffic, of random length",
    [
      Part(.any, .init("on", .quantity(Units.second), "mean length of a busy spell")),
      Part(.any, .init("off", .quantity(Units.second), "mean length of a quiet spell")),
      Part(.rate, "rate_on", "requests per time in a busy spell"),
      Part(.rate, "rate_off", "requests per time in a quiet spell"),
    ], example: "bursts(on: 1 min, off: 5 min, rate_on: 4/s, rate_off: 0/s)"),
  constructor(
    "daily", "traffic that swells and ebbs once a day",
    [
      Part(.rate, "mean", "requests per time, over the day"),
      Part(.rate, "peak", "requests per time at the busiest moment"),
      Part(
        .any,
        .init(
          "period", .quantity(Units.second), default: .quantity(Quantity(24, Units.unit("h"))),
          "length of the cycle")),
    ], example: "daily(mean: 2/s, peak: 5/s)"),
  constructor(
    "weekly", "traffic that swells and ebbs each day, with quiet weekends; from Monday on",
    [
      Part(.rate, "mean", "requests per time, over the week"),
      Part(.rate, "peak", "requests per time at the busiest moment of a working day"),
      Part(
        .any,
        .init(
          "weekend", .quantity(.percent), default: .share(0.3),
          "what a day of the weekend has of a working day's traffic")),
    ], example: "weekly(mean: 2/s, peak: 6/s, weekend: 20%)"),
  constructor(
    "office_hours", "traffic of working hours, Monday to Friday",
    [
      Part(.rate, "rate", "requests per time in working hours"),
      Part(
        .rate, "otherwise", default: .quantity(Quantity(0, Units.perSecond)),
        "requests per time at night and at the weekend"),
      Part(
        .any,
        .init(
          "from", .quantity(Units.second), default: .quantity(Quantity(9, Units.unit("h"))),
          "when they begin, after midnight")),
      Part(
        .any,
        .init(
          "until", .quantity(Units.second), default: .quantity(Quantity(17, Units.unit("h"))),
          "when they end, after midnight")),
    ], example: "office_hours(3/s, otherwise: 0.1/s, from: 8 h, until: 18 h)"),
  constructor(
    "peaks", "traffic at known times, again and again, and little between",
    [
      Part(.rate, "rate", "requests per time in a peak"),
      Part(
        .any,
        .init(
          "every", .quantity(Units.second), default: .quantity(Quantity(2, Units.unit("h"))),
          "from one peak to the next")),
      Part(
        .any,
        .init(
          "lasting", .quantity(Units.second), default: .quantity(Quantity(5, Units.unit("min"))),
          "how long one lasts")),
      Part(
        .any,
        .init(
          "from", .quantity(Units.second), default: .seconds(0),
          "when it begins, from the beginning of each round")),
      Part(
        .rate, "otherwise", default: .quantity(Quantity(0, Units.perSecond)),
        "requests per time between them"),
    ], example: "peaks(2/s, every: 2 h, lasting: 5 min)", check: checkPeaks),
  constructor(
    "growing", "traffic that grows from month to month",
    [
      Part(.stream, "traffic", "that of the first days"),
      Part(
        .any,
        .init("per_month", .quantity(.percent), "by so much from one month of 30 days to the next")),
      Part(
        .any, .init("months", .quantity(.none), default: .number(12), "for how long it grows")),
    ], example: "growing(daily(mean: 2/min, peak: 5/min), per_month: 10%, months: 6)"),
  constructor(
    "together", "several streams of requests at once",
    [
      Part(.stream, "first", "one stream"), Part(.stream, "second", "another"),
      Part(.stream, "third", default: .absent, "one more"),
      Part(.stream, "fourth", default: .absent, "one more"),
    ],
    example: "together(office_hours(2/s), bursts(on: 1 min, off: 1 h, rate_on: 9/s, rate_off: 0/s))"
  ),
  constructor(
    "trace", "the requests of a file: CSV, JSON lines or a log, gzipped or not",
    [Part(.any, .init("file", .path, "path of the file"))] + traceParameters.map { Part(.any, $0) },
    example: "trace(\"Guides/reference/requests.csv\")"),
]

private func column(
  _ name: String, otherwise: String, _ sentence: String
) -> Function.Parameter {
  Function.Parameter(name, .text, default: .text("usual"), otherwise: otherwise, sentence)
}

/// How a trace is read.
let traceParameters: [Function.Parameter] = [
  Function.Parameter(
    "speed", .quantity(.none), default: .number(1), "how many times as fast as recorded"),
  Function.Parameter(
    "keep", .quantity(.percent), default: .share(1),
    "the share of the requests that is kept, drawn at random"),
  Function.Parameter(
    "time_unit", .words(Reading.timeUnits.map { $0.word }), default: .text("usual"),
    otherwise: "what the file says or looks like", "in what times and durations are counted"),
  column("time_column", otherwise: "the one with a usual name", "the column of times"),
  column(
    "duration_column", otherwise: "the one with a usual name, if any", "the column of durations"),
  column(
    "prompt_column", otherwise: "the one with a usual name, if any", "the column of prompt tokens"),
  column(
    "output_column", otherwise: "the one with a usual name, if any", "the column of answer tokens"),
]

/// How long things take, or how many tokens they have.
let lawFunctions: [Function] = [
  constructor(
    "fixed", "always the same, as a bare quantity is",
    [Part(.amount, "value", "the time or the tokens")], example: "fixed(2 s)"),
  constructor(
    "exponential", "values that vary a lot, many small and few large",
    [Part(.amount, "mean", "the mean")], example: "exponential(2 s)"),
  constructor(
    "lognormal", "values around a median with a long tail",
    [
      Part(.amount, "median", default: .absent, "half of the values are smaller"),
      Part(.amount, "p95", default: .absent, "one in twenty is larger"),
      Part(.amount, "mean", default: .absent, "the mean, instead of the median"),
      Part(.number, "cv", default: .absent, "standard deviation over mean, instead of p95"),
    ], example: "lognormal(median: 1 s, p95: 4 s)", check: checkLognormal),
  each,
  constructor(
    "tokens", "the work of a language model: a prompt is read, an answer is written",
    [
      Part(.tokens, "prompt", "length of the prompt"),
      Part(.tokens, "output", "length of the answer"),
      Part(
        .tokenRate, "prefill", default: .absent, "tokens read per time, as in 8,000 tokens/s"),
      Part(.tokenRate, "decode", default: .absent, "tokens written per time, as in 60 tokens/s"),
      Part(
        .server, "server", default: .absent,
        "what decodes many requests together, instead of two speeds"),
    ],
    example:
      "tokens(prompt: 500 token, output: 200 token, prefill: 8,000 token/s, decode: 60 token/s)",
    check: checkTokens),
]

/// What is not known, once for the whole run, made a law of what differs from one to the next.
private let each = Function(
  "each",
  "values that differ from one request to the next, spread as an uncertain quantity or a list",
  [
    Function.Parameter(
      "x", .forms("uncertain quantity, or list"), "times or tokens: 1 s to 4 s, choose(…), a column"
    )
  ], example: "each(choose(1 s: 70%, 20 s: 30%))",
  gives: RecordForm<Series>([
    .init("values", .forms("list"), "one of them, each as likely") { .series($0) }
  ]), uncertainty: .read
) { (arguments, _) throws(Diagnostic) -> Series in
  switch arguments["x"] {
  case .uncertain(let quantity)?: return Series(.numbers(quantity.samples, quantity.unit))
  case .series(let series)?: return series
  case .quantity(let quantity)?: return Series(.numbers([quantity.magnitude], quantity.unit))
  default:
    throw Diagnostic(
      .wrongArguments, "each takes an uncertain quantity, or a list.", at: arguments.span("x")
    ).label("this is \(arguments["x"]?.kind ?? "nothing")").try("each(1 s to 4 s)")
  }
}

/// Tokens are read and written at two speeds, or by a server.
private func checkTokens(_ arguments: Arguments) throws(Diagnostic) {
  let given = ["prefill", "decode", "server"].filter { arguments.isGiven($0) }
  if given == ["server"] { return try checkContext(arguments) }
  if given == ["prefill", "decode"] { return }
  throw Diagnostic(
    .wrongArguments, "tokens takes prefill and decode, or a server.", at: arguments.span
  ).label(given.isEmpty ? "nothing is given" : "given: \(given.joined(separator: ", "))")
    .try(
      "tokens(prompt: 500 token, output: 200 token, server: gpu_server(\"qwen3-8b\", \"h100\"))")
}

/// A text that is longer than the model looks back is refused by every server.
private func checkContext(_ arguments: Arguments) throws(Diagnostic) {
  guard case .record(let server)? = arguments["server"],
    let context = server["context"]?.quantity?.base,
    case .quantity(let prompt)? = arguments["prompt"],
    case .quantity(let output)? = arguments["output"], prompt.base + output.base > context
  else { return }
  let most = Value.tokens(Int(context)).text
  throw Diagnostic(
    .outOfRange, "Prompt and answer are longer than the model looks back.",
    at: arguments.span("prompt")
  ).label("its context is \(most)")
    .try(
      output.base < context
        ? arguments.span("prompt").replaced(with: "\(Int(context - output.base)) token") : nil)
}

/// A lognormal law is told by two of its four numbers.
private func checkLognormal(_ arguments: Arguments) throws(Diagnostic) {
  let given = ["median", "p95", "mean", "cv"].filter { arguments.isGiven($0) }
  if given == ["median", "p95"] || given == ["mean", "cv"] { return }
  throw Diagnostic(
    .wrongArguments, "lognormal takes a median and a p95, or a mean and a cv.", at: arguments.span
  ).label(given.isEmpty ? "nothing is given" : "given: \(given.joined(separator: ", "))")
    .try("lognormal(median: 1 s, p95: 4 s)")
}

private func phase(_ name: String, _ sentence: String) -> Part {
  Part(.law, name, default: .seconds(0), sentence)
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
    phase("wake", "a sleeping engine gets its weights back; paid from asleep"),
    phase("warm_up", "the engine starts and compiles; paid from cold, disk and memory"),
  ], example: "phases(allocate: 2 s, pull: 30 s, load: 8 s, warm_up: 12 s)")

private func rung(_ name: String, _ sentence: String) -> Part {
  Part(.any, .init(name, .quantity(Units.second), default: .seconds(0), sentence))
}

/// How what stopped instances leave behind grows cold.
let decays = constructor(
  "decays", "what a stopped instance leaves behind, which grows cold rung by rung",
  [
    rung("asleep", "for how long its engine sleeps, its weights in memory"),
    rung("snapshot", "for how long there is a snapshot after that"),
    rung("memory", "for how long its weights are in the host's memory after that"),
    rung("disk", "for how long they are on the host's disk after that"),
  ], example: "decays(asleep: 10 min, memory: 1 h, disk: 1 day)")

/// A peak lies within its round.
private func checkPeaks(_ arguments: Arguments) throws(Diagnostic) {
  let every = arguments.quantity("every").base
  let end = arguments.quantity("from").base + arguments.quantity("lasting").base
  if arguments.quantity("from").base >= 0, arguments.quantity("lasting").base >= 0, end <= every {
    return
  }
  throw Diagnostic(
    .outOfRange, "The peak does not lie within its round.", at: arguments.span("lasting")
  ).label("a round is \(arguments.quantity("every").text)")
    .try("peaks(2/s, every: 2 h, lasting: 5 min)")
}
