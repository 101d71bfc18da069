extension Timeline {
  /// The highest number of instances of the band, as a whole number.
  public var mostInstances: Double {
    let most = levels.reduce(0) { max($0, $1.all) }
    return most.isFinite ? most.rounded(.up) : 0
  }

  /// The means of the band over the whole time, in words.
  public var meansOfLevels: String {
    let length = end - start
    func mean(_ read: (Level) -> Double) -> String {
      AxisNumber.short(
        length > 0 ? levels.reduce(0) { $0 + read($1) * ($1.end - $1.start) } / length : 0)
    }
    return
      "\(instanceWord), on average: busy \(mean { $0.busy }), starting \(mean { $0.starting }), "
      + "idle \(mean { $0.idle }), at most \(AxisNumber.short(mostInstances))"
  }
}

extension Timeline.Level {
  /// All instances of it.
  public var all: Double { busy + starting + idle }
}
