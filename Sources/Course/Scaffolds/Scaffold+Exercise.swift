extension Scaffold {
  /// An exercise; a goal or a guess is about the model that a new chapter has.
  public static func exercise(
    id: String, title: String, kind: Exercise.Kind = .number
  ) -> String {
    exercise(id: id, title: title, kind: kind, model: .waste)
  }

  /// An exercise of some kind.
  /// - Parameters:
  ///   - id: lower-case words joined by hyphens; the file's name.
  ///   - title: any text of one line.
  ///   - model: what a goal or a guess is about.
  static func exercise(
    id: String, title: String, kind: Exercise.Kind, model: ModelExample
  ) -> String {
    let parts = parts(of: kind, model)
    return """
      ---
      id: \(id)
      title: \(quoted(title.isEmpty ? id : title))
      # \(Exercise.Kind.words)
      kind: \(kind.rawValue)
      points: 10
      \(parts.head)
      # Answers to graded exercises are left out of the copies that learners get.
      graded: false
      ---
      \(parts.body)

      """
  }

  private static func parts(
    of kind: Exercise.Kind, _ model: ModelExample
  ) -> (head: String, body: String) {
    switch kind {
    case .number: number
    case .choice: choice
    case .formula: formula
    case .goal: goal(model)
    case .order: order
    case .match: match
    case .predict: predict(model)
    }
  }

  private static let number = (
    """
    # Each learner gets one combination. Amounts with commas are quoted.
    vary:
      fleet: [2 gpu, 4 gpu, 8 gpu]
      rent: "$6,000/month..$24,000/month step $1,000/month"
      utilization: [10%, 15%, 25%]
    answer: rent / (fleet * 720 h/month * utilization)
    within: 1%
    # Wrong answers that people give, with a reply each. “answer” is what the learner typed.
    mistakes:
      - when: rent / (fleet * 720 h/month)
        say: That is the price of an hour paid for. Only {eval}`utilization` of them did work.
      - when: answer > $1,000/(gpu*h)
        say: "{eval}`answer` for a single hour? All of them cost {eval}`rent`."
    hints:
      - How many hours do {eval}`fleet` have in a month of 720 h?
      - {text: "How many of those did work?", cost: 1}
      - {text: Divide what they cost by the hours that worked., cost: 20%}
    """,
    """
    A team pays {eval}`rent` for {eval}`fleet` that work {eval}`utilization` of the time. What does
    an hour of work cost?

    ## Solution

    They work {eval}`fleet * 720 h/month * utilization`, so an hour of it costs
    {eval}`rent / (fleet * 720 h/month * utilization)`.
    """
  )

  private static let choice = (
    """
    # How many answers count.
    attempts: 2
    vary:
      hours: [8 h, 12 h, 24 h]
    hints:
      - Who reads which meter?
    """,
    """
    A GPU is paid for {eval}`hours` and works for one of them. Which of these are true?

    ## Options

    - [x] {eval}`hours` are billed
      All hours count, whatever is done in them.
    - [ ] One hour is billed
      Only where one pays for the seconds of work.
    - [x] The hour of work costs {eval}`hours / (1 h)` times one paid for
      All of the sum falls on it.
    - [ ] Idle hours cost less than busy ones

    ## Solution

    The meter runs from start to stop, so the one hour of work carries all of it. Options are
    shuffled for each learner: call them by their words, not by their places.
    """
  )

  private static let formula = (
    """
    # The learner's formula and the answer are compared at many values of the variables.
    variables:
      rent: $1,000/month..$20,000/month
      utilization: 1%..99%
    answer: rent * (1 - utilization)
    mistakes:
      - when: rent * utilization
        say: That is what pays for work.
    hints:
      - Which share of the time does nothing?
    """,
    """
    GPUs cost `rent` and work for `utilization` of the time. Write what is paid for nothing as a
    formula.

    ## Solution

    What is not utilized is paid all the same: `rent * (1 - utilization)`.
    """
  )

  private static let order = (
    """
    # How many answers count.
    attempts: 3
    hints:
      - What has to be there before anything can be made ready?
    """,
    """
    Bring these into the order in which they happen.

    ## Order

    1. A request arrives and finds no instance
    2. A place for one is found
    3. It is made ready
    4. The request is answered

    ## Solution

    Nothing can be made ready before there is a place for it.
    """
  )

  private static let match = (
    """
    # How many answers count.
    attempts: 3
    hints:
      - Which of them still bills when nobody asks for anything?
    """,
    """
    What does each of these count?

    ## Pairs

    | plan | what is counted |
    |---|---|
    | reserved | months, used or not |
    | on demand | hours from start to stop |
    | serverless | seconds of work |

    ## Solution

    The finer the unit that is counted, the less idle time is paid for.
    """
  )

  private static func goal(_ model: ModelExample) -> (String, String) {
    let sign = model.after.magnitude > model.before.magnitude ? ">" : "<"
    return (
      """
      # The model to set, and what has to hold in the end.
      model: \(model.model)
      conditions:
        - \(model.parameter) \(sign) \(model.before.text)
      # The parameters that may be set; without this line, all.
      change: [\(model.parameter)]
      # From where learners set out, where that is not the model's defaults.
      start: {\(model.parameter): "\(model.before.text)"}
      hints:
        - Try it, and watch what follows.
      """,
      """
      Set `\(model.parameter)` beyond {eval}`\(model.before.text)`.

      ## Solution

      `\(model.parameter) = \(model.after.text)` does it.
      """
    )
  }

  private static func predict(_ model: ModelExample) -> (String, String) {
    (
      """
      model: \(model.model)
      # What is guessed, and what is set before it is looked at.
      predict: \(model.result) when \(model.parameter) = \(model.after.text)
      within: 5%
      hints:
        - Does it grow or shrink with {eval}`\(model.parameter)`?
      """,
      """
      At a `\(model.parameter)` of {eval}`\(model.before.text)`, `\(model.result)` is
      {eval}`\(model.result)`. What will it be at {eval}`\(model.after.text)`?

      ## Solution

      Follow the formula: `why \(model.result)` shows it.
      """
    )
  }
}
