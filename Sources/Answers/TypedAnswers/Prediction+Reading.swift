import Diagnostics
import Language
import Quantities
import Workbook

extension Prediction {
  /// Reads a line as a guess, with the leniency of every answer.
  /// - Parameter workbook: whose units may be used; who reads its cells looks things up.
  /// - Returns: what it is taken as, in the unit of what is guessed where that is a quantity; nil for
  ///   bindings, questions, functions and what reads cells or asks the program, as generate(…) does,
  ///   which are lines like any other.
  /// - Throws: what keeps it from being a guess. The line to try, if any, is one.
  public func read(_ line: String, in workbook: Workbook) throws(Diagnostic) -> Value? {
    do throws(Diagnostic) {
      return try guess(line, in: workbook)
    } catch {
      // Only whether the line offered is one is asked.
      throw error.offering { line in (try? guess(line, in: workbook)) != nil }
    }
  }

  private func guess(_ line: String, in workbook: Workbook) throws(Diagnostic) -> Value? {
    if workbook.isSetting(asWritten: line) { return nil }
    let answer = TypedAnswer(line)
    let known = AnswerUnits(of: workbook)
    let source = answer.readable(in: known)
    if let comparison = AnswerText.comparison(line, in: known), workbook.cell(named: line) == nil,
      let expected = after.quantity
    {
      let typed = try TypedQuantity(
        comparison, at: source.whole, for: expected, before: isOfChange ? before.quantity : nil)
      return .quantity(typed.value.converted(to: expected.unit) ?? typed.value)
    }
    guard let expression = try expression(answer, in: workbook) else { return nil }
    guard let expected = after.quantity else {
      let value = try workbook.value(of: expression)
      guard value.kind == after.kind else {
        throw Diagnostic(.wrongKind, "Another kind of answer is asked for.", at: expression.span)
          .expected(after.kind, found: value.kind)
      }
      return value
    }
    let given = try FittedQuantity(TypedQuantity(expression, in: workbook), to: expected)
    guard let value = given.value.converted(to: expected.unit) else {
      throw given.otherKind(than: expected)
    }
    return .quantity(value)
  }

  /// The expression in a line that reads no cells; nil where it is something else.
  private func expression(
    _ answer: TypedAnswer, in workbook: Workbook
  ) throws(Diagnostic) -> Expression? {
    let names = Set(workbook.visibleNames())
    var scope = ParsingScope(units: workbook.units) { names.contains($0) }
    scope.readsUnitsLoosely = true
    switch try answer.statement(in: scope, AnswerUnits(of: workbook)) {
    case .expression(let expression)
    where expression.names().isEmpty && !workbook.looksUp(expression):
      return expression
    case .binding(let binding)
    where workbook.cell(named: binding.target.text)?.kind == .result
      && binding.value.names().isEmpty:
      // What follows from formulas cannot be set: "effective = $12" says what it comes to.
      return binding.value
    case .expression, .binding, .function, .unit, .question, .empty: return nil
    }
  }
}

extension Workbook {
  /// Whether an expression asks the program for something, as generate(…) and price(…) do: it calls
  /// more than the language's own functions.
  fileprivate func looksUp(_ expression: Expression) -> Bool {
    var looksUp = false
    expression.visit { part in
      guard case .call(let name, _) = part.form else { return }
      if FunctionCatalog.standard.function(named: name) == nil { looksUp = true }
    }
    return looksUp
  }
}
