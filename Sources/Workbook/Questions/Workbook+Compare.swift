import Diagnostics
import Language
import Quantities

extension Workbook {
  /// The answer to `compare`: now, and with other settings, side by side.
  func answer(
    compare expression: Expression, with bindings: [Binding]
  ) throws(Diagnostic) -> Answer {
    var other = self
    try other.refresh(for: [expression], measures: true)
    let now = try other.estimateOrLack(of: expression)
    var settings: [Answer.Comparison.Setting] = []
    for binding in bindings {
      let index = try find(binding.target, for: [expression])
      let isNear = lookUpNear(binding.target.path)?.index == index
      let path = isNear ? binding.target.path : state.cells[index].id.path
      _ = try other.set(
        Binding(target: Target(path: path, span: binding.target.span), value: binding.value))
      settings.append(
        Answer.Comparison.Setting(
          name: binding.target.text, before: state.cells[index].value,
          after: other.state.cells[index].value))
    }
    try other.refresh(for: [expression])
    let then = try other.estimateOrLack(of: expression)
    // Where neither has a value there is nothing to compare.
    if let lack = now.lack, then.lack != nil { throw lack }
    let runs = try pairedRuns(now.found?.value, then.found?.value, expression)
    var comparison = Answer.Comparison(
      settings: settings, name: expression.text, before: now.found?.value,
      after: then.found?.value, lack: now.lack ?? then.lack, marginBefore: now.found?.margin,
      marginAfter: then.found?.margin, runs: runs.differences, times: runs.times)
    comparison.names = functions.names
    return .compare(comparison)
  }

  /// What an expression comes to, or why it comes to nothing.
  private func estimateOrLack(
    of expression: Expression
  ) throws(Diagnostic) -> (found: EstimatedValue?, lack: Diagnostic?) {
    do throws(Diagnostic) {
      return (try estimate(of: expression), nil)
    } catch {
      if error.code == .interrupted { throw error }
      return (nil, error)
    }
  }

  /// Two runs side by side, with what is luck told from what is not; nothing for other values.
  private func pairedRuns(
    _ now: Value?, _ then: Value?, _ expression: Expression
  ) throws(Diagnostic) -> (differences: [Answer.Comparison.Difference], times: Int) {
    guard now != then, case .record(let first)? = now, case .record(let second)? = then,
      let a = first.recording, let b = second.recording
    else { return ([], 0) }
    let found: Record?
    do throws(Diagnostic) {
      var budget = budget()
      found = try a.compared(with: b, &budget)
    } catch {
      throw error.placed(at: expression.span)
    }
    let times = found?["runs"]?.quantity?.magnitude ?? 0
    let differences = found?.fields.compactMap { field -> Answer.Comparison.Difference? in
      guard case .record(let row) = field.value, let before = row["first"],
        let after = row["second"], let difference = row["difference"]
      else { return nil }
      return Answer.Comparison.Difference(
        name: field.name, before: before, after: after, difference: difference,
        margin: row["margin"], isClear: row["clear"] == .bool(true))
    }
    return (differences ?? [], Int(times))
  }
}
