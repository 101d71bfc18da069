extension Question {
  /// A way to ask: help, completion and the reference read it.
  public struct Form: Sendable {
    /// The word that it begins with.
    public let verb: String
    /// What is typed; capitals stand for parts.
    public let form: String
    /// What it answers, in a few words.
    public let sentence: String
    /// A question that is answered where `gpus = 4 gpu`, `rent = $12,000/month`, `busy = 15%` and
    /// `effective = rent / (gpus * 720 h/month * busy)`.
    public let example: String
  }

  /// The ways to ask, verb by verb.
  public static let verbs = [
    Form(
      verb: "plot", form: "plot EXPR[, EXPR] over NAME [from A to B] [log]",
      sentence: "draw a result against a parameter",
      example: "plot effective over busy from 5% to 100%"),
    Form(
      verb: "plot", form: "plot EXPR against EXPR over NAME [from A to B] [log]",
      sentence: "draw a trade-off, as cost against latency, and its frontier",
      example: "plot rent * gpus / 4 gpu against effective over gpus from 1 gpu to 8 gpu"),
    Form(
      verb: "plot", form: "plot RUN",
      sentence: "how the latency of a simulated run is distributed; also RUN.wait",
      example: "plot serverless(2/min, fixed(10 s), cold_start: fixed(20 s), horizon: 2k requests)"),
    Form(
      verb: "timeline",
      form: "timeline RUN [against RUN] [from A to B | around TIME | around first cold start]",
      sentence: "what each instance of a simulated run did, and when",
      example: "timeline serverless(poisson(2/min), 3 s, horizon: 10 min)"),
    Form(
      verb: "sweep", form: "sweep EXPR[, EXPR] over NAME [from A to B] [step S]",
      sentence: "results at several values of a parameter, as a table",
      example: "sweep effective over busy from 10% to 50% step 10%"),
    Form(
      verb: "sweep", form: "sweep EXPR[, EXPR] over NAME from A to B factor F",
      sentence: "the same, each value so many times the one before it",
      example: "sweep effective over gpus from 1 gpu to 8 gpu factor 2"),
    Form(
      verb: "sweep", form: "sweep EXPR[, EXPR] over NAME in [A, B, C]",
      sentence: "the same at the values of a list",
      example: "sweep effective over busy in [10%, 25%, 50%]"),
    Form(
      verb: "why", form: "why NAME", sentence: "the formula, down to what you set",
      example: "why effective"),
    Form(
      verb: "tornado", form: "tornado EXPR",
      sentence: "which inputs an uncertain result hangs on, the largest first",
      example: "tornado effective * (2 to 3) + $4/(gpu*h) * (1 to 5)"),
    Form(
      verb: "compare", form: "compare EXPR with NAME = VALUE",
      sentence: "what if, side by side; changes nothing",
      example: "compare effective with busy = 30%"),
    Form(
      verb: "solve", form: "solve NAME for EXPR = VALUE [from A to B]",
      sentence: "which value of a parameter would do",
      example: "solve busy for effective = $10/(gpu*h)"),
    Form(
      verb: "tune", form: "tune NAME [for EXPR]",
      sentence: "move a parameter with the arrow keys, and watch",
      example: "tune busy for effective"),
    Form(
      verb: "table", form: "table A, B, C", sentence: "several values one under another",
      example: "table gpus, rent, effective"),
  ]
}
