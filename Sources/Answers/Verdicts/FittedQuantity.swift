import Diagnostics
import Language
import Quantities

/// A typed quantity beside the right one, as a teacher takes it: a bare number is one in the
/// answer's unit, of a share the fraction up to 1 and the percentage above it; and what is merely
/// counted may stand in the unit or not.
///
/// This is the one leniency there is for what is asked: lessons' guesses, exercises, reviews. It
/// follows the dimension of what is asked for, never how its author spelt it.
struct FittedQuantity {
  let typed: TypedQuantity
  /// What it is taken as.
  let value: Quantity
  /// Whether it is taken in another unit than was typed.
  let isCompleted: Bool

  /// The same without how it was typed.
  var taken: Remark.Taken { Remark.Taken(value: value, isCompleted: isCompleted) }

  /// - Throws: where the learner should look again before it counts: at a 1 that may be 1% or all of
  ///   it, or at a share that is right the other way round.
  init(_ typed: TypedQuantity, to expected: Quantity) throws(Diagnostic) {
    self.typed = typed
    try FittedQuantity.refuseQuotient(typed, expected)
    try FittedQuantity.refuseRange(typed, expected)
    let ofMonths = FittedQuantity.inYearsOfMonths(typed.value, expected)
    var value = ofMonths ?? FittedQuantity.ofSeveral(typed, expected) ?? typed.value
    if value.dimension != expected.dimension, let other = typed.withUnitOfWhole,
      other.dimension == expected.dimension
        || FittedQuantity.differByCounting(other, expected)
    {
      value = other
    }
    guard value.dimension != expected.dimension else {
      let share = typed.isBare ? try FittedQuantity.share(typed, expected) : nil
      self.value = share ?? ofMonths?.converted(to: expected.unit) ?? value
      isCompleted = share != nil || ofMonths != nil
      return
    }
    // Who reads cells with units gets those; who counts with numbers may leave the unit out.
    let isTyped = !typed.readsUnits
    if isTyped, let meant = value.asPrice(in: expected.unit) {
      self.value = meant
      isCompleted = true
      return
    }
    // 12 million requests, where they are those of a month.
    let above = Unit(expected.unit.factors.filter { $0.exponent > 0 })
    if isTyped, !above.isNone, above != expected.unit, let amount = value.converted(to: above) {
      self.value = Quantity(amount.magnitude, expected.unit)
      isCompleted = true
      return
    }
    if FittedQuantity.differByCounting(value, expected) {
      // $27.78/gpu/h for $27.78/h, where the exercise counts GPUs as plain numbers; and the other
      // way round.
      self.value = Quantity(value.base / expected.unit.scale, expected.unit)
      isCompleted = true
      return
    }
    // 9,000 a month, where it is money; a number of tokens is none.
    let priced = value.dimension * Unit.dollar.dimension
    if isTyped, value.unit.factors.contains(where: { $0.exponent < 0 }),
      priced == expected.dimension || priced.isMoreCounted(than: expected.dimension)
        || expected.dimension.isMoreCounted(than: priced)
    {
      self.value = Quantity(value.base / expected.unit.scale, expected.unit)
      isCompleted = true
      return
    }
    self.value = value
    isCompleted = false
  }

  /// The same with twelve months to a year, where that comes nearer to what is asked for by the month:
  /// a month has 30 days, and a year 365. nil where it does not, or speaks of no years.
  private static func inYearsOfMonths(_ value: Quantity, _ expected: Quantity) -> Quantity? {
    func exponent(of name: String, in unit: Unit) -> Int {
      unit.factors.first { $0.unit.symbol == name }?.exponent ?? 0
    }
    let years = exponent(of: "year", in: value.unit)
    let months = exponent(of: "month", in: value.unit)
    let isOfYears = years != 0 && years == exponent(of: "month", in: expected.unit)
    let isOfMonths = months != 0 && months == exponent(of: "year", in: expected.unit)
    guard isOfYears || isOfMonths else { return nil }
    let factor = (isOfYears ? years : -months) < 0 ? 365.0 / 360 : 360.0 / 365
    func distance(_ base: Double) -> Double { abs(base - expected.base) }
    return distance(value.base * factor) < distance(value.base)
      ? Quantity(value.magnitude * factor, value.unit) : nil
  }

  /// The money of "$1.30 per 1000 requests" where just that is asked for, what a thousand of them cost;
  /// nil where it is the price of one.
  private static func ofSeveral(_ typed: TypedQuantity, _ expected: Quantity) -> Quantity? {
    guard typed.value.dimension.isMoreCounted(than: expected.dimension),
      case .product(let first, let links) = typed.expression.form, links.count == 1,
      let link = links.first, link.isInverse, let whole = first.literal,
      whole.dimension == expected.dimension,
      abs(whole.base - expected.base) <= 0.05 * abs(expected.base)
    else { return nil }
    return whole
  }

