import Basics
import Diagnostics
import Language
import Quantities

extension Workbook {
  /// The answer to `solve`: for which values of a cell a condition holds.
  func answer(
    solve target: Target, for expression: Expression, _ relation: Question.Relation,
    _ wanted: Expression, in stretch: Question.Ends? = nil
  ) throws(Diagnostic) -> Answer {
    let (index, current) = try variable(target, for: [expression, wanted])
    let (low, high) =
      try stretch.map { given throws(Diagnostic) in
        try ends(given.low, given.high, of: index)
      } ?? solvingRange(index, current)
    var range = Interval(low.magnitude, high.converted(to: low.unit)?.magnitude ?? high.magnitude)
    var equation = try Equation(self, varying: index, unit: low.unit, expression, wanted)
    // Where it stands now tells the kinds of both sides, and what is wrong with them.
    let now = current.converted(to: low.unit)?.magnitude ?? low.magnitude
    let first = try Search(equation, range, at: Search.places(range, 5) + [now])
    equation = first.equation
    if first.failure != nil {
      try equation.noticeWhole(from: now, in: range, counts: state.cells[index].counts)
      // What is counted is counted up from nothing.
      if equation.isWhole, state.cells[index].low == nil, stretch == nil {
        range = Interval(0, max(1, now) * 1000)
      }
    }
    try checkDepends([expression, wanted], on: index, target) { target.span.replaced(with: $0) }
    var found =
      if let cells = equation.movingCells() {
        try proved(equation, cells, range, relation)
      } else {
        try tried(equation, range, relation, now)
      }
    if state.cells[index].counts, found.method == .proof {
      found.roots = try whole(found.roots, of: &equation, relation)
    }
    let name = shortName(index)
    let searched = Answer.Solution.Stretch(
      low: Quantity(range.low, low.unit), high: Quantity(range.high, low.unit))
    let solution = Answer.Solution(
      name: name, expression: expression.text, relation: relation, wanted: wanted.text,
      roots: found.roots, searched: searched, method: found.method, unsettled: found.unsettled,
      missing: found.missing, least: found.least, most: found.most)
    if solution.roots.isEmpty, let failure = first.failure, first.extremes == nil,
      found.least == nil
    {
      throw failure
    }
    return .solve(solution)
  }

  /// The same for a cell that counts: between two whole numbers there is none, so that both are told.
  private func whole(
    _ roots: [Answer.Solution.Root], of equation: inout Equation, _ relation: Question.Relation
  ) throws(Diagnostic) -> [Answer.Solution.Root] {
    var kept: [Answer.Solution.Root] = []
    for root in roots {
      switch root {
      case .at(let value):
        let low = value.magnitude.rounded(.down)
        guard !value.magnitude.isSame(as: value.magnitude.rounded()),
          let before = try equation.sides(at: low).sides?.left,
          let after = try equation.sides(at: low + 1).sides?.left
        else {
          kept.append(root)
          continue
        }
        kept.append(
          .crossing(
            Answer.Solution.Crossing(
              at: Quantity(low, value.unit), margin: nil, step: (before, after),
              next: Quantity(low + 1, value.unit))))
      case .stretch(let low, let high, _, let open):
        var (first, last) = (low.magnitude.rounded(.up), high.magnitude.rounded(.down))
        if open.low, first == low.magnitude { first += 1 }
        if open.high, last == high.magnitude { last -= 1 }
        guard first <= last else { continue }
        kept.append(.stretch(Quantity(first, low.unit), Quantity(last, high.unit)))
      case .near, .crossing, .indistinct: kept.append(root)
      }
    }
    return kept
  }

  private struct Found {
    var roots: [Answer.Solution.Root]
    var method: Answer.Solution.Method
    var unsettled: [Answer.Solution.Stretch] = []
    var missing: (count: Int, why: String)?
    var least: Answer.Solution.Extreme?
    var most: Answer.Solution.Extreme?
  }

