import Basics
import Diagnostics
import Language
import Quantities

extension Workbook {
  /// A slider for a cell.
  /// - Parameter expression: what is followed and drawn besides the results; nil for nothing.
  /// - Throws: where the name is unknown, or is nothing that can be moved.
  public func tuning(
    _ target: Target, for expression: Expression?
  ) throws(Diagnostic) -> Tuning {
    var copy = self
    try copy.refresh(for: [], and: [target])
    let (index, current) = try copy.tuned(target, for: expression)
    let subject = try expression.map { expression throws(Diagnostic) in
      (text: expression.text, expression: try copy.resolve(expression))
    }
    return Tuning(copy, index, current, name: copy.settingName(index), for: subject)
  }

  /// The answer to `tune` where there is no slider: a table over the range, with the present value
  /// among the others.
  func answer(tune target: Target, for expression: Expression?) throws(Diagnostic) -> Answer {
    let (index, current) = try tuned(target, for: expression)
    let name = shortName(index)
    let cell = state.cells[index]
    let bounds = cell.low.flatMap { low in cell.high.map { (low: low, high: $0) } }
    let range = SliderRange(
      around: current, bounds: bounds, most: 12, step: cell.step)
    let expressions = expression.map { [$0] } ?? dependents(of: index)
    var table: Answer.Sweep?
    if !expressions.isEmpty {
      let sweep = SweepRange(
        index: index, low: current, high: current, step: nil, isLogarithmic: false,
        current: current)
      table = try self.sweep(expressions, sweep, at: range.stops, named: name)
    }
    return .tune(
      Answer.TuneTable(
        name: name, low: range.stops.first ?? current, high: range.stops.last ?? current,
        isOwnRange: range.isOwn, now: current, place: range.origin, table: table))
  }

  /// The first few results that are computed from a cell and can stand in a table.
  private func dependents(of index: Int) -> [Expression] {
    let found = state.graph.affected(by: [index]).filter { user in
      guard user != index, let value = state.cells[user].value, value.amount != nil else {
        return false
      }
      return true
    }.sorted()
    let important = found.filter { state.cells[$0].isImportant }
    let all = important + found.filter { !state.cells[$0].isImportant }
    return all.prefix(4).compactMap { user in
      let source = Source(shortName(user))
      // A name that reads as something else is not offered.
      guard case .expression(let name)? = try? Statement.parse(source, in: parsingScope()) else {
        return nil
      }
      return name
    }
  }

  /// The name under which a binding sets a cell.
  private func settingName(_ index: Int) -> String {
    let id = state.cells[index].id
    return lookUpNear([id.name])?.index == index ? id.name : id.text
  }

  // MARK: What can be tuned

  /// The cell that a slider moves, and its value.
  private func tuned(
    _ target: Target, for expression: Expression?
  ) throws(Diagnostic) -> (index: Int, value: Quantity) {
    do throws(Diagnostic) {
      let asked = expression.map { [$0] } ?? []
      let found = try variable(target, for: asked)
      if !asked.isEmpty {
        try checkDepends(asked, on: found.index, target) { target.span.replaced(with: $0) }
      }
      guard found.value.magnitude.isFinite else {
        throw Diagnostic(.badRange, "\(target.text) is beyond all numbers.", at: target.span)
      }
      return found
    } catch {
      throw advised(error, target, expression)
    }
  }

  /// The problem with a line to try.
  private func advised(
    _ problem: Diagnostic, _ target: Target, _ expression: Expression?
  ) -> Diagnostic {
    switch problem.code {
    case .notParameter where problem.message.holds("not depend"): return problem
    case .notParameter:
      var problem = problem
      problem.message = "\(target.text) is a result: it follows, and cannot be moved."
      // Only an offer is lost; the problem itself goes on.
      let parameter = (try? find(target)).flatMap { index in
        state.graph.sources(of: [index]).sorted().last(where: isTunable)
      }
      return problem.try(parameter.map { "tune \(shortName($0)) for \(target.text)" })
    case .wrongKind:
      // As above.
      guard let index = try? find(target), let value = state.cells[index].value else {
        return problem
      }
      var problem = problem
      problem.message = "\(target.text) is \(value.kind), and only quantities can be moved."
      let name = settingName(index)
      if case .bool(let isTrue) = value {
        return problem.label("there is no way between true and false").try("\(name) = \(!isTrue)")
      }
      return problem.label("there is no range to go through").try("why \(target.text)")
    case .unknownField:
      return problem.try(problem.suggestion.map { target.span.replaced(with: $0) })
    case .unknownName where problem.suggestion == nil:
      let place = state.cells.indices.first { index in
        isTunable(index) && focus.contains(state.cells[index].id.model)
      }
      return problem.try(place.map { "tune \(shortName($0))" })
    default: return problem
    }
  }

  private func isTunable(_ index: Int) -> Bool {
    let cell = state.cells[index]
    return cell.kind == .parameter && cell.low != nil && cell.value?.quantity != nil
  }
}
