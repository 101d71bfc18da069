import Diagnostics
import Language
import Quantities

extension Workbook {
  /// What the learner has made of the workbook, as lines that make it again: name and line of each
  /// unit, function, own name and parameter that was set.
  public var settings: [(name: String, line: String)] { Workbook.settings(of: state) }

  private static func settings(of state: State) -> [(name: String, line: String)] {
    var lines: [(name: String, line: String)] = state.ownUnits.map {
      ("unit \($0.name)", $0.text)
    }
    let own = state.definitions.values.filter { !$0.isFromChapter }
    for definition in own.sorted(by: { $0.written.name < $1.written.name }) {
      let function = definition.resolved
      lines.append(
        (
          "\(function.name)()",
          "\(function.name)(\(function.parameters.joined(separator: ", "))) = "
            + function.body.spelledOut
        ))
    }
    for cell in state.cells where cell.isSet {
      lines.append((cell.id.text, "\(cell.id.text) = \(cell.formula.spelledOut)"))
    }
    return lines
  }

  /// How many steps back are kept for another sitting.
  private static let mostEarlier = 20

  /// The lines of the settings before each of the last changes, the oldest first: what undo leads to.
  public var earlierSettings: [[String]] {
    let own = past.suffix(Workbook.mostEarlier).map { state in
      Workbook.settings(of: state).map { $0.line }
    }
    return (earlier + own).suffix(Workbook.mostEarlier)
  }

  /// Lets undo lead to settings of another sitting.
  /// - Parameter levels: as `earlierSettings` gave them.
  public mutating func rememberEarlier(_ levels: [[String]]) {
    earlier = levels.suffix(Workbook.mostEarlier)
  }

  /// Goes back to the last settings of another sitting; nil where there are none.
  mutating func undoEarlier() -> Changes? {
    guard let lines = earlier.popLast() else { return nil }
    let old = state
    var other = self
    // What cannot be reset stays as it is, and so does all else.
    guard (try? other.resetAll()) != nil else { return nil }
    _ = other.restore(lines)
    state = other.state
    future.append(old)
    return changes(since: old)
  }

  /// Makes the settings again, in whatever order they depend on each other. What no longer fits the
  /// models is left out and given back.
  public mutating func restore(_ lines: [String]) -> [String] {
    var left = lines
    defersMeasuring = true
    defer { defersMeasuring = false }
    while !left.isEmpty {
      let before = left.count
      left.removeAll { line in
        // Names stand there in full, so that what follows a number is its unit.
        let scope = ParsingScope(units: units)
        guard let statement = try? Statement.parse(Source(line), in: scope) else { return false }
        return (try? run(statement)) != nil
      }
      if left.count == before { break }
    }
    past = []
    future = []
    lastChanges = nil
    return left
  }

  /// What the author gave a parameter, whatever it was set to; nil where that has no value.
  public func authorsValue(of cell: Cell) -> Value? {
    // What has no value was told when the chapter was checked.
    guard let preset = cell.preset, let value = try? value(of: preset, in: cell.id.model) else {
      return nil
    }
    guard let unit = cell.unit, let plain = value.quantity, plain.isPlain else {
      return value.shown(in: cell.unit)
    }
    return .quantity(Quantity(unit.isPercent ? plain.magnitude * 100 : plain.magnitude, unit))
  }

  /// Gives every parameter back what the author wrote and forgets own names and functions.
  public mutating func resetAll() throws(Diagnostic) -> Changes {
    try rebuild(resetting: true) {
      !$0.id.isOwn
    } keepingFunctions: {
      $0.isFromChapter
    }
  }

  /// Forgets an own name that nothing depends on.
  public mutating func forget(_ id: CellID) throws(Diagnostic) -> Changes {
    if let index = state.index[id], let user = state.graph.users[index].first {
      throw Diagnostic(
        .nothingTo, "\(id.name) is still needed: \(shortName(user)) depends on it."
      ).try("\(shortName(user)) = 1")
    }
    let readers = state.definitions.values.filter {
      $0.resolved.body.names(without: Set($0.resolved.parameters)).contains(id.path)
    }
    if let reader = readers.map({ $0.written.name }).sorted().first {
      throw Diagnostic(.nothingTo, "\(id.name) is still needed: the function \(reader) reads it.")
    }
    return try rebuild(resetting: false) {
      $0.id != id
    } keepingFunctions: { _ in
      true
    }
  }

  /// Makes the state anew from some of the cells.
  /// - Parameter isReset: whether parameters get back what the author wrote.
  private mutating func rebuild(
    resetting isReset: Bool, keeping isKept: (Cell) -> Bool,
    keepingFunctions isKeptFunction: (Definition) -> Bool
  ) throws(Diagnostic) -> Changes {
    let old = state
    var cells = old.cells.filter(isKept)
    state = State(units: old.units)
    state.ownUnits = old.ownUnits
    state.holdsSeries = old.holdsSeries
    state.definitions = old.definitions.filter { isKeptFunction($0.value) }
    for index in cells.indices {
      if isReset, let preset = cells[index].preset {
        cells[index].written = preset
        cells[index].isSet = false
      }
      insert(cells[index])
    }
    do throws(Diagnostic) {
      for index in cells.indices where isReset && cells[index].preset != nil {
        state.cells[index].formula = try resolve(cells[index].written, in: cells[index].id.model)
      }
      for index in cells.indices {
        state.graph.set(inputs: inputs(of: state.cells[index].formula), of: index)
      }
      try recompute(state.cells.indices.filter { isReset && cells[$0].preset != nil })
    } catch {
      state = old
      throw error
    }
    remember(old)
    return changes(since: old)
  }
}
