import Course
import Language
import Quantities
import Workbook

extension PosedExercise {
  /// What an answer's formula is made of: what was given, parameters of models, numbers written in
  /// it.
  func slipContext(_ formula: Expression?, _ expected: Quantity) -> SlipContext {
    var values = givens.compactMap { given in
      given.value.quantity.map { (name: given.name, quantity: $0) }
    }
    if let formula {
      // What has no sources adds no value to explain a slip with.
      for cell in (try? workbook.sources(of: formula)) ?? [] where cell.kind == .parameter {
        guard let quantity = cell.value?.quantity,
          !values.contains(where: { $0.name == cell.id.name })
        else { continue }
        values.append((cell.id.name, quantity))
      }
    }
    func isOfMonths(_ quantity: Quantity) -> Bool {
      quantity.magnitude == 720
        || quantity.unit.factors.contains { ["month", "year"].contains($0.unit.symbol) }
    }
    var hasMonth = ([expected] + values.map { $0.quantity }).contains(where: isOfMonths)
    var dimensions = [expected.dimension] + values.map { $0.quantity.dimension }
    var hasShare = expected.dimension.isNone || values.contains { $0.quantity.unit.isPercent }
    formula?.visit { part in
      guard let literal = part.literal else { return }
      dimensions.append(literal.dimension)
      if literal.unit.isPercent { hasShare = true }
      if isOfMonths(literal) { hasMonth = true }
      if literal.dimension == Dimension(.gpu) { values.append((part.text, literal)) }
    }
    return SlipContext(
      values: Array(values.prefix(16)),
      hasTime: dimensions.contains { $0.exponent(of: .time) != 0 },
      hasMonth: hasMonth, hasData: dimensions.contains { $0.exponent(of: .data) != 0 },
      hasShare: hasShare)
  }
}
