import Basics
import Course
import Diagnostics
import Language
import Quantities
import Workbook

extension PosedExercise {
  /// How far apart equal formulas may come out: rounding in the last bits, and constants typed with
  /// seven digits.
  private static let usualFormulaTolerance = 1e-7

  /// What a typed formula is worth: it has to come to what the author's does, wherever both are
  /// looked at.
  func formulaVerdict(
    on answer: TypedAnswer, _ formula: Expression?, _ variables: [Variation]
  ) throws(Diagnostic) -> Verdict {
    let typed = try typedFormula(answer, variables)
    guard let formula else { return .recorded }
    let names = variables.map { $0.name }
    let read = Set(typed.names().compactMap { $0.first })
    guard !read.isDisjoint(with: names) || Set(names).isDisjoint(with: formula.firstNames) else {
      throw Diagnostic(.wrongKind, "A formula is asked for.", at: typed.span)
        .label("a number, for whatever \(names.joined(separator: ", ")) may be")
        .note("Write it with the names: \(names.joined(separator: ", ")).")
    }
    let draws = try draws(of: formula, variables)
    let tolerance = formulaTolerance
    var values: [Quantity] = []
    for point in draws.points {
      guard let value = FormulaDraws.value(of: typed, at: point) else {
        return try undefined(typed, at: point)
      }
      values.append(value)
    }
    let isRight = zip(draws.points, values).allSatisfy { point, value in
      FormulaDraws.isEqual(value, point.expected, within: tolerance)
    }
    if isRight { return .right(.right) }
    for (index, mistake) in exercise.mistakes.enumerated()
    where draws.agrees(mistake.when, with: values, within: tolerance) {
      return .wrong(.mistake(index), [reply(mistake.reply, in: workbook)] + hintOffer)
    }
    if let (point, value) = zip(draws.points, values).first(where: {
      $0.expected.dimension != $1.dimension
    }) {
      throw otherKind(typed, value, point.expected)
    }
    return wrongFormula(typed, formula, draws, values, variables)
  }

  /// Kept where all learners have them; many sets of them would fill the memory.
  func draws(
    of formula: Expression, _ variables: [Variation]
  ) throws(Diagnostic) -> FormulaDraws {
    guard exercise.variations.isEmpty else {
      return try FormulaDraws(of: formula, variables, posed: self)
    }
    return try yardstick.draws { () throws(Diagnostic) in
      try FormulaDraws(of: formula, variables, posed: self)
    }.interrupted(as: workbook)
  }

  private var formulaTolerance: Double {
    // A tolerance without a value is what check tells of.
    guard let written = exercise.tolerance,
      let share = (try? workbook.value(of: written))?.quantity, share.dimension.isNone
    else { return PosedExercise.usualFormulaTolerance }
    return abs(share.base)
  }

  /// Reads a formula of the variables.
  /// - Throws: what cannot be read, or a name that nothing has.
  private func typedFormula(
    _ answer: TypedAnswer, _ variables: [Variation]
  ) throws(Diagnostic) -> Expression {
    let expression: Expression
    switch try answer.statement(in: scope(in: workbook), AnswerUnits(of: workbook)) {
    case .expression(let formula): expression = formula
    case .binding(let binding): expression = binding.value
    case .empty, .function, .unit, .question:
      throw Diagnostic(
        .wrongKind, "A formula is asked for.",
        at: answer.readable(in: AnswerUnits(of: workbook)).whole
      )
      .note("Write it with the names: \(variables.map { $0.name }.joined(separator: ", ")).")
    }
    // Names are looked up with the variables there, so that a misspelt one is told.
    var draws = SplitMix64(seed: 0)
    var workbook = workbook
    let values = variables.map { Given($0.name, $0.drawn(&draws), at: $0.span) }
    try workbook.give(values, settingParametersOf: exercise.model?.id)
    _ = try workbook.sources(of: expression)
    return expression
  }

  // MARK: Replies

