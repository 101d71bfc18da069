import Diagnostics
import Language

extension Workbook {
  /// Does what a line says. On an error nothing has changed.
  public mutating func run(_ line: Source) throws(Diagnostic) -> Answer {
    let statement: Statement
    do throws(Diagnostic) {
      statement = try Statement.parse(line, in: parsingScope())
    } catch {
      noteUnread(line.text)
      throw error
    }
    return try run(statement)
  }

  /// Does what a statement says.
  ///
  /// What an expression or a question reads is computed first where it is older than what it depends
  /// on: an answer is never an old one. Automatically it is measured as well.
  public mutating func run(_ statement: Statement) throws(Diagnostic) -> Answer {
    do throws(Diagnostic) {
      return try carryOut(statement)
    } catch {
      throw advised(error, in: statement)
    }
  }

  private mutating func carryOut(_ statement: Statement) throws(Diagnostic) -> Answer {
    let read = statement.read
    try refresh(for: read.expressions, and: read.targets, measures: isAutomatic)
    if isAutomatic, case .binding(let binding) = statement {
      try refresh(for: [binding.value], measures: true)
    }
    return switch statement {
    case .empty: .nothing
    case .binding(let binding): .changed(try set(binding))
    case .function(let function): .defined(function, try define(function))
    case .unit(let unit): answer(defining: unit)
    case .expression(let expression): try answer(valueOf: expression)
    case .question(let question): try answer(question)
    }
  }

  private mutating func answer(defining unit: UnitDeclaration) -> Answer {
    define(unit)
    return .unit(unit)
  }

  /// Answers a question; the workbook stays as it is.
  public func answer(_ question: Question) throws(Diagnostic) -> Answer {
    switch question {
    case .plot(let expressions, let sweep): try answer(plot: expressions, over: sweep)
    case .tradeOff(let up, let across, let sweep):
      try answer(plot: up, against: across, over: sweep)
    case .sweep(let expressions, let sweep): try answer(sweep: expressions, over: sweep)
    case .why(let target): try answer(why: target)
    case .tornado(let expression): .tornado(try tornado(expression))
    case .compare(let expression, let bindings): try answer(compare: expression, with: bindings)
    case .solve(let target, let expression, let relation, let wanted, let range):
      try answer(solve: target, for: expression, relation, wanted, in: range)
    case .table(let expressions): try answer(table: expressions)
    case .tune(let target, let expression): try answer(tune: target, for: expression)
    case .timeline(let run, let other, let stretch):
      try answer(timeline: run, against: other, stretch)
    }
  }
}
