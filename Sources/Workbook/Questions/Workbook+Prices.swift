import Language
import Quantities

extension Workbook {
  /// What the calls of a function were given first: those that stand in expressions, and those from
  /// which amounts of money in them are computed. A duration that comes from the same run as a bill
  /// tells nothing of the price in it.
  ///
  ///     workbook.firstArguments(of: "price", behindMoneyIn: [bill])  // ["modal-h100"]
  public func firstArguments(
    of function: String, behindMoneyIn expressions: [Expression]
  ) -> [Value] {
    // What cannot be read shows no price.
    var formulas = expressions.compactMap { try? resolve($0) }
    let amounts = expressions.flatMap { expression in
      expression.names().map { Expression(name: Target(path: $0, span: expression.span)) }
    }.filter(isMoney)
    formulas += cells(neededBy: amounts).map { $0.formula }
    var values: [Value] = []
    for formula in formulas {
      formula.visit { part in
        guard case .call(function, let arguments) = part.form, let first = arguments.first,
          // As above.
          let value = try? self.value(of: first.value), !values.contains(value)
        else { return }
        values.append(value)
      }
    }
    return values
  }

  private func isMoney(_ name: Expression) -> Bool {
    // What has no value yet is not shown.
    guard let amount = (try? value(of: name))?.amount else { return false }
    return amount.dimension.exponent(of: .money) != 0
  }
}

extension Workbook {
  /// The cells of a model as formulas that read them, by their full names.
  public func names(of model: String) -> [Expression] { cells(of: model).map(name(of:)) }

  /// The same of one cell.
  public func name(of cell: Cell) -> Expression {
    Expression(name: Target(path: cell.id.path, span: cell.written.span))
  }
}
