import Diagnostics
import Language
import Quantities
import Workbook

/// A quantity that a learner typed, as it was meant.
struct TypedQuantity {
  let expression: Expression
  /// In the unit that was typed.
  let value: Quantity
  /// How far it may be from what was meant because it is rounded, as a share of it.
  let precision: Double

  /// Whether it is one number, with or without a unit.
  var isLiteral: Bool { expression.literal != nil }

  /// Whether it is made of nothing but numbers without units, so that its unit may be left out.
  let isBare: Bool

  /// Whether it reads cells that have units, and so gets its own from them.
  let readsUnits: Bool

  /// Reads an answer.
  /// - Parameters:
  ///   - expected: what is right; nil where it is withheld.
  ///   - before: what "the same" and "half" speak of; nil for nothing.
  /// - Throws: what keeps it from being a quantity.
  init(
    _ answer: TypedAnswer, of posed: PosedExercise, for expected: Quantity?,
    before: Quantity? = nil
  ) throws(Diagnostic) {
    let known = AnswerUnits(of: posed.workbook)
    let source = answer.readable(in: known)
    if let comparison = AnswerText.comparison(answer.text, in: known),
      posed.workbook.cell(named: answer.text) == nil
    {
      try self.init(comparison, at: source.whole, for: expected, before: before)
      return
    }
    if let expected, !expected.dimension.isNone, let factor = AnswerWords.factor(answer.text),
      posed.workbook.cell(named: answer.text) == nil
    {
      let comparison = AnswerText.Comparison(factor: factor, isOfBefore: true)
      try self.init(comparison, at: source.whole, for: expected, before: before)
      return
    }
    switch try answer.statement(in: posed.scope(in: posed.workbook), known) {
    case .expression(let expression): try self.init(expression, in: posed.workbook)
    case .binding(let binding): try self.init(binding.value, in: posed.workbook)
    case .empty: throw TypedQuantity.missing(source)
    case .function, .unit, .question:
      throw Diagnostic(.wrongKind, "A quantity is asked for.", at: source.whole)
        .label("a number, or a formula that comes to one")
    }
  }

  /// What an expression comes to.
  init(_ expression: Expression, in workbook: Workbook) throws(Diagnostic) {
    try TypedQuantity.refuseVagueness(expression)
    let told = try workbook.estimate(of: expression)
    if case .uncertain(let range) = told.value {
      throw Diagnostic(.wrongKind, "One number is asked for.", at: expression.span)
        .label("a range").try(range.median.text(significant: 2))
    }
    guard case .quantity(let quantity) = told.value else {
      throw Diagnostic(.wrongKind, "A quantity is asked for.", at: expression.span)
        .label("this is \(told.value.kind)")
    }
    let names = expression.names()
    if names.isEmpty, let margin = told.margin {
      throw Diagnostic(.wrongKind, "One number is asked for.", at: expression.span)
        .label("an estimate, give or take \(margin.text(significant: 1))")
        .try(quantity.text(significant: 2))
    }
    self.expression = expression
    self.value = quantity
    precision = expression.literal == nil ? 5e-4 : TypedQuantity.precision(of: expression.span.text)
    var hasUnits = false
    var readsUnits = false
    expression.visit { part in
      if let literal = part.literal, !literal.isPlain { hasUnits = true }
      guard case .name = part.form else { return }
      // What has no value was told of above.
      if (try? workbook.value(of: part))?.quantity?.isPlain != true { readsUnits = true }
    }
    isBare = quantity.isPlain && names.isEmpty && !hasUnits
    self.readsUnits = readsUnits
  }

