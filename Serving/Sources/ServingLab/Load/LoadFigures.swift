import Basics

/// What a load test measured, by vLLM's definitions: time to first token is first piece − sent, the
/// latency ends at the last piece, TPOT is (latency − TTFT) / (tokens − 1), ITL the time between
/// pieces. A request's time counts from its first try.
/// Source: vllm-project/vllm, vllm/benchmarks/serve.py.
struct LoadFigures: Sendable {
  var requests = 0
  var answered = 0
  var attempts = 0
  /// Requests without an answer, by what was said last.
  var failures: [String: Int] = [:]
  /// What the server said of the first of each, where it did.
  var reasons: [String: String] = [:]
  var seconds = 0.0
  var promptTokens = 0
  var outputTokens = 0
  /// The most that a request was sent behind its time.
  var lag = 0.0
  var firstToken: [Double] = []
  var perToken: [Double] = []
  var between: [Double] = []
  var latency: [Double] = []

  init(_ sent: [LoadTest.Sent]) {
    requests = sent.count
    for one in sent {
      attempts += one.attempts.count
      guard let first = one.attempts.first, let last = one.last else { continue }
      lag = max(lag, first.sent - one.due)
      guard one.isAnswered, let begin = last.pieces.first, let end = last.pieces.last else {
        let words = Self.words(last.end)
        failures[words, default: 0] += 1
        reasons[words] = reasons[words] ?? last.reason
        continue
      }
      answered += 1
      let tokens = last.outputTokens ?? last.pieces.count
      promptTokens += last.promptTokens ?? one.request.promptTokens
      outputTokens += tokens
      firstToken.append(begin - first.sent)
      latency.append(end - first.sent)
      if tokens > 1 { perToken.append((end - begin) / Double(tokens - 1)) }
      between += zip(last.pieces.dropFirst(), last.pieces).map { $0 - $1 }
    }
    let begin = sent.map { $0.due }.min() ?? 0
    seconds = (sent.compactMap { $0.last?.ended }.max() ?? begin) - begin
  }

  static func words(_ end: Attempt.End) -> String {
    switch end {
    case .answered: "an answer without a token"
    case .refused(let status, _): "status \(status)"
    case .told(let words): "told in the stream: \(words)"
    case .failed(let words): words
    }
  }

  /// The measures that have quantiles, in the order in which they are shown.
  var measures: [(name: String, words: String, values: [Double])] {
    [
      ("ttft", "first token", firstToken), ("itl", "between tokens", between),
      ("tpot", "per token", perToken), ("latency", "latency", latency),
    ]
  }

  /// With stable keys; times in seconds.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("requests", JSON(requests)), .init("answered", JSON(answered)),
      .init("attempts", JSON(attempts)), .init("retries", JSON(attempts - requests)),
      .init(
        "failures",
        .object(failures.sorted { $0.key < $1.key }.map { .init($0.key, JSON($0.value)) })),
      .init("seconds", .number(seconds)), .init("prompt_tokens", JSON(promptTokens)),
      .init("output_tokens", JSON(outputTokens)), .init("send_lag", .number(lag)),
    ]
    for (name, _, values) in measures {
      members.append(
        .init(
          name,
          .object(
            [("mean", values.isEmpty ? nil : values.reduce(0, +) / Double(values.count))]
              .map { JSON.Member($0.0, $0.1.map { .number($0) } ?? .null) }
              + [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)].map {
                JSON.Member(
                  $0.0, Quantile.of(values, $0.1).map { .number($0) } ?? .null)
              })))
    }
    return .object(members)
  }
}
