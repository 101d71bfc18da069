extension Code {
  static let units: [Code] = [
    unknownUnit, spacedUnit, unitOrName, unitMismatch, percentOfWhat, percentAndNumber,
    percentMeant, cannotConvert, badExponent, duplicateUnit,
  ]

  /// A unit is not defined.
  public static let unknownUnit = Code(
    "unknown-unit", "A unit nobody has defined",
    why: """
      After a number comes a unit or an operator. m is not a unit because it could be minutes, \
      months or millions: write min, month or 1M. Chapters may define further units.
      """,
    wrong: "5 m + 3 s", right: "5 min + 3 s")

  /// There is a space in front of the slash of a unit.
  public static let spacedUnit = Code(
    "spaced-unit", "A space in front of a unit's slash",
    why: """
      A slash that belongs to a unit stands tight between number and name: $3/h. With a space \
      before it the slash divides, and then a name is looked up among the cells, not the units.
      """,
    wrong: "$3 /h", right: "$3/h")

  /// A name after a slash is both a unit and a cell.
  public static let unitOrName = Code(
    "unit-or-name", "Could be a unit or a cell",
    why: """
      The name behind the slash is both a unit and something in this workbook, so the line has two \
      readings. Put spaces around the slash to divide by the cell, or use another spelling of the \
      unit.
      """,
    wrong: "$12,000/gpus", right: "$12,000 / gpus")

  /// Two quantities of different kinds are added or compared.
  public static let unitMismatch = Code(
    "unit-mismatch", "Units that do not fit together",
    why: """
      Sums, differences and comparisons need the same kind of quantity on both sides. A price per \
      hour and a number of hours can be multiplied, but never added.
      """,
    wrong: "2 gpu + 3 h", right: "2 gpu * 3 h")

  /// A percentage is added to a value that is not a share.
  public static let percentOfWhat = Code(
    "percent-of-what", "A percentage of what?",
    why: """
      90 + 10% means three different things in three calculators. To raise a value by a share, \
      multiply: x * (1 + 10%). To take a share away, x * (1 - 10%). Only the number 1, the whole, \
      can be added to a percentage.
      """,
    wrong: "90 + 10%", right: "90 * (1 + 10%)")

  /// A plain number is added to a percentage.
  public static let percentAndNumber = Code(
    "percent-and-number", "A percentage and a plain number",
    why: """
      15% is 0.15, and it remembers its sign. Adding 10 to it would make 1,015%, which nobody \
      means. Write the percent sign, or use 1 for the whole.
      """,
    wrong: "utilization + 10", right: "utilization + 10%")

  /// A bare number was given where a percentage may have been meant.
  public static let percentMeant = Code(
    "percent-meant", "Was a percentage meant?",
    why: """
      A plain number given to a share is the fraction up to 1 and the percentage above it: 0.4 and \
      40 are both 40%. Only 1 could be either, 1% or all of it, so it is written with its sign.
      """,
    wrong: "utilization = 1", right: "utilization = 100%")

  /// A value is asked for in a unit of another kind.
  public static let cannotConvert = Code(
    "cannot-convert", "Not that kind of quantity",
    why: """
      A value can be shown in, or given to, any unit of its own kind: hours in days, $/h in \
      $/month. It cannot become another kind.
      """,
    wrong: "3 h in gpu", right: "3 h in min")

  /// A quantity is raised to a power that leaves it without a unit.
  public static let badExponent = Code(
    "bad-exponent", "A power that has no unit",
    why: """
      A quantity with a unit can only be raised to a whole number that is written out, and its \
      root taken where every part of its unit divides evenly.
      """,
    wrong: "(3 h) ^ 0.5", right: "(3 h) ^ 2")

  /// A unit is defined under a name that is taken.
  public static let duplicateUnit = Code(
    "duplicate-unit", "A unit that exists already",
    why: "A chapter can define new units, but not give another meaning to an existing one.")
}
