import Basics
import Simulation

/// How long a server takes, as its clients see it.
struct ServedLaw: Sendable {
  /// Of the steps of a worker.
  var law: StepLaw
  /// Seconds that requests took besides, to their first token and to their last: connection, JSON, the
  /// way to a worker and back, and whatever else the machine had to do. One for each that was measured;
  /// empty where that is not known.
  var firstTokens: [Double] = []
  var latencies: [Double] = []
  /// How far its latencies are from those that it was found by, as a share, in the median.
  var medianError: Double

  /// Seconds that half of the requests take besides.
  var perRequest: Double { Quantile.of(firstTokens, 0.5) ?? 0 }

  /// With stable keys; seconds.
  var json: JSON {
    .object([
      "fixed": .number(law.fixed), "per_sequence": .number(law.perSequence),
      "per_context_token": .number(law.perContextToken), "weights": .number(law.weights),
      "prefill_rate": .number(law.prefillRate), "per_prompt_pair": .number(law.perPromptPair),
      "per_request": .number(perRequest), "median_error": .number(medianError),
    ])
  }

  /// In a sentence.
  var lines: [String] {
    [
      "forecast by a step of \(Figures.seconds(law.fixed + law.weights)) + "
        + "\(Self.micro(law.perSequence)) for each sequence + "
        + "\(Self.micro(law.perContextToken)) for each token of context, "
        + "\(Figures.rate(law.prefillRate)) prompt tokens/s, and \(Figures.seconds(perRequest)) "
        + "for each request besides\(spread);",
      "fitted to \(Figures.percent(medianError)) in the median. It knows nothing of tries again.",
    ]
  }

  /// What one in ten takes besides, where that differs.
  private var spread: String {
    guard let late = Quantile.of(firstTokens, 0.9), late > 1.5 * perRequest else { return "" }
    return " (one in ten: \(Figures.seconds(late)) and more)"
  }

  private static func micro(_ seconds: Double) -> String {
    "\((seconds * 1e7).rounded() / 10) µs"
  }
}
