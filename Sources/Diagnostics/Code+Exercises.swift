extension Code {
  static let exercises: [Code] = [
    toldAnswer, unusedName,
    answerFails, badMistake, badGoal, badSolution, sameAnswers, noObjective, fixedValue,
    notASelection,
  ]

  /// The answer of an exercise is not accepted as its own solution.
  public static let answerFails = Code(
    "answer-fails", "An exercise that its own answer does not solve",
    why: """
      Every variant of an exercise is proved: its answer must have a value, and that value, rounded as \
      the program shows it, must be taken as right. The message says for which figures it is not. \
      Nor can an answer rest on what is measured, which nobody gets twice.
      """)

  /// A listed mistake can never be told from the answer or from another mistake.
  public static let badMistake = Code(
    "bad-mistake", "A listed mistake that never gets its reply",
    why: """
      A mistake is an answer of its own: further from the right one, and from every other mistake, \
      than the tolerance allows, whatever figures a learner gets. The first that fits is replied to.
      """)

  /// A goal holds from the start, or its solution does not reach it.
  public static let badGoal = Code(
    "bad-goal", "A goal that is reached at once, or never",
    why: """
      The state from which learners start must miss some condition, and the settings that stand as \
      code in the solution, run in order, must make all of them hold, for every learner's figures.
      """)

  /// The worked solution does not arrive at the answer.
  public static let badSolution = Code(
    "bad-solution", "A solution without the answer",
    why: """
      One of the figures in a worked solution must come to the answer, whatever the learner's figures \
      are: the solution is what they read when they could not work it out.
      """)

  /// Two options of an exercise read the same.
  public static let sameAnswers = Code(
    "same-answers", "Two answers that say the same",
    why: """
      Options, steps and pairs must differ for every learner, also after their figures are worked out. \
      Otherwise two of them are the same answer, one right and one wrong.
      """)

  /// No objective of the chapter names the exercise.
  public static let noObjective = Code(
    "no-objective", "An exercise that no objective names",
    why: """
      The objectives in a chapter's head name the exercises that test them. An exercise that none of \
      them names tells nobody what was learned.
      """)

  /// A learner set a value that the exercise has fixed.
  public static let fixedValue = Code(
    "fixed-value", "A value that is part of the task",
    why: """
      Some values of an exercise are given: they are what makes it a task. The parameters that may be \
      changed are those that the exercise names, within the ranges of their model.
      """)

  /// An answer names none of the options.
  public static let notASelection = Code(
    "not-a-selection", "An answer that picks nothing from the list",
    why: """
      The answers are numbered or lettered. Type the numbers or letters: 1 3 to choose, b a c for an \
      order, 1b 2a to put things together.
      """)

  /// A figure of the prompt is the answer.
  public static let toldAnswer = Code(
    "told-answer", "A prompt that has the answer",
    why: """
      One of the figures in the prompt comes to what is asked for, with all values of what varies. \
      Whoever reads it need not think.
      """)

  /// Something varies that nothing reads.
  public static let unusedName = Code(
    "unused-name", "A name that varies and is not used",
    why: """
      Learners get different values of it, and neither the prompt shows them nor anything depends on \
      them. Mostly a name is misspelt somewhere, or a figure in the prompt was typed by hand.
      """)
}
