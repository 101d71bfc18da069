extension Code {
  static let syntax: [Code] = [
    unexpectedCharacter, badNumber, expectedExpression, unexpectedToken, unclosed, missingOperator,
    lineTooLong, tooDeep, badName,
  ]

  /// A character has no meaning in the language.
  public static let unexpectedCharacter = Code(
    "unexpected-character", "A character that has no meaning here",
    why: """
      The language knows numbers, names, units, text in double quotes, and the signs \
      + - * / ^ ( ) , . : = < > % $ ·. Anything else is refused rather than skipped, so that a \
      slip of the finger never changes a figure.
      """,
    wrong: "4 gpu & 3 h", right: "4 gpu * 3 h")

  /// A number is written in a way that cannot be read.
  public static let badNumber = Code(
    "bad-number", "A number that cannot be read",
    why: """
      Numbers are written 12,000 or 12_000 or 1.5 or 1e6, or with k, M or B set tight behind: \
      30k, 1M, 2B. A comma groups exactly three digits.
      """,
    wrong: "1,20 * 3", right: "1,200 * 3")

  /// A value is missing after an operator, a parenthesis or an equals sign.
  public static let expectedExpression = Code(
    "expected-value", "A value is missing",
    why: """
      An operator, an opening parenthesis or an equals sign promises a value after it, and none \
      came.
      """,
    wrong: "rent *", right: "rent * 2")

  /// A word or sign follows where the line was complete.
  public static let unexpectedToken = Code(
    "unexpected-word", "Something that does not belong here",
    why: """
      The line made sense up to the mark, and then something followed that no rule allows. \
      A line holds one expression, one binding (name = expression), one question or one command.
      """,
    wrong: "rent )", right: "rent")

  /// A parenthesis or a text is not closed.
  public static let unclosed = Code(
    "unclosed", "Something opened and not closed",
    why: "Each opening parenthesis needs its closing one, and each text its second quote.",
    wrong: "(rent * 2", right: "(rent * 2)")

  /// Two values stand side by side with no operator between them.
  public static let missingOperator = Code(
    "missing-operator", "Two values side by side",
    why: """
      Only a unit may follow a number directly. Every other multiplication is written with *, \
      because reading neighbours as products turns a misspelt unit into nonsense.
      """,
    wrong: "2 rent", right: "2 * rent")

  /// A line is longer than 4,096 bytes.
  public static let lineTooLong = Code(
    "line-too-long", "A line over 4 KiB",
    why: "Lines are limited to 4,096 bytes. Name the parts of a long formula and use the names.")

  /// An expression is nested more than 100 levels deep.
  public static let tooDeep = Code(
    "too-deep", "Nested too deeply",
    why: """
      An expression may be nested 100 levels deep. Nobody can read more; name the parts and use \
      the names.
      """)

  /// A name is reserved or is not spelled as a name.
  public static let badName = Code(
    "bad-name", "A name that cannot be given",
    why: """
      Names start with a letter and go on with letters, digits and underscores. The words of the \
      language (if, then, else, and, or, not, in, to, per, over, from, step, with, true, false) and \
      the names of built-in functions and of models stay what they are.
      """,
    wrong: "if = 3", right: "condition = 3")
}
