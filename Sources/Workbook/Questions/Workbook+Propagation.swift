import Diagnostics
import Language
import Quantities

/// How far luck in a simulation may have moved what is computed from its figures.
extension Workbook {
  /// More simulated figures than these in one expression are not followed.
  private static let mostFigures = 6

  /// What an expression changes by when each simulated figure that it is computed from is off by its
  /// margin, taken together as the figures of independent runs are. nil where it is computed from
  /// none, or another run depends on them.
  func propagatedMargin(of formula: Expression) -> Quantity? {
    let runs = state.graph.sources(of: inputs(of: formula)).sorted().filter {
      state.cells[$0].value?.margins != nil || state.cells[$0].margin != nil
    }
    guard !runs.isEmpty, !luck(in: formula).simulates, let value = quantity(of: formula) else {
      return nil
    }
    var squares = 0.0
    var count = 0
    for run in runs {
      guard let told = state.cells[run].value else { continue }
      let whatIf = WhatIf(self, varying: run, for: [formula])
      let read = [formula] + whatIf.needed.map { state.cells[$0].formula }
      guard
        !whatIf.needed.contains(where: {
          luck(in: state.cells[$0].formula).simulates && $0 != run && reads(run, $0)
        })
      else { return nil }
      var moves: [Value] = []
      if case .record(let record) = told {
        let paths = figures(of: state.cells[run].id, in: read)
        count += paths.count
        moves = paths.compactMap { path in record.moved(path).map { .record($0) } }
      } else if let quantity = told.quantity, let margin = state.cells[run].margin {
        count += 1
        moves = [.quantity(quantity.moved(by: margin))]
      }
      guard count <= Workbook.mostFigures else { return nil }
      for moved in moves {
        var other = whatIf
        // Where the moved figure has no answer, nothing is known of how far it carries.
        guard let results = try? other.values(at: moved),
          case .success(.quantity(let there))? = results.first,
          let same = there.converted(to: value.unit)
        else { return nil }
        let off = same.magnitude - value.magnitude
        squares += off * off
      }
    }
    let margin = squares.squareRoot()
    return margin.isFinite && margin > 0 ? Quantity(margin, value.unit) : nil
  }

  /// What an expression comes to that calls simulations itself, with its margin: each is run once, and
  /// its figures are then moved one after the other, as those of cells are. The margin is nil where no
  /// luck moves it; all is nil where it calls none, or draws samples, or cannot be told so.
  func simulatedHere(
    _ formula: Expression
  ) -> (value: Quantity, margin: Quantity?, effort: Effort)? {
    // What is called in one case only must not be called in the other.
    guard formula.callsAlways else { return nil }
    let luck = luck(in: formula)
    guard luck.simulates, !luck.draws else { return nil }
    let functions = functions
    let (rest, calls) = formula.hoisting { functions.function(named: $0)?.givesMargins ?? false }
    guard !calls.isEmpty, !self.luck(in: rest).simulates else { return nil }
    if case .name(let path) = rest.form, path.count == 1 { return nil }
    var runs: [String: Value] = [:]
    var effort = Effort.none
    for (name, call) in calls {
      // What is wrong with it is told where the whole is asked for.
      guard let run = try? value(ofResolved: call, [:], &effort), run.isRun else { return nil }
      runs[name] = run
    }
    // And so is this.
    guard let value = (try? value(ofResolved: rest, runs, &effort))?.quantity else {
      return nil
    }
    var squares = 0.0
    for (name, _) in calls {
      var paths = Set(rest.names().filter { $0.first == name }.map { Array($0.dropFirst()) })
      paths.remove([])
      guard paths.count <= Workbook.mostFigures, case .record(let record)? = runs[name] else {
        return nil
      }
      for path in paths {
        guard let moved = record.moved(path) else { continue }
        var others = runs
        others[name] = .record(moved)
        // Where the moved figure has no answer, nothing is known of how far it carries.
        guard
          let there = (try? self.value(ofResolved: rest, others, &effort))?.quantity?.converted(
            to: value.unit)
        else { return nil }
        squares += (there.magnitude - value.magnitude) * (there.magnitude - value.magnitude)
      }
    }
    let margin = squares.squareRoot()
    return (value, margin.isFinite && margin > 0 ? Quantity(margin, value.unit) : nil, effort)
  }

  private func value(
    ofResolved formula: Expression, _ runs: [String: Value], _ effort: inout Effort
  ) throws(Diagnostic) -> Value {
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    evaluator.locals = runs
    defer { effort = effort + evaluator.budget.spent }
    return try evaluator.value(formula)
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
  private func figures(of run: CellID, in formulas: [Expression]) -> [[String]] {
    var found: [[String]] = []
    for formula in formulas {
      for name in formula.names()
      where name.count > 2 && name[0] == run.model && name[1] == run.name {
        let path = Array(name[2...])
        if !found.contains(path) { found.append(path) }
      }
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

extension Expression {
  /// Whether it calls anything, and nothing in one case only.
  fileprivate var callsAlways: Bool {
    var (calls, chooses) = (false, false)
    visit { part in
      switch part.form {
      case .call: calls = true
      case .choice, .all, .any: chooses = true
      default: break
      }
    }
    return calls && !chooses
  }
}

extension Record {
  /// The same run with one figure, or times of it, off by the margin; nil where that is known exactly.
  fileprivate func moved(_ path: [String]) -> Record? {
    if let margin = margin(of: path) {
      return replacing(path[...]) { value in
        value.quantity.map { .quantity($0.moved(by: margin)) }
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
