import Diagnostics
import Language
import Quantities

extension Tuning {
  /// Something that follows the slider: what it was, what it is now, or why that is not known.
  public struct Follower: Sendable {
    /// What it was, and what it is now.
    public let change: Changes.Change
    /// Whether it is the expression that was named, rather than a result of the workbook.
    public let isSubject: Bool
    /// Why it is not worked out while the slider moves; nil where it is.
    public let lack: Lack?
  }

  /// Why something is not worked out while a slider moves: it takes long, or it measures.
  public enum Lack: Sendable { case slow, measured }

  /// How far the curve of the expression that was named is worked out.
  public struct Curve: Sendable {
    /// What is known of it, and where the slider stands; nil while there is no value.
    public let curves: Answer.Curves?
    /// How many of its points have a value.
    public let points: Int
    /// Which share of the stops is worked out, 0 to 1.
    public let share: Double
    /// Whether nothing of it is left to work out.
    public let isComplete: Bool
    /// Why it is not drawn, or not to its end.
    public let lack: Lack?
    /// Why the first stop without a value has none.
    public let failure: Diagnostic?
  }

  // MARK: The slider

  /// The sentence of the cell; empty where it has none.
  public var sentence: String { cell.sentence }
  /// The lower end of the range.
  public var low: Quantity { range.stops.first ?? value }
  /// The upper end.
  public var high: Quantity { range.stops.last ?? value }
  /// The distance of most stops; nil where they are spread by ratio.
  public var step: Quantity? { range.step }
  /// Whether the range is the cell's own, and not one taken around its value.
  public var isOwnRange: Bool { range.isOwn }
  /// Where the value lies between the ends: 0 to 1.
  public var share: Double { range.share(place) }
  /// Where it started from.
  public var startShare: Double { range.share(range.origin) }
  /// The value, as text.
  public var label: String { label(place) }
  /// The value it started from, as text.
  public var startLabel: String { label(range.origin) }
  /// The value that results are shown for, as text.
  public var resultsLabel: String { label(resultsPlace) }

  // MARK: What follows

  /// The expression that was named; nil where none was.
  public var followed: Follower? {
    subject.map { subject in
      Follower(change: change(subject), isSubject: true, lack: subject.lack)
    }
  }

  /// What is computed from the cell, the author's important ones first, without the expression that
  /// was named. Runs are left out: what is read from them says what changed.
  public var dependents: [Follower] {
    let now = results.known
    let all = results.order.sorted().compactMap { index -> Follower? in
      let cell = now.state.cells[index]
      if case .record? = start.state.cells[index].value { return nil }
      let name = now.shortName(index)
      guard name != subject?.text else { return nil }
      return Follower(
        change: Changes.Change(cell: cell, name: name, before: start.state.cells[index].value),
        isSubject: false, lack: results.lack(index))
    }
    return all.filter { $0.change.cell.isImportant } + all.filter { !$0.change.cell.isImportant }
  }

  private func change(_ subject: Subject) -> Changes.Change {
    var cell = Cell(
      id: CellID("", subject.text), kind: .result, sentence: "", unit: nil, low: nil, high: nil,
      isImportant: true, preset: nil, written: subject.expression, formula: subject.expression,
      isSet: false, state: .pending)
    switch subject.now {
    case .success(let value)?: cell.state = .value(value)
    case .failure(let problem)?: cell.state = .failed(problem)
    case nil:
      if subject.lack == .slow, let before = subject.before {
        cell.state = .value(before)
        cell.isStale = true
      }
    }
    return Changes.Change(cell: cell, name: subject.text, before: subject.before)
  }

  // MARK: Curve

  /// The curve of the expression that was named; nil where none was.
  public var curve: Curve? {
    subject.map { subject in
      let curve = subject.curve
      return Curve(
        curves: curve.unit.map { curves(subject, $0) }, points: curve.points.count { $0 != nil },
        share: curve.share, isComplete: curve.isComplete, lack: curve.lack, failure: curve.failure)
    }
  }

  private func curves(_ subject: Subject, _ unit: Unit) -> Answer.Curves {
    var marks: [Answer.Curves.Mark] = []
    if case .success(let value)? = subject.now, let now = value.amount,
      let height = now.converted(to: unit)?.typical
    {
      marks = [
        Answer.Curves.Mark(
          name: subject.text, at: range.stops[resultsPlace], value: now, height: height.magnitude)
      ]
    }
    let sweep = subject.curve.sweep(subject.text, over: name)
    return Answer.Curves(
      x: Answer.Curves.Axis(name: name, unit: value.unit, isLogarithmic: range.isLogarithmic),
      y: Answer.Curves.Axis(
        name: subject.text, unit: unit,
        isLogarithmic: range.isLogarithmic && sweep.series.spansDecades),
      series: sweep.series, cell: name, marks: marks, table: sweep)
  }
}

extension SliderRange {
  /// Whether it is drawn by ratio.
  var isLogarithmic: Bool { step == nil && (stops.first?.magnitude ?? 0) > 0 }
}
