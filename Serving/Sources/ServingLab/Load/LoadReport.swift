import Basics

/// What came of a load test, with its forecast where there is one.
public struct LoadReport: Sendable {
  private let figures: LoadFigures
  private let forecast: Forecast?
  private let law: ServedLaw?
  private let comparison: Comparison
  /// How much longer a step took after the test than before it, as a share; nil where it was not
  /// measured again.
  private let drift: Double?

  init(
    _ figures: LoadFigures, _ forecast: Forecast?, _ law: ServedLaw?, _ comparison: Comparison,
    drift: Double? = nil
  ) {
    (self.figures, self.forecast, self.law) = (figures, forecast, law)
    (self.comparison, self.drift) = (comparison, drift)
  }

  /// Requests that were answered.
  public var answered: Int { figures.answered }

  /// With stable keys; times in seconds.
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("measured", figures.json), .init("comparison", comparison.json),
    ]
    if let law { members.append(.init("law", law.json)) }
    if let drift { members.append(.init("drift", .number(drift))) }
    return .object(members)
  }

  /// For people.
  public var lines: [String] {
    let f = figures
    var lines = [
      "\(f.requests) requests, \(f.answered) answered, \(f.attempts - f.requests) tries again, "
        + "in \(Figures.seconds(f.seconds))"
    ]
    for (words, count) in f.failures.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(count) without an answer: \(words)")
      if let reason = f.reasons[words] { lines.append("    first: \(Figures.shown(reason))") }
    }
    let rate = f.seconds > 0 ? Double(f.outputTokens) / f.seconds : 0
    var tokens = "\(f.promptTokens) tokens in, \(f.outputTokens) out, \(Figures.rate(rate)) out/s"
    if let forecast { tokens += " (forecast \(Figures.rate(forecast.outputRate)))" }
    lines += [tokens, ""]
    lines += comparison.lines
    if f.lag > 0.05 {
      lines += ["", "Requests were sent up to \(Figures.seconds(f.lag)) late: too many for here."]
    }
    if let law { lines += [""] + law.lines }
    if let drift, abs(drift) >= 0.03 {
      lines += [
        "A step took \(Figures.difference(drift)) after the test of what it took before: the "
          + "machine was not the same, and no forecast is closer than that."
      ]
    }
    return lines
  }
}
