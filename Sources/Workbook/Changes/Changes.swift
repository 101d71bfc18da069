import Basics
import Diagnostics
import Language
import Quantities

extension Workbook {
  /// What to say of a new name that a cell of another model has as well: nothing there uses it.
  fileprivate func namesake(of cell: Cell) -> String? {
    let others = models.compactMap { state.index[CellID($0, cell.id.name)] }.sorted()
    guard let other = others.first.map({ state.cells[$0] }) else { return nil }
    return "\(cell.id.name) is a new name of your own, which nothing uses yet; "
      + "\(other.id.text) stays as it is."
  }
}

/// What one step did to the workbook: every cell whose value is another than before.
public struct Changes: Sendable {
  /// A cell whose value is another than before.
  public struct Change: Sendable {
    /// The cell as it is now.
    public let cell: Cell
    /// As it can be typed at the prompt.
    public let name: String
    /// nil where there was no value.
    public let before: Value?
    /// Half the width of the 95% interval of what it was, where that is simulated.
    public var marginBefore: Quantity? = nil
    /// Half the width of the 95% interval of what it is now, where that is simulated.
    public var margin: Quantity? = nil
    /// nil where there is none now; the cell says why.
    public var after: Value? { cell.isStale ? nil : cell.value }
  }

  /// What was set: parameters, own names.
  public private(set) var settings: [Change] = []
  /// What followed, the author's important ones first.
  public private(set) var results: [Change] = []
  /// What is new to know of the runs that changed, before trusting their figures.
  public private(set) var remarks: [String] = []
  /// Functions that are new or another than before.
  public private(set) var functions: [FunctionDefinition] = []
  /// Own names and functions that are there no more.
  public private(set) var forgotten: [String] = []

  /// Own names that were not there before.
  public var added: [Change] { settings.filter { $0.cell.id.isOwn && $0.before == nil } }

  /// Whether nothing is different.
  public var isEmpty: Bool {
    settings.isEmpty && results.isEmpty && functions.isEmpty && forgotten.isEmpty
  }

  init(from old: Workbook.State, in workbook: Workbook) {
    let new = workbook.state
    let estimated = workbook.estimatedCells
    var earlier = workbook
    earlier.state = old
    for index in new.cells.indices(changedSince: old.cells) {
      let cell = new.cells[index]
      let before = old.index[cell.id].map { old.cells[$0] }
      guard Changes.differ(before, cell) else { continue }
      remarks += Changes.remarks(before, cell).filter { !remarks.contains($0) }
      guard !Changes.isRunAgain(before, cell) else { continue }
      let change = Change(
        cell: cell, name: workbook.shortName(index), before: before?.value,
        marginBefore: estimated.contains(index) ? before.flatMap { earlier.margin(of: $0) } : nil,
        margin: estimated.contains(index) ? workbook.margin(of: cell) : nil)
      // A parameter with a formula may also just follow.
      let isSetting = cell.kind != .result && before?.written != cell.written
      if isSetting { settings.append(change) } else { results.append(change) }
    }
    remarks += added.compactMap { workbook.namesake(of: $0.cell) }
    functions = workbook.definedFunctions.filter { old.definitions[$0.name]?.written != $0 }
    forgotten =
      old.cells.indices(changedSince: new.cells).map { old.cells[$0] }
      .filter { new.index[$0.id] == nil }.map { $0.id.name }
      + old.definitions.keys.filter { new.definitions[$0] == nil }.sorted()
    let important = results.filter { $0.cell.isImportant }
    results = important + results.filter { !$0.cell.isImportant }
  }

  /// A result that is a run, and still is one: what is read from it says what changed.
  private static func isRunAgain(_ old: Cell?, _ new: Cell) -> Bool {
    guard new.kind == .result, !new.isStale, case .record? = old?.value, case .record? = new.value
    else { return false }
    return true
  }

  /// What a run's record says now and did not say before.
  private static func remarks(_ old: Cell?, _ new: Cell) -> [String] {
    guard !new.isStale, case .record(let now)? = new.value else { return [] }
    guard case .record(let before)? = old?.value else { return now.remarks }
    return now.remarks.filter { !before.remarks.contains($0) }
  }

  private static func differ(_ old: Cell?, _ new: Cell) -> Bool {
    guard let old else { return true }
    if new.isStale != old.isStale { return true }
    switch (old.state, new.state) {
    case (.value(let before), .value(let after)): return !before.isSame(as: after)
    case (.failed(let before), .failed(let after)): return before != after
    case (.pending, .pending): return false
    default: return true
    }
  }
}
