import Diagnostics
import Language
import Quantities

/// An expression at every stop of a slider, worked out point by point.
struct TuningCurve: Sendable {
  private let stops: [Quantity]
  private let expression: Expression
  private var whatIf: LightWhatIf
  /// For each stop that was worked out its value; nil where there is none.
  private(set) var points: [Amount?] = []
  /// What the expression is shown in: the unit of the first value.
  private(set) var unit: Unit?
  /// Why the first stop without a value has none.
  private(set) var failure: Diagnostic?
  /// Why it is not drawn, or not to its end.
  private(set) var lack: Tuning.Lack?
  /// What the point that is being worked out has taken so far.
  private var effort = Effort.none
  /// What the expression by itself took at the last point.
  private var ownEffort = Effort.none
  private var isBegun = false

  /// - Parameter expression: with full names.
  init(_ workbook: Workbook, _ index: Int, _ range: SliderRange, _ expression: Expression) {
    stops = range.stops
    self.expression = expression
    whatIf = LightWhatIf(workbook, varying: index, for: [expression])
    lack = whatIf.lack(expression)
  }

  /// Whether nothing is left to work out.
  var isComplete: Bool { lack != nil || points.count == stops.count }

  /// Whether the expression takes long even where all that it reads is known.
  var isSlowByItself: Bool { ownEffort > Workbook.most }

  /// Which share of the stops is worked out.
  var share: Double { Double(points.count) / Double(max(1, stops.count)) }

  /// As far as it is worked out; the rest is without values.
  func sweep(_ expression: String, over name: String) -> Answer.Sweep {
    let rest = [Amount?](repeating: nil, count: stops.count - points.count)
    return Answer.Sweep(
      name: name, values: stops,
      columns: [
        Answer.Sweep.Column(
          name: expression, unit: unit ?? .none, amounts: points + rest, failures: [])
      ])
  }

  /// Works out some more points.
  /// - Returns: whether there are more.
  mutating func advance(
    isStopped: @escaping @Sendable () -> Bool, _ slice: inout WorkSlice
  ) -> Bool {
    while !isComplete {
      if isStopped() || slice.isSpent { return true }
      if !isBegun {
        whatIf.begin(at: stops[points.count])
        effort = .none
      }
      isBegun = true
      var part = WorkSlice()
      let isWhole = whatIf.advance(isStopped: isStopped, &part)
      effort += part.spent
      slice.spend(part.spent)
      guard isWhole else { return true }
      lack = whatIf.lack(expression)
      guard lack == nil else { break }
      guard let (result, own) = whatIf.value(of: expression, isStopped: isStopped) else {
        return true
      }
      isBegun = false
      add(result)
      slice.spend(own)
      ownEffort = own
      if effort + own > Workbook.most { lack = .slow }
    }
    return false
  }

  private mutating func add(_ result: Result<Value, Diagnostic>) {
    switch result {
    case .success(let value):
      guard let amount = value.amount, let shown = amount.converted(to: unit ?? amount.unit)
      else {
        failure = failure ?? Diagnostic(.wrongKind, "Only quantities can be drawn.")
        points.append(nil)
        return
      }
      unit = shown.unit
      points.append(shown)
    case .failure(let problem):
      failure = failure ?? problem
      points.append(nil)
    }
  }
}
