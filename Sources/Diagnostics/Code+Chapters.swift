extension Code {
  static let chapters: [Code] = [
    frontMatter, missingField, badField, unknownKey, unknownDirective, unknownRole, misplaced,
    badModelLine, badOption, badAnswers, checkFailed, tryFailed, idleLine, noValue, staleProse,
    wrongFigure, duplicateName,
    brokenLink,
    noExercise, unclosedFence, unevenTable, untaught,
    notText, tooLarge,
  ]

  /// A row of a table has more or fewer cells than the others.
  public static let unevenTable = Code(
    "uneven-table", "A table whose rows are of different lengths",
    why: """
      Cells that are missing are shown empty, and those that are too many are lost. A | in a cell ends \
      it, in a figure as well: write \\| there, or the formula without it.
      """)

  /// A term of the glossary is used before it is taught, or nowhere taught.
  public static let untaught = Code(
    "untaught", "A term that is not taught where it should be",
    why: """
      The glossary names the lesson that teaches each term. That lesson mentions the term by one of \
      its names, and no lesson before it sets the term in bold.
      """)

  /// The YAML at the head of a file cannot be read.
  public static let frontMatter = Code(
    "front-matter", "The head of a file cannot be read",
    why: """
      A chapter starts with a line ---, then YAML, then a line ---. Text that holds a colon or a \
      % in front must be quoted.
      """)

  /// The file lacks a key or a part that its format requires.
  public static let missingField = Code(
    "missing-field", "Something required is missing",
    why: "The file format asks for it; the guide to the chapter format says what it is for.")

  /// A key at the head of a file has a value of the wrong kind.
  public static let badField = Code(
    "bad-field", "A value in the head of a file that cannot be used",
    why: """
      Every key in the head of a file takes a value of its own kind: a title is text, an id is \
      lower-case words joined by hyphens, points are a whole number. The message says which kind \
      was expected.
      """)

  /// A key is not one that the format knows.
  public static let unknownKey = Code(
    "unknown-key", "A key that has no meaning here",
    why: "A misspelt key would be ignored in silence, so keys that are not known are refused.")

  /// The word in braces after a fence is no directive.
  public static let unknownDirective = Code(
    "unknown-directive", "A block that has no meaning",
    why: """
      A fenced block whose word stands in braces is a directive: model, try, predict, exercise, \
      plot, table, strip, timeline, note, warning, source or quiz. Other fences are shown as code.
      """)

  /// The word in braces before a piece of code is no role.
  public static let unknownRole = Code(
    "unknown-role", "A word in braces that has no meaning",
    why: """
      A word in braces right before code gives the code a meaning. {eval}`rent` is replaced \
      by the value of rent; words behind {when}`rent < limit` are shown where that holds; and a \
      paragraph that begins with {with}`the author's values` is about those. Anything else is shown as it stands when a backslash is set \
      before the brace.
      """)

  /// A directive or figure stands outside a lesson.
  public static let misplaced = Code(
    "misplaced", "Something in the wrong place",
    why: "Directives and figures belong inside a lesson; a lesson starts with a ## heading.")

  /// A line of a model is none of the kinds that a model may hold.
  public static let badModelLine = Code(
    "bad-model-line", "A line of a model that cannot be read",
    why: """
      A model's lines are: param NAME: unit = value in low..high "sentence" · result NAME: unit = \
      formula "sentence" · check expression · unit NAME = value · NAME(x) = formula. # starts a \
      remark.
      """)

  /// An option of a block is unknown, or its value cannot be used.
  public static let badOption = Code(
    "bad-option", "An option that cannot be used",
    why: "Options stand at the top of a block, one a line, as :name: value.")

  /// The answers of a choice or quiz do not form a list with a right one.
  public static let badAnswers = Code(
    "bad-answers", "Answers that cannot be chosen from",
    why: """
      A choice needs at least two answers, at least one of them right, as a task list: - [x] for a \
      right answer, - [ ] for a wrong one. The first line of an item is the answer, indented lines \
      below it are what is said when it was chosen.
      """)

  /// A `check` line of a model does not hold.
  public static let checkFailed = Code(
    "check-failed", "A chapter says what its model does not",
    why: """
      A check line states a figure that the chapter's prose relies on. It must hold with the \
      defaults of the model, or the prose lies.
      """)

  /// A line of a `try` block fails.
  public static let tryFailed = Code(
    "try-failed", "A suggested line does not run",
    why: "Every line of a try block is run when the chapter is checked, in order.")

  /// An `{eval}` figure has no value.
  public static let noValue = Code(
    "no-value", "A figure in the prose has no value",
    why: "The expression in an eval must have a value with the defaults of the chapter's models.")

  /// A suggested line changes nothing that is to be seen.
  public static let idleLine = Code(
    "idle-line", "A suggested line that changes nothing",
    why: """
      A learner who runs a line looks for what it did. This one sets what is set already, sets what \
      nothing on the screen is computed from, or asks what the line above it asked.
      """)

  /// A typed figure is not what the model or its own sum says.
  public static let wrongFigure = Code(
    "wrong-figure", "A typed figure that is not what it is said to be",
    why: """
      It stands where a value of the model belongs and differs from it by a slip of the pen, or is \
      said to be what a sum comes to and is not: `4 × $3,000 = $13,000`. What {eval} computes has no \
      slips.
      """)

  /// A sentence is no longer true once a learner has changed what it is about.
  public static let staleProse = Code(
    "stale-prose", "A sentence that does not stay true",
    why: """
      A learner may set every parameter, and the lesson's own lines do. What was typed does not \
      follow. check replays each lesson after each of its try lines and after random settings: a \
      typed number that is a value of the model must still be one, figures that are compared must \
      not change places, "twice" must stay twice, and whatever had a value must still have one. \
      {eval} follows, {when} chooses words, and a paragraph that begins with \
      {with}`the author's values` sets the model back, and says so.
      """)

  /// An id or name is used for two things.
  public static let duplicateName = Code(
    "duplicate-name", "A name used twice",
    why: """
      Ids of chapters, lessons and exercises, names of models, and names within a model are used \
      to refer to things, so each may stand for one thing only.
      """)

  /// A link leads to nothing in the course.
  public static let brokenLink = Code(
    "broken-link", "A link that leads nowhere",
    why: "Links to other files and to lessons (#lesson-id) must resolve within the course.")

  /// An exercise is named that has no file.
  public static let noExercise = Code(
    "no-exercise", "An exercise that does not exist",
    why: "Objectives and exercise blocks name exercises by id; the file must be in Exercises.")

  /// A fenced block is not closed.
  public static let unclosedFence = Code(
    "unclosed-fence", "A block that is not closed",
    why: "A fenced block ends with as many backticks as it began with, on a line of their own.")

  /// A file is not UTF-8 text, or holds control characters.
  public static let notText = Code(
    "not-text", "A file that is not UTF-8 text",
    why: "Chapters are UTF-8 text without control characters other than tabs and line ends.")

  /// A file, a paragraph or a table is larger than any that a reader would finish.
  public static let tooLarge = Code(
    "too-large", "A file that is too large",
    why: """
      A file of a course may have 1 MiB, a paragraph 32 KiB, and all tables of a file 200,000 cells. \
      Nobody reads more in one piece.
      """)
}
