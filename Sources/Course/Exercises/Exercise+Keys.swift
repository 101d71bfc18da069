import Language
import Quantities

extension Exercise {
  /// The keys of an exercise's head.
  enum Key {
    static let id = FileKey(
      "id", .id, isRequired: true, "the name of the file, by which chapters and progress call it",
      example: "id: price-of-work")
    static let was = FileKey(
      "was", .list(.id),
      "ids that it had before, the oldest first; answers are found again, and figures stay",
      example: "was: cost-of-work")
    static let title = FileKey(
      "title", .text, isRequired: true, "what readers call it",
      example: "title: The price of an hour of work")
    static let kind = FileKey(
      "kind", .word(Kind.allCases.map { $0.rawValue }), isRequired: true, "what has to be done",
      example: "kind: number")
    static let points = FileKey(
      "points", .wholeNumber(1...1000), otherwise: "\(usualPoints)",
      "what a right answer is worth", example: "points: 20")
    static let attempts = FileKey(
      "attempts", .wholeNumber(1...100), "how many answers count", example: "attempts: 3")
    static let model = FileKey(
      "model", .text, "the model whose cells formulas mean by their bare names",
      example: "model: waste")
    static let vary = FileKey(
      "vary", .map("lists of values, or \"low..high step s\""),
      "what differs from learner to learner",
      example: "vary: {gpus: [2 gpu, 4 gpu], hours: 8 h..24 h step 8 h}")
    static let hints = FileKey(
      "hints", .list(.textOr([hintText, cost])), "help on request, in this order",
      example: "hints: [How many hours has a month?, {text: Divide by them., cost: 2}]")
    static let graded = FileKey(
      "graded", .flag, otherwise: "false",
      "whether its answer is kept out of learners' copies of the course", example: "graded: true")
    static let answers = FileKey(
      "answers", .word(["withheld"]), "stands in learners' copies, in place of what is right",
      example: "answers: withheld")

    static let hintText = FileKey(
      "text", .text, isRequired: true, "the hint", example: "text: Divide by the hours.")
    static let cost = FileKey(
      "cost", .formula, otherwise: "0", "points, or a percentage of the exercise's",
      example: "cost: 20%")

    static let answer = FileKey(
      "answer", .formula, isRequired: true, isAnswer: true,
      "what is right, from what varies and the model's cells",
      example: "answer: rent / (gpus * 720 h/month * utilization)")
    static let mistakes = FileKey(
      "mistakes", .list(.keys([when, say])), isAnswer: true,
      "likely wrong answers, with a reply each",
      example: """
        mistakes:
          - when: rent / (gpus * 720 h/month)
            say: That is the price of a rented hour.
        """)
    static let when = FileKey(
      "when", .formula, isRequired: true, "the wrong answer, or a condition that betrays it",
      example: "when: answer > $1,000/(gpu*h)")
    static let say = FileKey(
      "say", .text, isRequired: true, "the reply", example: "say: That is a year's rent.")

    static let within = FileKey(
      "within", .formula, isAnswer: true,
      "how far off is still right: a share of the answer, or an amount", example: "within: 2%")

    static let variables = FileKey(
      "variables", .map("\"low..high\" or lists of values"), isRequired: true,
      "the names a learner's formula may use, and the values that they take",
      example: "variables: {rent: \"$1,000/month..$20,000/month\", utilization: 1%..99%}")
    static let conditions = FileKey(
      "conditions", .list(.formula), isRequired: true, "what has to hold in the end",
      example: "conditions: [effective < $10/(gpu*h)]")
    static let start = FileKey(
      "start", .map("values"), otherwise: "the author's values",
      "what the learner starts from", example: "start: {utilization: 15%}")
    static let change = FileKey(
      "change", .list(.text), otherwise: "all", "the parameters that may be set",
      example: "change: [gpus, utilization]")
    static let predict = FileKey(
      "predict", .formula, isRequired: true, "NAME when NAME = VALUE: what is to be guessed",
      example: "predict: effective when utilization = 30%")
  }
}

extension Exercise.Kind {
  /// Every key that an exercise of the kind may have, in the order in which the reference lists them.
  public var keys: [FileKey] {
    typealias Key = Exercise.Key
    let model = self == .goal ? Key.model.required : Key.model
    let attempts = Key.attempts.otherwise(self.attempts.map { "\($0)" } ?? "any number")
    return [Key.id, Key.was, Key.title, Key.kind, Key.points, attempts, model, Key.vary] + ownKeys
      + [Key.hints, Key.graded, Key.answers]
  }

  /// Every key that some kind may have, each once.
  public static let allKeys: [FileKey] = allCases.flatMap { $0.keys }.reduce(into: []) {
    known, key in
    if !known.contains(where: { $0.name == key.name }) { known.append(key) }
  }

  /// The keys that not every kind has.
  public var ownKeys: [FileKey] {
    typealias Key = Exercise.Key
    return switch self {
    case .number: [Key.answer, Key.within.otherwise(Exercise.usualTolerance.text), Key.mistakes]
    case .formula:
      [
        Key.variables, Key.answer, Key.within.otherwise("rounding in the last digits"),
        Key.mistakes,
      ]
    case .goal: [Key.conditions, Key.start, Key.change, Key.mistakes]
    case .predict:
      [Key.predict, Key.within.otherwise(Exercise.usualGuessTolerance.text), Key.mistakes]
    case .choice, .order, .match: []
    }
  }

  /// How many answers count where the exercise does not say; nil for any number.
  public var attempts: Int? {
    switch self {
    case .number, .formula, .goal: nil
    case .predict: 1
    case .choice: 2
    case .order, .match: 3
    }
  }

  /// What its file has below the prompt, besides the solution: the heading, and what stands there.
  public var part: (heading: String, sentence: String)? {
    switch self {
    case .choice: ("Options", "a task list: - [x] for what is right, - [ ] for what is wrong")
    case .order: ("Order", "a numbered list in the right order")
    case .match: ("Pairs", "a table of two columns, a pair in each row")
    case .number, .formula, .goal, .predict: nil
    }
  }

  /// What a learner has to do, in a few words.
  public var sentence: String {
    switch self {
    case .number: "a quantity in any fitting unit"
    case .choice: "one or several right answers among those that are offered"
    case .formula: "an expression that equals the author's wherever it is tried"
    case .goal: "parameters of a model, set so that conditions hold"
    case .order: "steps, brought into their order"
    case .match: "things that belong together"
    case .predict: "a guess of what a cell will be, before looking"
    }
  }

  /// All words, as a sentence lists them: "number, choice or goal".
  public static var words: String {
    FileKey.Kind.word(allCases.map { $0.rawValue }).words
  }
}
