extension Code {
  static let values: [Code] = [
    divisionByZero, overflow, outsideDomain, outOfRange, wrongKind, tooMuchWork, interrupted,
    badRange, badTable, failedInput, tooFewSamples, notMeasured,
  ]

  /// A value is divided by zero.
  public static let divisionByZero = Code(
    "division-by-zero", "Division by zero",
    why:
      "Nothing can be shared among none. A price per used hour has no value when no hour is used.",
    wrong: "1/0", right: "1/2")

  /// A result is too large for a number.
  public static let overflow = Code(
    "overflow", "Too large to be a number",
    why: "Values reach to about 1.8e308. What is larger has lost its meaning long before.",
    wrong: "10 ^ 400", right: "10 ^ 40")

  /// A function has no value for this argument, as the root of a negative number.
  public static let outsideDomain = Code(
    "outside-domain", "No value for this argument",
    why:
      "Square roots and logarithms have no value for negative numbers, logarithms none for zero.",
    wrong: "sqrt(0 - 4)", right: "sqrt(4)")

  /// A parameter is set outside its range.
  public static let outOfRange = Code(
    "out-of-range", "Outside the range of a parameter",
    why: """
      The author of a model says between which values it holds. Outside of them its formulas would \
      still compute, and mean nothing.
      """,
    wrong: "utilization = 140%", right: "utilization = 100%")

  /// A value is of another kind than the operation takes.
  public static let wrongKind = Code(
    "wrong-kind", "Another kind of value",
    why: """
      Arithmetic is for quantities; and, or, not and if are for true and false; text can only be \
      compared for equality.
      """,
    wrong: "rent + (1 < 2)", right: "if 1 < 2 then rent else rent * 2")

  /// An evaluation goes beyond its budget.
  public static let tooMuchWork = Code(
    "too-much-work", "More work than one line may cause",
    why: """
      One evaluation may take 200,000 steps and call functions 64 deep; a sweep may have 10,000 \
      points, a workbook 256 bindings of your own. A function that calls itself without end hits \
      these limits.
      """)

  /// The work was stopped with Ctrl-C.
  public static let interrupted = Code(
    "interrupted", "Stopped",
    why: "Ctrl-C stopped the work. Every value is what it was before.")

  /// The range of a sweep or plot cannot be gone through.
  public static let badRange = Code(
    "bad-range", "A range that cannot be walked",
    why: """
      from A to B needs two different finite ends of the parameter's kind, a step above zero, and \
      for log both ends above zero.
      """,
    wrong: "plot wasted over rent from $5/month to $5/month",
    right: "plot wasted over rent from $5/month to $6/month")

  /// A file of `data` is no table.
  public static let badTable = Code(
    "bad-table", "A file that is no table",
    why: """
      data reads CSV files: a header with a name for each column, its unit in parentheses behind it, \
      as in price ($/h), and rows with as many cells. A column with a unit holds numbers only.
      """)

  /// A cell cannot be computed because one that it depends on failed.
  public static let failedInput = Code(
    "failed-input", "Depends on something that has no value",
    why: "A cell it depends on failed. why NAME shows the way down to the cause.")

  /// A quantile is asked for that no sample stands for.
  public static let tooFewSamples = Code(
    "too-few-samples", "A value too rare for 4,000 samples",
    why: """
      A range has no end, and its 4,000 samples tell nothing of what is rarer than one in 2,000: the \
      last of them stands for whatever is beyond it.
      """,
    wrong: "quantile(2 s to 10 s, 99.99%)", right: "quantile(2 s to 10 s, 99.95%)")

  /// A cell holds a measurement that has not been made yet.
  public static let notMeasured = Code(
    "not-measured", "Not measured yet",
    why: """
      Some cells are measured on your own machine. That takes its time and comes out a little \
      differently each time, so it is done when you ask for it: run measures what this lesson needs. \
      Typed again, run measures once more.
      """)
}
