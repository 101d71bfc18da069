import Diagnostics
import Language
import Quantities

/// What one step did to the workbook: every cell whose value is another than before.
public struct Changes: Sendable {
  public struct Change: Sendable {
    public let cell: Cell
    /// As it can be typed at the prompt.
    public let name: String
    /// nil where there was no value.
    public let before: Value?
    /// nil where there is none now; the cell says why.
    public var after: Value? { cell.isStale ? nil : cell.value }
  }

  /// What was set: parameters, own names.
  public private(set) var settings: [Change] = []
  /// What followed, the author's important ones first.
  public private(set) var results: [Change] = []

  /// Own names that are no more.
  public private(set) var forgotten: [String] = []
  /// Own names that were not there before.
  public var added: [Change] { settings.filter { $0.cell.id.isOwn && $0.before == nil } }

  public var isEmpty: Bool { settings.isEmpty && results.isEmpty && forgotten.isEmpty }

  init(from old: Workbook.State, to new: Workbook.State, focus: [String]) {
    for cell in new.cells {
      let before = old.index[cell.id].map { old.cells[$0] }
      guard Changes.differ(before, cell) else { continue }
      let isNear = cell.id.isOwn || focus.contains(cell.id.model)
      let change = Change(
        cell: cell, name: isNear ? cell.id.name : cell.id.text, before: before?.value)
      let isSetting =
        cell.kind == .parameter || (cell.kind == .own && before?.written != cell.written)
      if isSetting { settings.append(change) } else { results.append(change) }
    }
    forgotten = old.cells.filter { new.index[$0.id] == nil }.map(\.id.name)
    let important = results.filter { $0.cell.isImportant }
    results = important + results.filter { !$0.cell.isImportant }
  }

  private static func differ(_ old: Cell?, _ new: Cell) -> Bool {
    guard let old else { return true }
    if new.isStale != old.isStale { return true }
    switch (old.state, new.state) {
    case (.value(let before), .value(let after)): return before != after
    case (.failed(let before), .failed(let after)): return before != after
    default: return true
    }
  }
}
