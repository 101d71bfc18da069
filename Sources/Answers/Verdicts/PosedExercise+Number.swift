import Course
import Diagnostics
import Language
import Quantities
import Workbook

extension PosedExercise {
  /// What a typed quantity is worth.
  func numberVerdict(
    on answer: TypedAnswer, _ formula: Expression?
  ) throws(Diagnostic) -> Verdict {
    guard let formula else {
      _ = try TypedQuantity(answer, of: self, for: nil)
      return .recorded
    }
    let expected = try self.answer(formula)
    let typed = try TypedQuantity(answer, of: self, for: expected)
    try refuseReadingOff(typed, formula)
    let tolerance = try tolerance(of: expected)
    let given = try FittedQuantity(typed, to: expected)
    if given.value.dimension == expected.dimension,
      tolerance.allows(given.value, for: expected)
    {
      let exact = given.value.text == expected.text ? nil : expected
      return .right(.rightAmount(given.taken, exact: exact))
    }
    try refuseBitsOrBytes(answer, given)
    if let found = mistake(given) { return found.meant(given.value) }
    if given.isIncomplete(expected, tolerance) { throw incomplete(given, expected) }
    guard given.value.dimension == expected.dimension else {
      throw given.otherKind(than: expected)
    }
    return wrongValue(given, expected, tolerance, formula).meant(given.value)
  }

  /// How far from a value is still it: the author's tolerance, or else the usual for the kind.
  func tolerance(of expected: Quantity) throws(Diagnostic) -> Tolerance {
    let usual =
      exercise.kind == .predict ? Exercise.usualGuessTolerance : Exercise.usualTolerance
    return try Tolerance(exercise.tolerance, usual: usual, of: expected, in: workbook)
  }

  /// What is right, worked out once for all who have these figures.
  /// - Throws: what is wrong with the author's formula.
  func answer(_ formula: Expression) throws(Diagnostic) -> Quantity {
    try yardstick.answer { () throws(Diagnostic) in try quantity(of: formula) }
  }

  /// The value of the author's formula.
  /// - Throws: what is wrong with it.
  func quantity(of expression: Expression) throws(Diagnostic) -> Quantity {
    let value = try workbook.value(of: expression)
    guard case .quantity(let quantity) = value else {
      throw Diagnostic(
        .wrongKind, "The answer of this exercise is no quantity.", at: expression.span
      ).label("this is \(value.kind)")
    }
    return quantity
  }

  /// Where a cell's value is asked for, naming the cell is no answer.
  private func refuseReadingOff(
    _ typed: TypedQuantity, _ formula: Expression
  ) throws(Diagnostic) {
    // What has no sources reads nothing off; the verdict tells what is wrong with it.
    guard case .name = formula.form,
      let asked = try? workbook.sources(of: formula).last(where: { $0.kind == .result }),
      try workbook.value(of: formula) == asked.value,
      // As above.
      let read = try? workbook.sources(of: typed.expression),
      read.contains(where: { $0.id == asked.id })
    else { return }
    throw Diagnostic(
      .wrongKind, "\(asked.id.name) is what is asked for.", at: typed.expression.span
    ).label("work it out, and type what it comes to")
  }

  /// Gb are gigabits, and written for gigabytes all the same.
  private func refuseBitsOrBytes(
    _ answer: TypedAnswer, _ given: FittedQuantity
  ) throws(Diagnostic) {
    let words = answer.text.split { !$0.isLetter }
    guard let word = words.first(where: { ["kb", "Kb", "Mb", "Gb", "Tb"].contains($0) }) else {
      return
    }
    let prefix = word.prefix(1)
    throw Diagnostic(
      .unknownUnit, "\(word) may be bits or bytes.", at: given.typed.expression.span
    ).label("\(prefix)B are bytes, \(prefix)bit are bits")
  }

  // MARK: Replies