  /// All of the range, by intervals.
  private func proved(
    _ equation: Equation, _ cells: MovingCells, _ range: Interval, _ relation: Question.Relation
  ) throws(Diagnostic) -> Found {
    let isEquality = relation == .equal
    var search = try RootSearch(equation, cells, range, tellsUndefined: !isEquality)
    let unsettled = search.unsettled
    var roots: [Answer.Solution.Root]
    if isEquality {
      roots = try search.roots()
    } else {
      let landmarks = try search.landmarks()
      var trial = try Search(search.equation, range, at: landmarks)
      roots = try trial.stretches(where: relation.holds).map { stretch throws(Diagnostic) in
        guard case .stretch(let low, let high, _, _) = stretch else { return stretch }
        let ends = (
          low: try search.tidiedEnd(low.magnitude), high: try search.tidiedEnd(high.magnitude)
        )
        var equation = search.equation
        func isOpen(_ end: Double) throws(Diagnostic) -> Bool {
          try equation.gap(at: end).map { !relation.holds($0) } ?? true
        }
        return .stretch(
          Quantity(ends.low, low.unit), Quantity(ends.high, high.unit),
          open: (low: try isOpen(ends.low), high: try isOpen(ends.high)))
      }
    }
    let extremes = ExtremeSearch(cells, range)
    var equation = equation
    func shown(_ extreme: ExtremeSearch.Extreme?) throws(Diagnostic) -> Answer.Solution.Extreme? {
      guard let extreme, let value = try equation.sides(at: extreme.at).sides?.left else {
        return nil
      }
      func isFar(_ share: Double, at x: Double) throws(Diagnostic) -> Bool {
        guard range.contains(x) else { return false }
        guard let sides = try equation.sides(at: x).sides else { return true }
        let size = max(abs(value.magnitude), sides.size)
        return abs(sides.left.magnitude - value.magnitude) > share * size
      }
      // Just beside a jump, which may belong to the other side, or to neither.
      let step = 1e-7 * abs(extreme.at)
      var jumps = false
      for place in [extreme.at - step, extreme.at + step] where !jumps {
        jumps = try isFar(0.2, at: place)
      }
      if jumps { jumps = try isFar(1e-3, at: extreme.at.rounded(toDigits: 6)) }
      return Answer.Solution.Extreme(
        value: value, at: Quantity(extreme.at, equation.unit), isReached: !jumps)
    }
    return Found(
      roots: roots, method: .proof, unsettled: unsettled, least: try shown(extremes.least),
      most: try shown(extremes.most))
  }

  /// Values of the range, fewer of them where each is a simulation.
  private func tried(
    _ equation: Equation, _ range: Interval, _ relation: Question.Relation, _ now: Double
  ) throws(Diagnostic) -> Found {
    let count = equation.isSampled ? 33 : equation.isCostly ? 17 : 201
    let places =
      equation.isWhole
      ? Set(Search.wholePlaces(range, equation.isCostly ? count : max(count, 64)) + [now]).sorted()
      : Search.places(range, count)
    var search = try Search(equation, range, at: places)
    // Between few servers that have no steady state and more that have lies what is asked, often.
    if equation.isWhole {
      let edges = try search.edges()
      search = try Search(search.equation, range, at: Set(places + edges).sorted())
    }
    if search.extremes == nil, let failure = search.failure { throw failure }
    return Found(
      roots: relation == .equal
        ? try search.meetings() : try search.stretches(where: relation.holds),
      method: .trial(values: search.tried),
      missing: search.failure.map { (search.missing, $0.message) }, least: search.extremes?.least,
      most: search.extremes?.most)
  }

  /// The parameter's own range; for other cells a million times the present value to both sides.
  private func solvingRange(_ index: Int, _ current: Quantity) -> (low: Quantity, high: Quantity) {
    let cell = state.cells[index]
    if let low = cell.low, let high = cell.high { return (low, high) }
    let size = max(abs(current.magnitude), 1)
    let far = min(SweepRange.tidied(Quantity(size * 1e6, current.unit)).magnitude, 1e300)
    return (Quantity(-far, current.unit), Quantity(far, current.unit))
  }
}

extension Question.Relation {
  /// Whether a difference of the left side and the right one is as it asks for.
  fileprivate func holds(_ difference: Double) -> Bool {
    switch self {
    case .less: difference < 0
    case .atMost: difference <= 0
    case .greater: difference > 0
    case .atLeast: difference >= 0
    case .equal: difference == 0
    }
  }
}
