import Basics
import Simulation

/// What came of a load test, with its forecast where there is one.
public struct LoadReport: Sendable {
  private let figures: LoadFigures
  private let forecast: Forecast?
  private let fit: StepLaw.Fit?
  private let comparison: Comparison

  init(_ figures: LoadFigures, _ forecast: Forecast?, _ fit: StepLaw.Fit?) {
    (self.figures, self.forecast, self.fit) = (figures, forecast, fit)
    comparison = Comparison(figures, forecast)
  }

  /// Requests that were answered.
  public var answered: Int { figures.answered }

  /// With stable keys; times in seconds.
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("measured", figures.json), .init("comparison", comparison.json),
    ]
    if let law = fit?.law {
      members.append(
        .init(
          "law",
          .object([
            "fixed": .number(law.fixed), "per_sequence": .number(law.perSequence),
            "per_context_token": .number(law.perContextToken),
            "weights": .number(law.weights),
            "prefill_rate": .number(law.prefillRate),
            "per_prompt_pair": .number(law.perPromptPair),
            "median_error": .number(fit?.medianError ?? 0),
          ])))
    }
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
    }
    let rate = f.seconds > 0 ? Double(f.outputTokens) / f.seconds : 0
    var tokens = "\(f.promptTokens) tokens in, \(f.outputTokens) out, \(Self.whole(rate)) out/s"
    if let forecast { tokens += " (forecast \(Self.whole(forecast.outputRate)))" }
    lines += [tokens, ""]
    lines += comparison.lines
    if f.lag > 0.05 {
      lines += ["", "Requests were sent up to \(Figures.seconds(f.lag)) late: too many for here."]
    }
    if let fit {
      let law = fit.law
      lines += [
        "",
        "forecast by a step of \(Figures.seconds(law.fixed + law.weights)) + "
          + "\(Self.micro(law.perSequence)) for each sequence + "
          + "\(Self.micro(law.perContextToken)) for each token of context, and "
          + "\(Self.whole(law.prefillRate)) prompt tokens/s;",
        "fitted to \(Figures.percent(fit.medianError)) in the median. It knows nothing of tries "
          + "again.",
      ]
    }
    return lines
  }

  private static func whole(_ value: Double) -> String {
    value < 1e9 ? "\(Int(value.rounded()))" : "any number of"
  }

  private static func micro(_ seconds: Double) -> String {
    "\((seconds * 1e7).rounded() / 10) µs"
  }
}
