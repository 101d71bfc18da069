extension Code {
  static let names: [Code] = [
    unknownName, elsewhere, unknownFunction, unknownField, wrongArguments, ring, isResult,
    notParameter, unknownCommand, noPage,
  ]

  /// A name is not defined.
  public static let unknownName = Code(
    "unknown-name", "A name nobody has defined",
    why: """
      Names are the parameters and results of the lesson, what you have bound yourself, and the \
      cells of other models written as model.cell. A close name is suggested only when it is \
      really close.
      """,
    wrong: "utilzation", right: "utilization")

  /// A name belongs to another model, and needs that model's name in front.
  public static let elsewhere = Code(
    "in-another-model", "A name of another model",
    why: """
      Every model has its own names, so that two lessons may both speak of rent. Outside its \
      lesson a cell is written with its model in front.
      """)

  /// A function is not defined.
  public static let unknownFunction = Code(
    "unknown-function", "A function nobody has defined",
    why: "There are built-in functions (help functions lists them) and your own: f(x) = 2 * x.",
    wrong: "maxx(1, 2)", right: "max(1, 2)")

  /// A value has no field of this name.
  public static let unknownField = Code(
    "unknown-field", "A field this value does not have",
    why: """
      A dot reads a cell of a model (waste.rent) or a field of a record that a function returned. \
      Plain quantities have no fields.
      """,
    wrong: "rent.price", right: "rent")

  /// A call has arguments that the function does not take.
  public static let wrongArguments = Code(
    "wrong-arguments", "Arguments that do not fit the function",
    why: """
      A function takes its arguments in order, or by name as name: value. Each has a kind and \
      often a unit; help NAME shows them. 1,200 is one number: write 1, 200 for two.
      """,
    wrong: "min()", right: "min(1, 2)")

  /// A formula depends on itself.
  public static let ring = Code(
    "ring", "A value that depends on itself",
    why: """
      Formulas may not go round in a circle, for then no value would be the first. The ring is \
      printed whole. To count up, bind the new value itself: a = 5.
      """,
    wrong: "a = a + 1", right: "a = 4 + 1")

  /// A result was set as if it were a parameter.
  public static let isResult = Code(
    "is-a-result", "A result cannot be set",
    why: """
      Results follow from their formulas. Set one of the parameters they depend on (why NAME shows \
      them), or ask which value of a parameter would do: solve NAME for RESULT = VALUE.
      """,
    wrong: "wasted = $5/month", right: "solve utilization for wasted = $5,000/month")

  /// A result was named where a question varies a parameter.
  public static let notParameter = Code(
    "not-a-parameter", "Only parameters can be varied",
    why: """
      plot, sweep, compare and solve vary a parameter of a model or a value that you bound. A \
      result follows from those and cannot be varied by itself.
      """,
    wrong: "plot rent over wasted from 1 to 2",
    right: "plot wasted over rent from $1,000/month to $2,000/month")

  /// A line starts with a command that does not exist.
  public static let unknownCommand = Code(
    "unknown-command", "A command that does not exist",
    why: "help lists what can be typed at this place; a colon in front always means a command.")

  /// `explain` was asked for a code that does not exist.
  public static let noPage = Code(
    "unknown-code", "No page of that name",
    why: "explain takes the code that stands at the foot of an error message.")
}
