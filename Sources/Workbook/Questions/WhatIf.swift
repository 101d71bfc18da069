import Basics
import Diagnostics
import Language
import Quantities

/// The workbook as it would be with one cell at other values, computing only what it takes to know
/// some expressions. The workbook itself is not touched: a copy is changed in place.
struct WhatIf {
  private var copy: Workbook
  private let varied: Int
  private let expressions: [Expression]
  /// The cells between the varied one and the expressions, each after what it reads.
  private let between: [Int]
  /// Cells that the expressions read and that nobody has asked to measure yet.
  private var pending: [Int]

  /// - Parameter expressions: with full names.
  init(_ workbook: Workbook, varying cell: Int, for expressions: [Expression]) {
    copy = workbook
    self.expressions = expressions
    varied = cell
    let needed = workbook.state.graph.sources(of: expressions.flatMap(workbook.inputs))
    pending = workbook.pending(neededBy: expressions)
    between = workbook.state.graph.affected(by: [cell]).filter { $0 != cell && needed.contains($0) }
  }

  /// Makes what is computed next one of several parts of the whole work.
  mutating func setPart(
    _ index: Int, of count: Int, _ whole: @escaping @Sendable (WorkProgress) -> Void
  ) {
    copy.onProgress = { whole($0.part(index, of: count)) }
    whole(WorkProgress("computing", Double(index) / Double(max(1, count))))
  }

  /// What the expressions come to with the cell at `value`.
  mutating func values(at value: Value) throws(Diagnostic) -> [Result<Value, Diagnostic>] {
    copy.state.cells[varied].state = .value(value)
    if !pending.isEmpty {
      try copy.recompute(pending, runsSlow: true)
      pending = []
    }
    for index in between { _ = try copy.compute(index) }
    var results: [Result<Value, Diagnostic>] = []
    for expression in expressions {
      var evaluator = Evaluator(scope: CellScope(copy), budget: copy.budget())
      do throws(Diagnostic) {
        results.append(.success(try evaluator.value(expression)))
      } catch {
        if error.code == .interrupted { throw error }
        results.append(.failure(error))
      }
    }
    return results
  }
}

extension Workbook {
  /// The cell that a question varies: a parameter or an own name that is a quantity.
  func variable(_ target: Target) throws(Diagnostic) -> (index: Int, value: Quantity) {
    let index = try find(target)
    let cell = state.cells[index]
    guard cell.kind != .result else {
      let sources = state.graph.sources(of: [index])
        .filter { state.cells[$0].kind != .result }.sorted().map { shortName($0) }
      throw Diagnostic(
        .notParameter, "\(target.text) is a result and cannot be varied.", at: target.span
      ).label(
        sources.isEmpty ? "depends on nothing" : "follows from \(sources.joined(separator: ", "))"
      ).try("why \(target.text)")
    }
    guard let amount = try readable(index, at: target.span).amount else {
      throw Diagnostic(
        .wrongKind, "\(target.text) is not a quantity and has no range.", at: target.span)
    }
    return (index, amount.typical)
  }

  /// A value in the unit of the cell, as if it had been given to it; its bounds do not matter here.
  func end(_ expression: Expression, of index: Int) throws(Diagnostic) -> Quantity {
    let value = try value(of: expression)
    let cell = state.cells[index]
    guard case .quantity(let quantity) = value else {
      throw Diagnostic(
        .badRange, "A range goes from a quantity to a quantity.", at: expression.span)
    }
    let unit = cell.unit ?? cell.value?.amount?.unit ?? .none
    if quantity.isPlain, !unit.isPercent { return Quantity(quantity.magnitude, unit) }
    if quantity.isPlain, expression.literal != nil, quantity.magnitude != 0 {
      throw Diagnostic(.percentMeant, "Is \(quantity.asPercent.text) meant?", at: expression.span)
        .label("\(shortName(index)) is a share and wants its %")
    }
    if quantity.unit == .dollar, let price = quantity.asPrice(in: unit) { return price }
    guard let converted = quantity.converted(to: unit) else {
      throw Diagnostic(
        .cannotConvert, "\(shortName(index)) cannot become \(quantity.text).", at: expression.span
      ).label("\(quantity.dimension.words), not \(unit.dimension.words)")
    }
    return converted
  }
}
