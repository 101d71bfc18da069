extension Plot {
  /// Whether there is no value to draw.
  public var isEmpty: Bool { !series.contains { $0.points.contains { $0.y?.isFinite == true } } }

  /// The range of its horizontal axis.
  public var horizontalScale: AxisScale {
    let scale = AxisScale(
      of: series.flatMap { $0.points }.map { $0.x }, isLogarithmic: x.isLogarithmic)
    return form == .bars ? withHalfBars(scale) : scale
  }

  /// The range of its vertical axis: bars stand on zero.
  public var verticalScale: AxisScale {
    let values = series.flatMap { $0.points }.compactMap { $0.y }
    guard form == .bars else {
      return AxisScale(of: values, isLogarithmic: y.isLogarithmic).withRoom(fromZero: false)
    }
    // The ground is one of the ends: a single bar needs no room above it.
    return AxisScale(of: values.isEmpty ? [] : values + [0], isLogarithmic: false)
      .withRoom(fromZero: true)
  }

  /// A bar stands over its place, so the first and the last reach beyond.
  private func withHalfBars(_ scale: AxisScale) -> AxisScale {
    let count = series.map { $0.points.count }.max() ?? 0
    if scale.isLogarithmic { return scale.withHalfSteps(count) }
    let half = count > 1 ? (scale.high / 2 - scale.low / 2) / Double(count - 1) : 0.5
    guard half.isFinite, abs(scale.low) < 1e300, abs(scale.high) < 1e300
    else { return scale }
    return AxisScale(low: scale.low - half, high: scale.high + half)
  }
}
