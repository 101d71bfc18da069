import Basics
import Diagnostics
import Language
import Quantities

/// The workbook as it would be with one cell at other values, as far as that is known quickly: what
/// takes long is left stale, and nothing is measured. A value can be worked out bit by bit, and
/// dropped for the next one at any time.
struct LightWhatIf: Sendable {
  private let start: Workbook
  private let varied: Int
  /// What depends on the varied cell, each after what it reads.
  let order: [Int]
  /// Cells that measure by themselves.
  private let measuring: Set<Int>
  /// At the last value that was worked out whole.
  private(set) var known: Workbook
  /// What is being worked out: the workbook, the place in the order, and what differs from `known`.
  private var draft: (workbook: Workbook, next: Int, differs: Set<Int>)?

  /// - Parameter expressions: with full names; nil for everything that depends on the cell.
  init(_ workbook: Workbook, varying cell: Int, for expressions: [Expression]? = nil) {
    var start = workbook
    start.isAutomatic = false
    start.onProgress = { _ in }
    self.start = start
    known = start
    varied = cell
    let needed = expressions.map { workbook.state.graph.sources(of: $0.flatMap(workbook.inputs)) }
    let affected = workbook.state.graph.affected(by: [cell])
    order = affected.filter { $0 != cell && needed?.contains($0) ?? true }
    measuring = Set(order.filter { workbook.measures(workbook.state.cells[$0].formula) })
  }

  /// Starts to work out another value.
  mutating func begin(at value: Quantity) {
    if start.state.cells[varied].value == .quantity(value) { return returnToStart() }
    var workbook = known
    workbook.state.cells[varied].state = .value(.quantity(value))
    draft = (workbook, 0, [varied])
  }

  /// Goes back to how everything was: all of it is known, what takes long as well.
  mutating func returnToStart() {
    known.state = start.state
    draft = nil
  }

  /// Goes on working it out.
  /// - Parameters:
  ///   - isStopped: asked within formulas; what they came to is then dropped.
  ///   - slice: what may still be done this time, looked at between cells.
  /// - Returns: whether the value is worked out whole.
  mutating func advance(
    isStopped: @escaping @Sendable () -> Bool, _ slice: inout WorkSlice
  ) -> Bool {
    guard var (workbook, next, differs) = draft else { return true }
    draft = nil
    workbook.isInterrupted = isStopped
    while next < order.count {
      let index = order[next]
      let inputs = workbook.state.graph.inputs[index]
      if waitsToBeMeasured(index, workbook) {
        workbook.state.cells[index].state = .pending
      } else if isHeld(index, workbook)
        || inputs.contains(where: { workbook.state.cells[$0].isStale })
      {
        workbook.state.cells[index].isStale = true
        differs.insert(index)
      } else if workbook.state.cells[index].isStale || inputs.contains(where: differs.contains) {
        if next > 0, slice.isSpent { break }
        do throws(Diagnostic) {
          if try workbook.compute(index) { differs.insert(index) }
          slice.spend(workbook.state.cells[index].effort)
        } catch {
          break
        }
      }
      next += 1
    }
    guard next == order.count else {
      draft = (workbook, next, differs)
      return false
    }
    known = workbook
    return true
  }

  private func waitsToBeMeasured(_ index: Int, _ workbook: Workbook) -> Bool {
    workbook.state.cells[index].isPending
      || workbook.state.graph.inputs[index].contains { workbook.state.cells[$0].isPending }
  }

  private func isHeld(_ index: Int, _ workbook: Workbook) -> Bool {
    measuring.contains(index) || workbook.state.cells[index].isSlow
  }

  /// Why a cell has no present value; nil where it has one.
  func lack(_ index: Int) -> Tuning.Lack? {
    let cell = known.state.cells[index]
    if cell.isPending { return .measured }
    guard cell.isStale else { return nil }
    let sources = known.state.graph.sources(of: [index])
    return sources.contains(where: measuring.contains) ? .measured : .slow
  }

  /// Why an expression with full names has no present value; nil where it can be asked for.
  func lack(_ expression: Expression) -> Tuning.Lack? {
    if known.measures(expression) { return .measured }
    let lacks = known.inputs(of: expression).compactMap(lack)
    return lacks.first { $0 == .measured } ?? lacks.first
  }

  /// What an expression with full names comes to now, and what that took; nil where it was stopped.
  func value(
    of expression: Expression, isStopped: @escaping @Sendable () -> Bool
  ) -> (result: Result<Value, Diagnostic>, effort: Effort)? {
    var workbook = known
    workbook.isInterrupted = isStopped
    var evaluator = Evaluator(scope: CellScope(workbook), budget: workbook.budget())
    do throws(Diagnostic) {
      let value = try evaluator.value(expression)
      return (.success(value), evaluator.budget.spent)
    } catch {
      return error.code == .interrupted ? nil : (.failure(error), evaluator.budget.spent)
    }
  }
}
