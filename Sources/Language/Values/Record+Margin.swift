import Quantities

/// How far the figures of a run may be off.
extension Record {
  /// Half the width of the 95% interval of a figure at the end of a path of fields, such as
  /// `latency.p99`, or how far a time may be off that was measured; nil where that is not told.
  public func margin(of path: [String]) -> Quantity? {
    marginFigure(of: path)?.quantity
  }

  /// The same of a figure of a run with ranges, whose margin is another one in each case: what it is
  /// on average.
  public func usualMargin(of path: [String]) -> Quantity? {
    if case .uncertain(let margin)? = marginFigure(of: path) { return margin.mean }
    return margin(of: path)
  }

  private func marginFigure(of path: [String]) -> Value? {
    if let share = measuredShare {
      return time(at: path[...]).map { .quantity(Quantity(abs($0.magnitude) * share, $0.unit)) }
    }
    guard case .record(let margins)? = self["margins"] else { return inner(path) }
    // That of a mean may stand under the name of what it is the mean of.
    let name = path.joined(separator: "_")
    return margins[name] ?? (path.last == "mean" ? margins[String(name.dropLast(5))] : nil)
      ?? inner(path)
  }

  /// The same of a part that has margins of its own.
  private func inner(_ path: [String]) -> Value? {
    guard let first = path.first, path.count > 1, case .record(let part)? = self[first] else {
      return nil
    }
    return part.marginFigure(of: Array(path.dropFirst()))
  }
}
