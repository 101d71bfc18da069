/// What Prometheus reads: vLLM's names for what vLLM has, and our own for workers.
extension Dispatcher {
  /// Source: prometheus.io, "Exposition formats"; vllm-project/vllm, vllm/v1/metrics/loggers.py.
  func metrics(model: String) -> String {
    var text = MetricsText(model: model)
    text.add("vllm:num_requests_running", "gauge", "Requests that workers have.", atWork.count)
    text.add("vllm:num_requests_waiting", "gauge", "Requests that wait.", line.count)
    text.add(
      "vllm:prompt_tokens_total", "counter", "Tokens of prompts of answered requests.",
      tally.promptTokens)
    text.add(
      "vllm:generation_tokens_total", "counter", "Tokens of answers.", tally.tokens)
    text.add(
      "vllm:prefix_cache_queries_total", "counter",
      "Tokens of prompts of answered requests that were looked up in the prefix cache.",
      tally.prefixQueries)
    text.add(
      "vllm:prefix_cache_hits_total", "counter",
      "Those of them whose keys and values were there.", tally.prefixHits)
    text.add(
      "vllm:request_success_total", "counter", "Requests answered, by why they ended.",
      ["stop", "length"].map { ("finished_reason", $0, tally.finished[$0] ?? 0) })
    text.add(
      "vllm:time_to_first_token_seconds", "From arrival to the first token.", tally.firstToken)
    text.add("vllm:inter_token_latency_seconds", "Between tokens.", tally.between)
    text.add("vllm:e2e_request_latency_seconds", "From arrival to the end.", tally.latency)
    text.add("vllm:request_queue_time_seconds", "From arrival to a worker.", tally.waits)
    text.add(
      "gpulearn:requests_total", "counter", "Requests that came.", tally.requests)
    text.add(
      "gpulearn:requests_refused_total", "counter", "Requests without an answer, by the reason.",
      tally.refused.sorted { $0.key < $1.key }.map { ("code", $0.key, $0.value) })
    text.add(
      "gpulearn:requests_cancelled_total", "counter", "Requests whose client left.",
      tally.cancelled)
    text.add(
      "gpulearn:retries_total", "counter", "Requests begun again after a worker was lost.",
      tally.retries)
    text.add(
      "gpulearn:cold_requests_total", "counter", "Requests that waited for a load.", tally.cold)
    text.add(
      "gpulearn:workers", "gauge", "Workers by what they do.",
      [
        ("state", "starting", workers.values.count(where: { $0.state == .starting })),
        ("state", "busy", workers.values.count(where: { $0.state == .ready && $0.isBusy })),
        ("state", "idle", workers.values.count(where: { $0.state == .ready && !$0.isBusy })),
      ])
    text.add("gpulearn:worker_starts_total", "counter", "Workers started.", tally.starts)
    text.add(
      "gpulearn:workers_lost_total", "counter", "Workers that ended without being told to.",
      tally.lostWorkers)
    return text.text
  }
}

/// Metrics as text, one after the other.
struct MetricsText {
  private let model: String
  private(set) var text = ""

  init(model: String) {
    self.model = model.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
  }

  private mutating func head(_ name: String, _ kind: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
  }

  mutating func add(_ name: String, _ kind: String, _ help: String, _ value: Int) {
    head(name, kind, help)
    text += "\(name){model_name=\"\(model)\",engine=\"0\"} \(value)\n"
  }

  mutating func add(
    _ name: String, _ kind: String, _ help: String, _ values: [(label: String, of: String, Int)]
  ) {
    head(name, kind, help)
    for (label, word, value) in values {
      text += "\(name){model_name=\"\(model)\",engine=\"0\",\(label)=\"\(word)\"} \(value)\n"
    }
  }

  mutating func add(_ name: String, _ help: String, _ histogram: TimeHistogram) {
    head(name, "histogram", help)
    var sum = 0
    for (index, count) in histogram.counts.enumerated() {
      sum += count
      let bound = index < histogram.bounds.count ? "\(histogram.bounds[index])" : "+Inf"
      text += "\(name)_bucket{model_name=\"\(model)\",engine=\"0\",le=\"\(bound)\"} \(sum)\n"
    }
    text += "\(name)_sum{model_name=\"\(model)\",engine=\"0\"} \(histogram.sum)\n"
    text += "\(name)_count{model_name=\"\(model)\",engine=\"0\"} \(sum)\n"
  }
}
