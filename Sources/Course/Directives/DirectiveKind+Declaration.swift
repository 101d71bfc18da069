extension DirectiveKind {
  /// The options of blocks.
  enum Option {
    static let important = FileKey(
      "important", .list(.text), "what is shown first when something changes",
      example: ":important: effective, wasted")
    static let was = FileKey(
      "was", .list(.text), "what parameters, or the model, were called before, each as OLD = NEW",
      example: ":was: bill = rent")
    static let over = FileKey(
      "over", .formula, otherwise: "a day", "the length of the bar", example: ":over: 24 h")
    static let bursts = FileKey(
      "bursts", .wholeNumber(1...100), otherwise: "1",
      "into how many stretches the busy part is cut", example: ":bursts: 4")
    static let asOf = FileKey(
      "as-of", .date, "the day on which the figures were looked up", example: ":as-of: 2026-11-09")
  }

  /// Its declaration. A new block begins with a case here; the compiler finds what else it needs.
  public var declaration: Declaration {
    switch self {
    case .model:
      Declaration(
        sentence: "what can be changed, and what follows",
        argument: .required("NAME"), options: [Option.important, Option.was],
        body: "a line each: param, result, check, unit, or a function NAME(x) = FORMULA",
        example: """
          ```{model} waste
          :important: effective, wasted
          param gpus: gpu = 4 in 1..64 "GPUs rented"
          param rent: $/month = $12,000/month in $1/month..$10M/month "the invoice"
          param utilization = 15% in 1%..100% "share of the hours that do work"
          result effective: $/(gpu*h) = rent / (gpus * 720 h/month * utilization) "an hour of work"
          result wasted: $/month = rent * (1 - utilization) "what buys nothing"
          check effective == $27.78/(gpu*h) within $0.01/(gpu*h)
          ```
          """)
    case .attempt:
      Declaration(
        sentence: "lines to type; Enter runs the next one",
        argument: .none, options: [],
        body:
          "a line to type in each line; one that starts with # is said above the next, and those "
          + "that start with #> are what the line above shows, which check compares",
        example: """
          ```{try}
          # What if half of the time were work?
          utilization = 50%
          plot wasted over utilization from 5% to 100%
          ```
          """)
    case .predict:
      Declaration(
        sentence: "a guess, and then the value",
        argument: .required("NAME when NAME = VALUE"), options: [],
        body: "the question; without when, the present value is guessed",
        example: """
          ```{predict} wasted when utilization = 30%, gpus = 8
          Twice the work on twice the GPUs. How much of the invoice buys **nothing** now?
          ```
          """)
    case .quiz:
      Declaration(
        sentence: "a short question that is not graded",
        argument: .optional("TITLE"), options: [],
        body: "the question, then a task list: - [x] for what is right, - [ ] for what is wrong, "
          + "and below each the reply",
        example: """
          ```{quiz} Who pays?
          Somebody rents a GPU for a day and uses it for an hour. Who pays for the other 23?

          - [x] Whoever rented it
            The invoice counts rented hours.
          - [ ] The provider
            Only where one pays by the second of work.
          ```
          """)
    case .exercise:
      Declaration(
        sentence: "a graded exercise at this place",
        argument: .required("ID"), options: [], body: nil,
        example: """
          ```{exercise} price-of-work
          ```
          """)
    case .plot:
      Declaration(
        sentence: "results drawn against a parameter, a trade-off, or a run of the simulator",
        argument: .required("EXPR over NAME"), options: [], body: "the caption",
        example: """
          ```{plot} effective over utilization from 5% to 100% log
          The price of an hour of work comes down to that of a rented hour.
          ```
          """)
    case .table:
      Declaration(
        sentence: "several values one under another",
        argument: .required("EXPR, EXPR"), options: [], body: "the caption",
        example: """
          ```{table} rent, effective, wasted
          ```
          """)
    case .strip:
      Declaration(
        sentence: "a stretch of time, drawn to scale",
        argument: .required("SHARE"), options: [Option.over, Option.bursts], body: "the caption",
        example: """
          ```{strip} utilization
          :over: 24 h
          :bursts: 4
          A day: {eval}`utilization` of it is work.
          ```
          """)
    case .timeline:
      Declaration(
        sentence: "what each instance of a simulated run did, and when",
        argument: .required("RUN"), options: [], body: "the caption",
        example: """
          ```{timeline} serverless(arrivals: poisson(2/min), service: 3 s, horizon: 10 min)
          Each burst starts an instance.
          ```
          """)
    case .note:
      Declaration(
        sentence: "set off from the text: what is good to know",
        argument: .optional("TITLE"), options: [], body: "prose",
        example: """
          ```{note} A month
          Clouds often count 730 hours, a twelfth of a year. Here a month is {eval}`1 month in h`.
          ```
          """)
    case .warning:
      Declaration(
        sentence: "set off from the text: what goes wrong easily",
        argument: .optional("TITLE"), options: [], body: "prose",
        example: """
          ```{warning}
          Spot instances can be taken away.
          ```
          """)
    case .source:
      Declaration(
        sentence: "set off from the text: where figures come from",
        argument: .optional("TITLE"), options: [Option.asOf], body: "prose",
        example: """
          ```{source} Price list
          :as-of: 2026-11-09
          On-demand prices as on [the provider's page](https://example.org/prices).
          ```
          """)
    }
  }
}