  /// A word that says what it is of another value: "half" of all, for a share, or of what it was.
  init(
    _ comparison: AnswerText.Comparison, at span: SourceSpan, for expected: Quantity?,
    before: Quantity?
  ) throws(Diagnostic) {
    let quantity: Quantity
    let factor = comparison.factor
    if let expected, let change = comparison.change, expected.unit.isPercent, expected.base < 0 {
      // "44% less" is how a fall of 44% is told.
      quantity = Quantity(change * 100, .percent)
    } else if let expected, !comparison.isOfBefore, expected.dimension.isNone {
      quantity =
        expected.unit.isPercent ? Quantity(factor * 100, .percent) : Quantity(factor, .none)
    } else if let before {
      quantity = Quantity(before.magnitude * factor, before.unit)
    } else {
      throw Diagnostic(.expectedExpression, "“\(span.text)” of what?", at: span)
        .label("a number can be compared with the answer")
    }
    expression = Expression(quantity, at: span)
    value = quantity
    precision = 5e-4
    (isBare, readsUnits) = (false, false)
  }

  /// The other way to read 12,000 / 432 $/h: a quotient of numbers, and behind it its unit. nil where
  /// it cannot be read so.
  var withUnitOfWhole: Quantity? {
    guard case .product(let first, let links) = expression.form, let last = links.last,
      last.isInverse, let divisor = last.operand.literal, !divisor.isPlain, divisor.magnitude != 0,
      ([first] + links.dropLast().map { $0.operand }).allSatisfy({ $0.literal?.isPlain == true })
    else { return nil }
    return Quantity((value * divisor).base / divisor.magnitude, divisor.unit)
  }

  /// Refuses a unit without its number, and what may be a range: 10-12.
  private static func refuseVagueness(_ expression: Expression) throws(Diagnostic) {
    let text = expression.span.text
    if let sign = text.firstRange(of: "+-") {
      throw Diagnostic(.expectedExpression, "One number is asked for.", at: expression.span)
        .label("give or take something").try(String(text[..<sign.lowerBound]).trimmed)
    }
    if expression.isAmount, !text.contains(where: { $0.isNumber }) {
      throw Diagnostic(.expectedExpression, "A number is missing.", at: expression.span)
        .label("how many?")
    }
    func isOfNumbers(_ character: Character) -> Bool {
      character != " " && character != "%" && (!character.isLetter || "kMBe".contains(character))
    }
    let ends = text.prefix(while: isOfNumbers).filter { $0 != "$" && $0 != "," }
      .split(separator: "-", omittingEmptySubsequences: false).map { number($0) }
    let unit = text.drop(while: isOfNumbers)
    guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high,
      !unit.contains(where: { $0.isNumber || "+-*/".contains($0) })
    else { return }
    throw Diagnostic(.expectedExpression, "One number is asked for.", at: expression.span)
      .label("a range, or a difference below zero?")
  }

  /// 10, 10.5, 10k and 10e6; nil for all else.
  private static func number(_ text: Substring) -> Double? {
    let factors: [Character: Double] = ["k": 1e3, "M": 1e6, "B": 1e9]
    guard let last = text.last, let factor = factors[last] else { return Double(String(text)) }
    return Double(String(text.dropLast())).map { $0 * factor }
  }

  private static func missing(_ source: Source) -> Diagnostic {
    Diagnostic(.expectedExpression, "An answer is missing.", at: source.whole)
      .expected("a number with its unit", found: "nothing")
  }

  /// Half a unit in the last place of a number's digits, as a share of it.
  private static func precision(of text: String) -> Double {
    var digits = ""
    for character in text.drop(while: { !$0.isNumber }) {
      if character.isNumber {
        digits.append(character)
      } else if !",._".contains(character) {
        break
      }
    }
    let significant = digits.drop { $0 == "0" }
    guard let number = Double(significant), number > 0 else { return 5e-4 }
    return 0.5 / number
  }
}

extension Expression {
  /// Whether it is a number with its unit, or made of such by × and ÷ alone: "requests/month" too.
  fileprivate var isAmount: Bool {
    switch form {
    case .number: true
    case .product(let first, let links):
      first.isAmount && links.allSatisfy { $0.operand.isAmount }
    default: false
    }
  }
}
