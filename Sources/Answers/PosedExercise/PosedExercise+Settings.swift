import Basics
import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// Goals are answered by settings of parameters.
extension PosedExercise {
  /// The workbook from which a learner sets out to reach a goal: the variant's, with the author's
  /// starting state. Everything the conditions read is computed.
  /// - Throws: what is wrong with the starting state.
  public func start() throws(Diagnostic) -> Workbook {
    guard case .goal(let conditions, let settings, _) = exercise.task else { return workbook }
    var known = try yardstick.start { () throws(Diagnostic) in
      var start = workbook
      for setting in settings {
        _ = try start.set(Binding(target: setting.target, value: setting.value))
      }
      try start.refresh(for: conditions, measures: true)
      return start
    }
    known.isInterrupted = workbook.isInterrupted
    return known
  }

  /// What a goal's answer says where nothing was changed.
  static let nothingChanged = "start"

  /// The settings of a workbook as one line that `verdict(on:)` reads back:
  /// "waste.gpus = 8 gpu; waste.rent = $6,000/month".
  public func answerText(of other: Workbook) -> String {
    guard let start = try? start() else { return PosedExercise.nothingChanged }
    var lines: [String] = []
    for cell in start.models.flatMap({ start.cells(of: $0) }) where cell.kind == .parameter {
      guard let value = other.cell(cell.id)?.value, value != cell.value else { continue }
      lines.append("\(cell.id.text) = \(exactText(value))")
    }
    return lines.isEmpty ? PosedExercise.nothingChanged : lines.joined(separator: "; ")
  }

  /// A value that reads back to the last bit.
  private func exactText(_ value: Value) -> String {
    guard case .quantity(let quantity) = value else { return value.text }
    let text = quantity.text
    let scope = ParsingScope(units: workbook.units)
    // A text that does not read back is not the same.
    let same = (try? Expression.parse(Source(text), in: scope))?.literal
    return same == quantity ? text : quantity.text(significant: 17)
  }

  /// The state that an answer's settings make.
  /// - Parameter change: the parameters that may be set; any where it is empty.
  /// - Throws: what is wrong with a setting: it is none, not a parameter, given with the task, or
  ///   out of its range.
  func state(
    _ answer: String, _ change: [Target], reading expressions: [Expression]
  ) throws(Diagnostic) -> Workbook {
    var state = try start()
    let allowed = Set(change.compactMap { state.cell(named: $0.text)?.id })
    guard answer.lowercased().filter({ !$0.isWhitespace }) != PosedExercise.nothingChanged else {
      return state
    }
    for line in answer.split(separator: ";") {
      let source = Source(line.trimmed)
      switch try Statement.parse(source, in: state.parsingScope()) {
      case .empty: continue
      case .binding(let binding):
        try checkTarget(binding.target, in: state, allowed)
        _ = try state.set(binding)
      case .function, .unit, .expression, .question:
        throw Diagnostic(.wrongKind, "Only settings are an answer here.", at: source.whole)
          .expected("NAME = VALUE, joined by ;", found: "“\(source.text)”")
      }
    }
    try state.refresh(for: expressions, measures: true)
    return state
  }

  private func checkTarget(
    _ target: Target, in state: Workbook, _ allowed: Set<CellID>
  ) throws(Diagnostic) {
    guard let cell = state.cell(named: target.text) else {
      throw Diagnostic(.unknownName, "There is no parameter \(target.text).", at: target.span)
        .try(closest(to: target.text, among: state.visibleNames()))
    }
    let isGiven =
      cell.id.model == CellID.given
      || givens.contains { given in
        cell.id == exercise.model.map { CellID($0.id, given.name) }
      }
    if isGiven, let value = cell.value {
      throw Diagnostic(.fixedValue, "\(cell.id.name) is given: \(value.text).", at: target.span)
        .label("part of the task")
    }
    // What follows from formulas is told so when it is set.
    guard cell.kind == .parameter else { return }
    guard allowed.isEmpty || allowed.contains(cell.id) else {
      let names = allowed.map { $0.name }.sorted().joined(separator: ", ")
      throw Diagnostic(.fixedValue, "\(cell.id.name) is part of the task.", at: target.span)
        .label("stays as it is").note("You may set \(names).")
    }
  }
}