  private func undefined(
    _ typed: Expression, at point: FormulaDraws.Point
  ) throws(Diagnostic) -> Verdict {
    do throws(Diagnostic) {
      if case .quantity = try point.workbook.value(of: typed) { return .wrong(.wrong, hintOffer) }
      throw Diagnostic(.wrongKind, "A formula for a quantity is asked for.", at: typed.span)
    } catch {
      // Units that do not fit, or a function's wrong arguments, are slips of writing.
      let isEverywhere = ![.divisionByZero, .overflow, .outsideDomain].contains(error.code)
      if isEverywhere { throw error }
      let round = FormulaDraws.Point(
        values: point.values.map { Given($0.name, $0.value.rounded, at: $0.span) },
        workbook: point.workbook, expected: point.expected)
      return .wrong(
        .wrong, [.undefinedFormula(at: round.values, why: error.message)] + hintOffer)
    }
  }

  private func otherKind(
    _ typed: Expression, _ value: Quantity, _ expected: Quantity
  ) -> Diagnostic {
    let problem = Diagnostic(
      .unitMismatch,
      "Yours comes to \(value.dimension.words); asked for is \(expected.dimension.words).",
      at: typed.span)
    let missing = value.dimension.missing(from: expected.dimension)
    return (missing.isEmpty ? problem : problem.note(missing)).note("It costs nothing.")
  }

  private func wrongFormula(
    _ typed: Expression, _ formula: Expression, _ draws: FormulaDraws, _ values: [Quantity],
    _ variables: [Variation]
  ) -> Verdict {
    if let slip = slip(formula, draws, values, variables) {
      return .wrong(.factor(slip.name), [.slippedFormula(slip)] + hintOffer)
    }
    let needed = variables.map { $0.name }.filter(formula.firstNames.contains)
    let unread = needed.first { !typed.firstNames.contains($0) }
    let example = counterexample(typed, formula, draws, values)
    return .wrong(.wrong, [.wrongFormula(example, unread: unread)] + hintOffer)
  }

  /// What explains that the ratio to the right formula is the same number, or the same variable, at
  /// every point.
  private func slip(
    _ formula: Expression, _ draws: FormulaDraws, _ values: [Quantity], _ variables: [Variation]
  ) -> FactorSlip? {
    var common: FactorSlip?
    for (index, point) in draws.points.enumerated() {
      let known = point.values.compactMap { given in
        given.value.quantity.map { (name: given.name, quantity: $0) }
      }
      var context = slipContext(formula, point.expected)
      context.values = known + context.values
      guard
        let slip = FactorSlip(
          values[index].base, for: point.expected.base, precision: 1e-6, context)
      else { return nil }
      if let common, common.name != slip.name { return nil }
      common = slip
    }
    guard let common, variables.contains(where: { $0.name == common.name }) else { return common }
    // At each point it is another amount: only the name is the same.
    return .variable(common.name)
  }

  /// Round values for which the formula is wrong, and in which direction.
  private func counterexample(
    _ typed: Expression, _ formula: Expression, _ draws: FormulaDraws, _ values: [Quantity]
  ) -> Remark.Counterexample? {
    var workbook = workbook
    let pairs = zip(draws.points, values).map { (point: $0, value: $1) }
    let wrong = pairs.filter {
      !FormulaDraws.isEqual($0.value, $0.point.expected, within: formulaTolerance)
    }
    for (point, _) in wrong {
      let round = point.values.map { given in
        Given(given.name, given.value.rounded, at: given.span)
      }
      // Where rounded values have no answer, rounding explains nothing.
      guard let rounded = try? FormulaDraws.point(round, formula, self, &workbook),
        let value = FormulaDraws.value(of: typed, at: rounded),
        !FormulaDraws.isEqual(value, rounded.expected, within: 0.001)
      else { continue }
      return comparison(rounded, value)
    }
    return wrong.first.map { comparison($0.point, $0.value) }
  }

  private func comparison(
    _ point: FormulaDraws.Point, _ value: Quantity
  ) -> Remark.Counterexample {
    Remark.Counterexample(
      values: point.values, found: value.converted(to: point.expected.unit) ?? value,
      isTooMuch: value.base > point.expected.base)
  }
}

extension Expression {
  /// The names it reads, without what follows their dots.
  fileprivate var firstNames: Set<String> { Set(names().compactMap { $0.first }) }
}

extension Value {
  /// A quantity with two digits.
  fileprivate var rounded: Value {
    guard case .quantity(let quantity) = self,
      let number = Double(numberText(quantity.magnitude, significant: 2).filter { $0 != "," })
    else { return self }
    return .quantity(Quantity(number, quantity.unit))
  }
}
