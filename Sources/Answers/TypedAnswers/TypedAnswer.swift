import Diagnostics
import Language
import Quantities
import Workbook

/// A line that is to answer an exercise, read once: it is judged, and written down, as it was read.
///
///     if let answer = try posed.read("$12,000/month / 432 h", in: workbook) {
///       let verdict = try posed.verdict(on: answer)
///     }
public struct TypedAnswer: Sendable {
  /// What is written down, and what whoever grades it reads again.
  public let text: String
  /// What `text` says in the language, or why it says nothing; nil where it has not been read as such.
  private let reading: Result<Statement, Diagnostic>?

  /// An answer as it comes, from an attempt that was written down.
  public init(_ text: String) {
    self.text = text
    reading = nil
  }

  init(_ text: String, _ reading: Result<Statement, Diagnostic>) {
    self.text = text
    self.reading = reading
  }

  /// What it says in the language.
  /// - Parameter known: the units and names of the workbook that the scope is of.
  func statement(in scope: ParsingScope, _ known: AnswerUnits) throws(Diagnostic) -> Statement {
    if let reading { return try reading.get() }
    if let bound = AnswerText.bound(of: text) {
      throw Diagnostic(.expectedExpression, "One number is asked for.", at: Source(text).whole)
        .label("“\(bound)” leaves open how many")
    }
    return try TypedAnswer.statement(AnswerText.readings(text, in: known), in: scope)
  }

  /// What the first of several readings says that can be read, and whose names there are; where
  /// there is none, what is wrong with the first.
  private static func statement(
    _ readings: [String], in scope: ParsingScope
  ) throws(Diagnostic) -> Statement {
    for reading in readings {
      // What is wrong with the first is told at the end.
      guard let statement = try? parsed(reading, in: scope) else { continue }
      switch statement {
      case .expression(let expression):
        if expression.names().allSatisfy({ $0.first.map(scope.isBound) ?? false }) {
          return statement
        }
      case .binding, .function, .unit, .question, .empty:
        if reading == readings.first { return statement }
      }
    }
    return try parsed(readings.first ?? "", in: scope)
  }

  /// A line of the language. An answer is made of amounts: what may be a unit or a name behind a number
  /// is the unit, as year in "$122,400/year" is where a cell is called so.
  private static func parsed(
    _ line: String, in scope: ParsingScope
  ) throws(Diagnostic) -> Statement {
    do throws(Diagnostic) {
      return try Statement.parse(Source(line), in: scope)
    } catch {
      guard error.code == .unitOrName else { throw error }
      var scope = scope
      scope.isBound = { [isBound = scope.isBound, units = scope.units] name in
        units.unit(named: name) == nil && isBound(name)
      }
      return try Statement.parse(Source(line), in: scope)
    }
  }

  /// The text as the language spells it.
  func readable(in known: AnswerUnits) -> Source { Source(AnswerText.readable(text, in: known)) }
}

extension PosedExercise {
  /// Reads a line as an answer.
  ///
  /// An answer that uses names of the learner's own is taken as what it comes to: whoever grades it
  /// has no such names.
  /// - Parameter desk: the workbook at which the learner works the exercise out, with their own names.
  /// - Returns: nil for bindings, functions and questions, which work something out. Only a formula
  ///   of what is asked for is an answer with a name in front too: "requests = rent / (fee - own)".
  /// - Throws: where an own name has no value.
  public func read(_ line: String, in desk: Workbook) throws(Diagnostic) -> TypedAnswer? {
    // A line that is spelled otherwise than the language does is read again, as it was meant.
    let isSpelled =
      AnswerText.readings(line, in: AnswerUnits(of: desk)) == [line]
      && AnswerText.bound(of: line) == nil
    let statement: Statement
    do throws(Diagnostic) {
      statement = try Statement.parse(Source(line), in: scope(in: desk))
    } catch {
      // "rent: a month" sets nothing where it is asked what goes with rent.
      if desk.isSetting(asWritten: line), !isPicked || line.contains("=") { return nil }
      // What the language cannot read may be an answer all the same: “2 and 3”, “about 5 h”.
      return isSpelled && error.code != .unitOrName
        ? TypedAnswer(line, .failure(error)) : TypedAnswer(line)
    }
    let expression: Expression
    switch statement {
    case .expression(let typed):
      if asksProgram(typed, in: desk), !isOption(line) { return nil }
      expression = typed
    case .binding(let binding) where isFormula(binding):
      return TypedAnswer(line, .success(statement))
    case .binding(let binding)
    where desk.cell(named: binding.target.text)?.kind == .result && binding.value.names().isEmpty:
      // What follows from formulas cannot be set: "wasted = $10,200" says what it comes to.
      return TypedAnswer(binding.value.span.text)
    case .empty: return TypedAnswer(line)
    case .binding, .function, .unit, .question: return nil
    }
    let usesOwnNames = expression.names().contains { path in
      guard let first = path.first else { return false }
      return desk.cell(named: first)?.id.isOwn ?? (first == CellID.own)
    }
    if usesOwnNames, case .quantity(let quantity) = try desk.value(of: expression) {
      return TypedAnswer(quantity.text(significant: 17))
    }
    return isSpelled ? TypedAnswer(line, .success(statement)) : TypedAnswer(line)
  }

  /// Whether an expression is a call that tells something, rather than a quantity: price(…).
  private func asksProgram(_ expression: Expression, in desk: Workbook) -> Bool {
    guard case .call(let name, _) = expression.form,
      FunctionCatalog.standard.function(named: name) == nil,
      let function = desk.functions.function(named: name)
    else { return false }
    switch function.result {
    case .quantity, .anyQuantity, .any: return false
    case .bool, .text, .path, .words, .forms, .record, .list: return true
    }
  }

  /// Whether a line is one of the options, word by word.
  private func isOption(_ line: String) -> Bool {
    guard case .choice(let options) = exercise.task else { return false }
    return Selection.isWhole(line, among: options.map { text($0.text).plain })
  }

  /// Whether a formula of the exercise's variables stands behind a name.
  private func isFormula(_ binding: Binding) -> Bool {
    guard case .formula(_, let variables) = exercise.task else { return false }
    let names = Set(variables.map { $0.name })
    return binding.value.names().contains { $0.first.map(names.contains) ?? false }
  }

  /// How an answer is read: with the exercise's names and, for a formula, its variables.
  func scope(in workbook: Workbook) -> ParsingScope {
    var names = Set(workbook.visibleNames())
    if case .formula(_, let variables) = exercise.task {
      names.formUnion(variables.map { $0.name })
    }
    var scope = ParsingScope(units: workbook.units) { [names] name in names.contains(name) }
    scope.readsUnitsLoosely = true
    return scope
  }
}

extension Workbook {
  /// Whether a line sets something that may be set, as people write it: "rent = 9000 a month".
  func isSetting(asWritten line: String) -> Bool {
    AnswerText.nameSet(by: line).flatMap(cell(named:))?.kind == .parameter
  }
}
