import Quantities

/// How far the figures of a run may be off.
extension Record {
  /// Half the width of the 95% interval of a figure at the end of a path of fields, such as
  /// `latency.p99`, or how far a time may be off that was measured; nil where that is not told.
  public func margin(of path: [String]) -> Quantity? {
    if let share = measuredShare {
      return time(at: path[...]).map { Quantity(abs($0.magnitude) * share, $0.unit) }
    }
    guard case .record(let margins)? = self["margins"] else { return inner(path) }
    // That of a mean may stand under the name of what it is the mean of.
    let name = path.joined(separator: "_")
    let figure = margins[name] ?? (path.last == "mean" ? margins[String(name.dropLast(5))] : nil)
    return figure?.quantity ?? inner(path)
  }

  /// The same of a part that has margins of its own.
  private func inner(_ path: [String]) -> Quantity? {
    guard let first = path.first, path.count > 1, case .record(let part)? = self[first] else {
      return nil
    }
    return part.margin(of: Array(path.dropFirst()))
  }
}
