import Quantities

/// How far the figures of a run may be off.
extension Record {
  /// Half the width of the 95% interval of a figure at the end of a path of fields, such as
  /// `latency.p99`; nil where that is not told.
  public func margin(of path: [String]) -> Quantity? {
    guard case .record(let margins)? = self["margins"] else { return nil }
    // That of a mean may stand under the name of what it is the mean of.
    let name = path.joined(separator: "_")
    let figure = margins[name] ?? (path.last == "mean" ? margins[String(name.dropLast(5))] : nil)
    return figure?.quantity
  }
}
