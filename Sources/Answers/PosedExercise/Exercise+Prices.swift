import Course

extension Exercise {
  /// What a hint costs, in points.
  /// - Parameter number: from 1; one that is not there costs nothing.
  public func price(ofHint number: Int) -> Double {
    guard hints.indices.contains(number - 1), let cost = hints[number - 1].cost else { return 0 }
    return cost.unit.isPercent ? Double(points) * cost.base : cost.magnitude
  }
}
