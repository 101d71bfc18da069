import Basics
import Diagnostics
import Language
import Quantities

/// Named values that depend on each other. Setting one recomputes exactly what depends on it.
///
///     var workbook = Workbook()
///     let changes = try workbook.set("x = 3 h")
public struct Workbook: Sendable {
  /// How many names may be bound: a sheet has more than a prompt.
  public var mostNames = Workbook.mostBindings
  /// Whether a sheet is being read: no step of it is undone by itself.
  public var isLoading = false

  /// What undo brings back.
  struct State: Sendable {
    var cells = ChunkedArray<Cell>()
    var index = CellIndex()
    /// Cells that may be older than what they depend on, or wait to be measured; no others are.
    var open: Set<Int> = []
    /// How many cells the learner has bound.
    var ownCount = 0
    var graph = DependencyGraph()
    var definitions: [String: Definition] = [:]
    var units: UnitCatalog
    /// Units that were defined at the prompt, in that order.
    var ownUnits: [UnitDeclaration] = []
    /// Whether any cell was ever a list or a table.
    var holdsSeries = false
    /// Cells that are runs of a simulator, or were.
    var runs: Set<Int> = []
    /// Cells that tell what was measured, or did.
    var measurements: Set<Int> = []
    /// Cells that tell something of samples, or did.
    var readers: Set<Int> = []

    init(units: UnitCatalog) { self.units = units }
  }

  /// A function of the language's own.
  struct Definition: Sendable {
    /// As written, for help and `save`.
    let written: FunctionDefinition
    /// With full names in its body.
    let resolved: FunctionDefinition
    /// Whether a chapter defined it.
    let isFromChapter: Bool
  }

  var state: State
  var past: [State] = []
  var future: [State] = []
  /// The settings before each of the last changes of another sitting, the oldest first.
  var earlier: [[String]] = []
  /// Names that a line tried to bind and could not: they are no slips for units or other names.
  var unbound: Set<String> = []
  /// What the last step did, for `changes`; nil before the first one.
  public internal(set) var lastChanges: Changes?

  /// The models, in the order they were added, each with its cells in the author's order.
  public internal(set) var models: [String] = []
  /// The units that may be used.
  public internal(set) var units: UnitCatalog {
    get { state.units }
    set { state.units = newValue }
  }
  /// The functions that may be called.
  public let functions: FunctionCatalog

  /// The models whose names can be used without the model in front, nearest first.
  public var focus: [String] = []
  /// Models whose names can be used so too where only one of them has the name.
  public var background: [String] = []
  /// Whether models out of focus are kept out of every list and suggestion, as in an exercise, which
  /// has names of its own. By its whole name a cell can be read all the same.
  public var isSealed = false
  /// The models whose names may be offered.
  public var offeredModels: [String] { isSealed ? focus.filter(models.contains) : models }
  /// Whether slow cells are computed at once.
  public var isAutomatic = false
  /// Whether Ctrl-C was pressed.
  public var isInterrupted: @Sendable () -> Bool = { false }
  /// Told what takes long.
  public var onProgress: @Sendable (WorkProgress) -> Void = { _ in }
  /// Whether cells that measure wait until somebody asks, rather than being computed.
  var defersMeasuring = false
  /// What samples are drawn from besides the names: other luck where it is not empty.
  var luck = ""
  /// How single draws come out, where a question asks what hangs on them.
  var draws = Draws()
  /// See `Budget`.
  var measuringRound: MeasuringRound?
  /// See `Budget`.
  var rounds: RunRounds?

  /// A cell that took more is computed on demand only: half a million simulated requests and more.
  static let most = Effort.events(1_500_000)
  static let mostBindings = 256
  static let mostUndo = 200

  /// Creates a workbook without cells.
  public init(functions: FunctionCatalog = .standard, units: UnitCatalog = .standard) {
    self.functions = functions
    state = State(units: units)
  }

  // MARK: Reading

  /// The cell with this full name; nil where there is none.
  public func cell(_ id: CellID) -> Cell? { state.index[id].map { state.cells[$0] } }

  /// The cells of a model, in the author's order; own names in the order they were bound.
  public func cells(of model: String) -> [Cell] { state.cells.filter { $0.id.model == model } }

  /// The cells that the learner has bound, in that order.
  public var ownCells: [Cell] { cells(of: CellID.own) }

  /// The functions that were defined in the language, by name.
  public var definedFunctions: [FunctionDefinition] {
    state.definitions.values.map { $0.written }.sorted { $0.name < $1.name }
  }

  /// Whether any cell is older than what it depends on.
  public var hasStaleCells: Bool { state.open.contains { state.cells[$0].isStale } }

  func budget(steps: Int = Budget.steps) -> Budget {
    Budget(
      steps: steps, measuringRound: measuringRound, rounds: rounds, isInterrupted: isInterrupted,
      onProgress: onProgress)
  }

  /// The value of an expression that stands at the prompt or in prose.
  /// - Parameter model: the model whose names are meant first; nil at the prompt.
  public func value(
    of expression: Expression, in model: String? = nil
  ) throws(Diagnostic) -> Value {
    let resolved = try resolve(expression, in: model)
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    return try evaluator.value(resolved)
  }

  // MARK: Undo

  /// Whether there is a step to undo.
  public var canUndo: Bool { !past.isEmpty || !earlier.isEmpty }
  /// Whether there is an undone step to redo.
  public var canRedo: Bool { !future.isEmpty }

  /// Takes the last change back; nil where there is none.
  public mutating func undo() -> Changes? {
    guard let before = past.popLast() else { return undoEarlier() }
    future.append(state)
    return replace(with: before)
  }

  /// Makes the last undone change again; nil where there is none.
  public mutating func redo() -> Changes? {
    guard let after = future.popLast() else { return nil }
    past.append(state)
    return replace(with: after)
  }

  private mutating func replace(with other: State) -> Changes {
    let old = state
    state = other
    return changes(since: old)
  }

  /// What is different from an earlier state; kept as the last changes.
  mutating func changes(since old: State) -> Changes {
    let changes = Changes(from: old, in: self)
    lastChanges = changes
    return changes
  }

  /// Makes `old` what undo goes back to.
  mutating func remember(_ old: State) {
    guard !isLoading else { return }
    past.append(old)
    if past.count > Workbook.mostUndo { past.removeFirst() }
    future = []
  }
}
