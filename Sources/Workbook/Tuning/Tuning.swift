import Diagnostics
import Language
import Quantities

/// A slider: one cell that is moved through its range, and what follows from it. The workbook it was
/// made from is not touched.
///
///     var tuning = try workbook.tuning(target, for: expression)
///     tuning.move(by: 10)
///     while tuning.work(isStopped: hasKey) {}
///     show(tuning.displays)
///
/// What takes long is not computed while it moves, and nothing is measured: it says so instead.
public struct Tuning: Sendable {
  /// The name as it is typed to set it.
  public let name: String
  let cell: Cell
  let range: SliderRange
  /// Which stop it is at.
  private(set) var place: Int
  /// What follows, by the stop at which it was worked out.
  private(set) var results: LightWhatIf
  private(set) var resultsPlace: Int
  /// What is followed besides, where something was named.
  var subject: Subject?
  /// The workbook it was made from.
  let start: Workbook

  /// An expression that is followed, and drawn over the whole range.
  struct Subject: Sendable {
    let text: String
    /// With full names.
    let expression: Expression
    let before: Value?
    var now: Result<Value, Diagnostic>?
    var lack: Lack?
    var curve: TuningCurve
  }

  init(
    _ workbook: Workbook, _ index: Int, _ current: Quantity, name: String,
    for subject: (text: String, expression: Expression)?
  ) {
    start = workbook
    self.name = name
    let cell = workbook.state.cells[index]
    self.cell = cell
    let bounds = cell.low.flatMap { low in cell.high.map { (low: low, high: $0) } }
    let range = SliderRange(around: current, bounds: bounds, step: cell.step)
    self.range = range
    place = range.origin
    resultsPlace = range.origin
    let results = LightWhatIf(workbook, varying: index)
    self.results = results
    self.subject = subject.map { text, expression in
      let isKnown = results.lack(expression) == nil
      return Subject(
        text: text, expression: expression,
        // What has no value is shown with its problem while it moves.
        before: isKnown ? try? workbook.value(ofResolved: expression) : nil,
        curve: TuningCurve(workbook, index, range, expression))
    }
    refreshSubject { false }
  }

  // MARK: Moving

  /// The value it is at.
  public var value: Quantity { range.stops[place] }
  /// The value it started from; the middle of an uncertain one.
  public var origin: Quantity { range.stops[range.origin] }
  /// The same in words.
  public var originText: String {
    if case .uncertain(let quantity)? = cell.value { return quantity.text }
    return origin.exactText
  }
  /// A stop in words; the middle of an uncertain value, which is nobody's to type, in few digits.
  func label(_ place: Int) -> String {
    if case .uncertain? = cell.value, place == range.origin { return range.stops[place].text }
    return range.stops[place].exactText
  }
  /// The value it is at, in words that read back exactly.
  public var text: String { isMoved ? value.exactText : originText }
  /// Whether it is where it started.
  public var isMoved: Bool { place != range.origin }

  /// The line that sets the value; nil where it is the one that is set already.
  public var line: String? { isMoved ? "\(name) = \(value.exactText)" : nil }

  /// Moves it by some steps, up to the ends of the range.
  public mutating func move(by steps: Int) {
    place = min(max(0, place + steps), range.stops.count - 1)
  }

  /// Moves it to the lower or the upper end.
  public mutating func moveToEnd(isUpper: Bool) { place = isUpper ? range.stops.count - 1 : 0 }

  // MARK: Working

  /// Whether what is shown belongs to the value it is at.
  public var isCurrent: Bool { resultsPlace == place }

  /// Works out a bit of what is not known yet: first what follows from the present value, then the
  /// curve.
  /// - Parameter isStopped: whether something else has to be done first.
  /// - Returns: whether there is more to work out.
  public mutating func work(isStopped: @escaping @Sendable () -> Bool) -> Bool {
    var slice = WorkSlice()
    if !isCurrent {
      if target != place {
        target = place
        isMoved ? results.begin(at: value) : results.returnToStart()
      }
      guard results.advance(isStopped: isStopped, &slice) else { return true }
      resultsPlace = place
      refreshSubject(isStopped)
      return isStopped() || subject?.curve.isComplete == false
    }
    if let subject, subject.now == nil, subject.lack == nil {
      refreshSubject(isStopped)
      if isStopped() { return true }
    }
    return subject?.curve.advance(isStopped: isStopped, &slice) ?? false
  }

  /// The stop that is being worked out.
  private var target: Int?

  private mutating func refreshSubject(_ isStopped: @escaping @Sendable () -> Bool) {
    guard var subject else { return }
    defer { self.subject = subject }
    subject.lack = results.lack(subject.expression)
    if subject.lack == nil, isMoved, subject.curve.isSlowByItself { subject.lack = .slow }
    guard subject.lack == nil else {
      subject.now = nil
      return
    }
    subject.now =
      isMoved
      ? results.value(of: subject.expression, isStopped: isStopped)?.result
      : subject.before.map { .success($0) }
        ?? results.value(of: subject.expression) { false }?.result
  }
}

extension Workbook {
  /// The value of an expression with full names.
  func value(ofResolved expression: Expression) throws(Diagnostic) -> Value {
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    return try evaluator.value(expression)
  }
}
