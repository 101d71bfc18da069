extension RandomModel {
  /// Made-up models that stand for real ones of their size where a path could be named: they say
  /// nothing of sense, and take as much memory and time as those. In an unoptimized build, which runs
  /// a hundred times slower, all of them are small.
  public static let offered: [String: RandomModel] = {
    var offered: [String: RandomModel] = [:]
    for name in ["15m", "110m", "1.1b"] {
      #if DEBUG
        let shape = "single"
      #else
        let shape = name
      #endif
      guard var model = shapes[shape] else { continue }
      model.repeatsWeights = true
      offered[name] = model
    }
    return offered
  }()
}