  private func wrongValue(
    _ given: FittedQuantity, _ expected: Quantity, _ tolerance: Tolerance, _ formula: Expression
  ) -> Verdict {
    var context = slipContext(formula, expected)
    // Who types a unit, and the right one, has not left out what would have changed it.
    if !given.isCompleted { context.values.removeAll { $0.quantity.dimension.isMeasured } }
    if let slip = FactorSlip(
      given.value.base / expected.unit.scale, for: expected.magnitude,
      precision: given.typed.precision, context)
    {
      return .wrong(.factor(slip.name), [.slippedAmount(given.taken, slip)] + hintOffer)
    }
    if tolerance.isClose(given.value, to: expected) {
      return .wrong(.close, [.closeAmount(given.taken, allowed: tolerance.shown)] + hintOffer)
    }
    return .wrong(.wrong, [.wrongAmount(given.taken)] + hintOffer)
  }

  func incomplete(_ given: FittedQuantity, _ expected: Quantity) -> Diagnostic {
    let whole = Quantity(given.value.magnitude, expected.unit)
    let isShort = given.value.unit.factors.count < expected.unit.factors.count
    return Diagnostic(
      .unitMismatch,
      isShort
        ? "The number is right, its unit is not complete."
        : "The number is right, but of another kind than what is asked for.",
      at: given.typed.expression.span
    ).label("this is \(given.value.dimension.words)")
      .expected(expected.dimension.words, found: given.value.dimension.words).try(whole.text)
  }

  // MARK: Mistakes

  /// The reply to the listed mistake that an answer is nearest to; nil where it is none.
  func mistake(_ given: FittedQuantity) -> Verdict? {
    guard !exercise.mistakes.isEmpty, let workbook = withAnswer(.quantity(given.value)) else {
      return nil
    }
    var nearest: (index: Int, distance: Double, answer: Quantity)?
    for (index, mistake) in exercise.mistakes.enumerated() {
      guard let (distance, answer) = distance(given, to: mistake, in: workbook) else { continue }
      if distance < nearest?.distance ?? .infinity { nearest = (index, distance, answer) }
    }
    guard let nearest else { return nil }
    let reply = reply(
      exercise.mistakes[nearest.index].reply,
      in: withAnswer(.quantity(nearest.answer)) ?? workbook)
    return .wrong(.mistake(nearest.index), [reply] + hintOffer)
  }

  /// How far an answer is from a mistake, in what is allowed, and as what it is taken then; nil where
  /// it is another answer. A condition that holds is as near as can be.
  private func distance(
    _ given: FittedQuantity, to mistake: Mistake, in workbook: Workbook
  ) -> (distance: Double, answer: Quantity)? {
    // A mistake without a value is not the one made; check tells of it.
    switch try? workbook.value(of: mistake.when) {
    case .bool(let holds)?: return holds ? (0, given.value) : nil
    case .quantity(let wrong)?:
      var value = given.value
      // A bare number is compared in the mistake's own unit, whichever that is.
      if value.dimension != wrong.dimension, given.isCompleted,
        let meant = given.typed.value.asPrice(in: wrong.unit)
      {
        value = meant
      }
      // Nor does it matter whether what is counted stands in the unit.
      if value.dimension.isMoreCounted(than: wrong.dimension)
        || wrong.dimension.isMoreCounted(than: value.dimension)
      {
        value = Quantity(value.base / wrong.unit.scale, wrong.unit)
      }
      // The same tolerance was worked out for the answer, where its problem is thrown.
      guard value.dimension == wrong.dimension, let tolerance = try? tolerance(of: wrong) else {
        return nil
      }
      // 1.5 for a share upside down can only be 150%.
      if !tolerance.allows(value, for: wrong), wrong.unit.isPercent, given.typed.isBare {
        value = Quantity(given.typed.value.magnitude * 100, .percent)
      }
      guard tolerance.allows(value, for: wrong) else { return nil }
      let off = abs(value.base - wrong.base)
      // As exactly as the digits tell: what merely lies near a mistake is not it.
      let reach = max(given.typed.precision * 1.01, 0.0025) * abs(wrong.base)
      guard off <= reach || wrong.base == 0 else { return nil }
      return (tolerance.allowed > 0 ? off / tolerance.allowed : 0, value)
    default: return nil
    }
  }

  /// The workbook in which mistakes and replies read what was answered as `answer`.
  func withAnswer(_ value: Value) -> Workbook? {
    var workbook = workbook
    do throws(Diagnostic) {
      try workbook.give([Given(Exercise.answerName, value, at: exercise.idSpan)])
      return workbook
    } catch {
      return nil
    }
  }
}
