import Diagnostics
import Language
import Quantities

/// How far luck in a simulation, or whatever else a machine did while it measured, may have moved what
/// is computed from the figures.
extension Workbook {
  /// More simulated figures than these in one expression are not followed.
  private static let mostFigures = 24

  /// What an expression changes by when each simulated or measured figure that it is computed from is
  /// off by its margin, taken together as the figures of independent runs are. nil where it is computed
  /// from none, or another run depends on them.
  func movedMargin(of formula: Expression) -> Quantity? {
    let runs = runs(of: inputs(of: formula))
    guard !runs.isEmpty, !luck(in: formula).simulates, let value = quantity(of: formula) else {
      return nil
    }
    return moves(of: inlined(formula), from: value, runs, [:]).flatMap {
      Workbook.margin($0, value.unit)
    }
  }

  /// What an expression comes to that calls simulations itself.
  struct SimulatedHere {
    let value: Value
    /// nil where no luck moves it, or it cannot be told how far.
    let margin: Quantity?
    let effort: Effort
    /// Whether it tells something of samples.
    let readsSamples: Bool
  }

  /// What an expression comes to that calls simulations itself, with its margin: each is run once, and
  /// its figures and those of the runs that it reads are then moved one after the other. nil where it
  /// calls none, draws samples, or has no value.
  func simulatedHere(_ formula: Expression) -> SimulatedHere? {
    let luck = luck(in: formula)
    guard luck.simulates, !luck.draws else { return nil }
    let functions = functions
    let (rest, calls) = inlined(formula).hoisting {
      functions.function(named: $0)?.givesMargins ?? false
    }
    guard !calls.isEmpty, !self.luck(in: rest).simulates else { return nil }
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    evaluator.draws = draws
    for (name, call) in calls { evaluator.hoisted[name] = call }
    // What is wrong with it is told where the whole is asked for.
    guard let value = try? evaluator.value(rest) else { return nil }
    var margin: Quantity?
    if let quantity = value.quantity {
      let called = evaluator.locals
      // What a call is given by another run moves with that in a way that only more runs would tell.
      let given = state.graph.sources(of: calls.flatMap { inputs(of: $0.call) })
      let runs = runs(of: inputs(of: rest)).filter { !given.contains($0) }
      if let squares = moves(of: rest, from: quantity, runs, called) {
        margin = Workbook.margin(squares, quantity.unit)
      }
    }
    return SimulatedHere(
      value: value, margin: margin, effort: evaluator.budget.spent,
      readsSamples: evaluator.draws.isRead)
  }

  /// A formula with those of the functions that it calls in it, so that the figures which these read
  /// show; as it is where that would be long.
  private func inlined(_ formula: Expression) -> Expression {
    guard !state.definitions.isEmpty else { return formula }
    return formula.inlining { state.definitions[$0]?.resolved } ?? formula
  }

  private static func margin(_ squares: Double, _ unit: Unit) -> Quantity? {
    squares.isFinite && squares > 0 ? Quantity(squares.squareRoot(), unit) : nil
  }

  /// The cells that cells are computed from, these included, whose figures have margins.
  private func runs(of cells: [Int]) -> [Int] {
    state.graph.sources(of: cells).sorted().filter {
      let cell = state.cells[$0]
      return cell.margin != nil || cell.value?.isRun ?? false || cell.value?.isMeasurement ?? false
    }
  }