  /// Asks about 1:30 for a time, and "10,200 out of 12,000" for an amount, which are read as quotients:
  /// the one may be hours and minutes, and the other begins with the amount.
  private static func refuseQuotient(
    _ typed: TypedQuantity, _ expected: Quantity
  ) throws(Diagnostic) {
    let text = typed.expression.span.text
    guard typed.isBare, !expected.unit.isNone, !expected.unit.isPercent,
      case .product(let first, let links) = typed.expression.form, links.count == 1,
      let link = links.first, link.isInverse, let whole = first.literal?.magnitude,
      let part = link.operand.literal?.magnitude
    else { return }
    let parts = text.split(separator: " ")
    // Of other hours the language asks by itself.
    if expected.dimension == Dimension(.time), parts.count == 3, whole == 1, parts[2].count == 2,
      part < 60
    {
      throw Diagnostic(
        .expectedExpression, "Hours and minutes, or minutes and seconds?", at: typed.expression.span
      ).label("a time, or a ratio?").try("\(parts[0]) h \(parts[2]) min")
    }
    guard whole < part, let share = typed.value.converted(to: .percent),
      abs(Quantity(whole, expected.unit).base - expected.base) <= 0.01 * abs(expected.base)
    else { return }
    throw Diagnostic(
      .expectedExpression, "That is \(share.text(significant: 3)): a share, and no amount.",
      at: typed.expression.span
    ).label("which of the two numbers?").try(String(parts.first ?? ""))
  }

  /// Asks about "35% - 36%", which is read as a difference.
  private static func refuseRange(
    _ typed: TypedQuantity, _ expected: Quantity
  ) throws(Diagnostic) {
    guard expected.base > 0, typed.value.base < 0,
      case .sum(let first, let links) = typed.expression.form, links.count == 1,
      let link = links.first, link.isInverse, first.literal != nil, link.operand.literal != nil
    else { return }
    throw Diagnostic(
      .expectedExpression, "One number is asked for.", at: typed.expression.span
    ).label("a range, or a difference below zero?")
  }

  /// Whether one of the two has things in its unit that the other counts as plain numbers. A share is
  /// one of nothing that is counted.
  private static func differByCounting(_ given: Quantity, _ expected: Quantity) -> Bool {
    !expected.unit.isPercent && !given.unit.isPercent
      && (given.dimension.isMoreCounted(than: expected.dimension)
        || expected.dimension.isMoreCounted(than: given.dimension))
  }

  /// A bare number as the share it is taken for; nil where it is the number itself.
  private static func share(
    _ typed: TypedQuantity, _ expected: Quantity
  ) throws(Diagnostic) -> Quantity? {
    let number = typed.value.magnitude
    let percent = Quantity(number, .percent)
    let fraction = Quantity(number * 100, .percent)
    func isNear(_ share: Quantity) -> Bool {
      abs(share.base - expected.base) <= 0.05 * abs(expected.base)
    }
    guard number != 0 else { return nil }
    // 176 where hours a month are asked for, which is a number too.
    if !expected.unit.isPercent, !expected.unit.isNone { return Quantity(number, expected.unit) }
    guard expected.unit.isPercent else {
      // A plain number: 34 for 0.34 can only be 34%.
      return isNear(percent) && abs(expected.base) <= 1 ? percent : nil
    }
    guard let meant = typed.value.asShare else {
      throw Diagnostic(.percentMeant, "Is 1% meant, or 100%?", at: typed.expression.span)
        .label("1 may be either").try(number < 0 ? "-100%" : "100%")
    }
    let other = meant == percent ? fraction : percent
    guard !isNear(meant), isNear(other) else { return meant }
    throw Diagnostic(
      .percentMeant, "Is \(meant.text) meant, or \(other.text)?", at: typed.expression.span
    ).label("a bare number may be either").try(other.text)
  }

  /// Whether the number is right and only parts of the unit are left out, or stand there that do not
  /// belong to it: 432 h for 432 gpu·h/month, and $120 a year for the $120 of a year.
  func isIncomplete(_ expected: Quantity, _ tolerance: Tolerance) -> Bool {
    guard value.dimension != expected.dimension, !value.unit.isNone, !expected.unit.isPercent,
      value.unit.factors.allSatisfy(expected.unit.factors.contains)
        || !expected.unit.isNone && expected.unit.factors.allSatisfy(value.unit.factors.contains)
    else { return false }
    return tolerance.allows(Quantity(value.magnitude, expected.unit), for: expected)
  }

  /// What to say where it is of another kind than what is asked for. It is no answer, and costs
  /// nothing.
  func otherKind(than expected: Quantity) -> Diagnostic {
    let problem = Diagnostic(
      .unitMismatch, "\(value.text) is \(value.kindInWords); asked for is \(expected.kindInWords).",
      at: typed.expression.span)
    let missing = value.dimension.missing(from: expected.dimension)
    return (missing.isEmpty ? problem : problem.note(missing)).note("It costs nothing.")
  }
}

extension Quantity {
  /// What kind of quantity it is: "money per time", "a share".
  fileprivate var kindInWords: String {
    if unit.isPercent { return "a share" }
    // What is counted, one by one.
    guard !dimension.isMeasured, unit.factors.count == 1, let only = unit.factors.first,
      only.exponent == 1
    else { return dimension.words }
    return "a number of \(only.unit.plural)"
  }
}