  /// The sum of the squares by which an expression moves, with one such figure after the other
  /// off by its margin. nil where they are many, or it has no answer there: nothing is known then of
  /// how far they carry.
  /// - Parameters:
  ///   - runs: cells whose figures are moved.
  ///   - called: what hoisted calls in the expression came to; theirs are moved as well.
  private func moves(
    of formula: Expression, from value: Quantity, _ runs: [Int], _ called: [String: Value]
  ) -> Double? {
    var squares = 0.0
    var count = 0
    /// A record with one of the figures that formulas read of it off after the other.
    func moved(_ record: Record, _ path: [String], in formulas: [Expression]) -> [Value] {
      let paths = figures(of: path, in: formulas)
      count += paths.count
      return paths.compactMap { path in record.moved(path).map { .record($0) } }
    }
    /// Adds the square of each move; false where they are many, or it has no answer there.
    func add(_ moves: [Value], _ result: (Value) -> Value?) -> Bool {
      guard count <= Workbook.mostFigures else { return false }
      for moved in moves {
        guard let there = result(moved)?.quantity?.converted(to: value.unit) else { return false }
        let off = there.magnitude - value.magnitude
        squares += off * off
      }
      return true
    }
    for run in runs {
      guard let told = state.cells[run].value else { continue }
      var whatIf = WhatIf(self, varying: run, for: [formula])
      whatIf.locals = called
      guard
        !whatIf.needed.contains(where: {
          luck(in: state.cells[$0].formula).simulates && $0 != run && reads(run, $0)
        })
      else { return nil }
      var moves: [Value] = []
      if let record = told.record {
        moves = moved(
          record, state.cells[run].id.path,
          in: [formula] + whatIf.needed.map { state.cells[$0].formula })
      } else if let quantity = told.quantity, let margin = state.cells[run].margin {
        count += 1
        moves = [.quantity(quantity.moved(by: margin))]
      }
      // Where there is no answer, nothing is known of how far they carry.
      guard add(moves, { try? whatIf.values(at: $0).first?.get() }) else { return nil }
    }
    var whatIf = WhatIf(self, varying: nil, for: [formula])
    for (name, told) in called.sorted(by: { $0.key < $1.key }) {
      guard let record = told.record else { continue }
      let isKnown = add(moved(record, [name], in: [formula])) { moved in
        whatIf.locals = called
        whatIf.locals[name] = moved
        // The same.
        return try? whatIf.values(at: nil).first?.get()
      }
      guard isKnown else { return nil }
    }
    return squares
  }

  private func quantity(of formula: Expression) -> Quantity? {
    // What has no value has no margin either.
    (try? value(of: formula))?.quantity
  }

  /// Whether a cell is computed from another.
  private func reads(_ source: Int, _ cell: Int) -> Bool {
    state.graph.sources(of: [cell]).contains(source)
  }

  /// The fields of a run that formulas name, each once: `latency.p99` of `fleet.latency.p99`.
  private func figures(of run: [String], in formulas: [Expression]) -> [[String]] {
    var found: [[String]] = []
    for name in formulas.flatMap({ $0.names() })
    where name.count > run.count && name.starts(with: run) {
      let path = Array(name[run.count...])
      if !found.contains(path) { found.append(path) }
    }
    return found
  }
}

extension Workbook {
  /// The cells that are computed from figures of runs, of samples or of measurements; only those can
  /// have margins.
  var estimatedCells: Set<Int> {
    let first = state.runs.union(state.readers).union(state.measurements)
    return first.isEmpty ? [] : Set(state.graph.affected(by: first.sorted()))
  }
}

extension Value {
  fileprivate var record: Record? {
    if case .record(let record) = self { return record }
    return nil
  }

  /// Whether it is a run of a simulator, whose figures have margins.
  var isRun: Bool { margins != nil }

  /// Whether it tells what was measured on this machine.
  var isMeasurement: Bool { record?.isMeasured ?? false }

  /// How far each figure of a run may be off; nil of what is no run.
  fileprivate var margins: Record? {
    guard case .record(let run) = self, case .record(let margins)? = run["margins"] else {
      return nil
    }
    return margins
  }
}

extension Quantity {
  /// So much more of it.
  fileprivate func moved(by margin: Quantity) -> Quantity {
    Quantity(magnitude + (margin.converted(to: unit)?.magnitude ?? 0), unit)
  }
}

extension Record {
  /// The same run with one figure, or times of it, off by the margin; nil where that is known exactly.
  fileprivate func moved(_ path: [String]) -> Record? {
    if let margin = usualMargin(of: path) {
      return replacing(path[...]) { value in
        switch value {
        case .quantity(let quantity): return .quantity(quantity.moved(by: margin))
        case .uncertain(let quantity):
          // One luck moved all cases of what is not known.
          let off = margin.converted(to: quantity.unit)?.magnitude ?? 0
          return .uncertain(UncertainQuantity(quantity.samples.map { $0 + off }, quantity.unit))
        default: return nil
        }
      }
    }
    // Times of which a quantile or a share is read.
    return replacing(path[...]) { value in
      guard let times = value.record, let spread = times.spread else { return nil }
      return .record(Record(name: times.name, fields: times.fields, spread: spread.moved))
    }
  }

  /// The same with another value at the end of a path; nil where there is none.
  private func replacing(
    _ path: ArraySlice<String>, _ change: (Value) -> Value?
  ) -> Record? {
    guard let name = path.first, let value = self[name] else { return nil }
    let changed =
      path.count == 1
      ? change(value) : value.record?.replacing(path.dropFirst(), change).map { .record($0) }
    guard let moved = changed else { return nil }
    return Record(
      name: self.name, fields: fields.map { $0.name == name ? Field(name, moved, $0.sentence) : $0 }
    )
  }
}
