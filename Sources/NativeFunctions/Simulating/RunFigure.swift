import Language
import Simulation

/// A figure of a run that has a confidence interval, as the language calls it.
struct RunFigure: Sendable {
  let name: String
  let measure: Measure
  let scale: Scale
  let sentence: String
  /// Whether runs say how wide its confidence interval is.
  var hasMargin = true
  /// Whether there are fleets for which a formula gives it.
  var hasFormula = true

  /// Whether it is of what a run costs.
  var isCost: Bool {
    [.cost, .costPerHour, .costPerRequest, .costPerToken].contains(measure)
  }

  /// Whether a run has it.
  func isTold(_ found: Outputs.Found) -> Bool {
    switch measure {
    case .outputRate, .promptRate: found.outcome.outputRate != nil
    case .costPerToken: found.outcome.outputRate != nil && found.missingPrice == nil
    case .firstTokenMean, .firstTokenP50, .firstTokenP95, .firstTokenP99:
      found.outcome.timeToFirstToken != nil
    case .betweenTokensMean, .betweenTokensP50, .betweenTokensP95, .betweenTokensP99:
      found.outcome.timeBetweenTokens != nil
    case .rejectedShare: found.fleet.clients.retries == 0
    case .retries: found.fleet.clients.retries > 0
    case .interruptions: found.fleet.mishaps.interruptions != nil
    default: true
    }
  }

  /// All that are told anywhere: margins and exact values of a run.
  static let all: [RunFigure] = [
    RunFigure(
      name: "cold_share", measure: .coldShare, scale: .share,
      sentence: "share that an instance had to start for"),
    RunFigure(
      name: "rejected", measure: .rejectedShare, scale: .share,
      sentence: "share that was turned away"),
    RunFigure(
      name: "gave_up", measure: .gaveUpShare, scale: .share,
      sentence: "share that got no answer"),
    RunFigure(
      name: "waited_for_start", measure: .startWaitShare, scale: .share,
      sentence: "share whose wait ended when a start did", hasFormula: false),
    RunFigure(
      name: "queued", measure: .queuedShare, scale: .share,
      sentence: "share whose wait ended because an instance became free", hasFormula: false),
    RunFigure(
      name: "waited", measure: .waitedShare, scale: .share, sentence: "share that waited at all",
      hasMargin: false),
    RunFigure(
      name: "latency_mean", measure: .latencyMean, scale: .seconds,
      sentence: "arrival to end, on average"),
    RunFigure(
      name: "latency_p50", measure: .latencyP50, scale: .seconds,
      sentence: "arrival to end, half are shorter", hasFormula: false),
    RunFigure(
      name: "latency_p95", measure: .latencyP95, scale: .seconds,
      sentence: "arrival to end, one in twenty takes as long or longer", hasFormula: false),
    RunFigure(
      name: "latency_p99", measure: .latencyP99, scale: .seconds,
      sentence: "arrival to end, one in a hundred takes as long or longer", hasFormula: false),
    RunFigure(
      name: "wait_mean", measure: .waitMean, scale: .seconds,
      sentence: "arrival to beginning, on average"),
    RunFigure(
      name: "wait_p50", measure: .waitP50, scale: .seconds,
      sentence: "arrival to beginning, half are shorter"),
    RunFigure(
      name: "wait_p95", measure: .waitP95, scale: .seconds,
      sentence: "arrival to beginning, one in twenty takes as long or longer"),
    RunFigure(
      name: "wait_p99", measure: .waitP99, scale: .seconds,
      sentence: "arrival to beginning, one in a hundred takes as long or longer"),
    RunFigure(
      name: "time_to_first_token_mean", measure: .firstTokenMean, scale: .seconds,
      sentence: "arrival to the first token, on average", hasFormula: false),
    RunFigure(
      name: "time_to_first_token_p50", measure: .firstTokenP50, scale: .seconds,
      sentence: "arrival to the first token, half are shorter", hasFormula: false),
    RunFigure(
      name: "time_to_first_token_p95", measure: .firstTokenP95, scale: .seconds,
      sentence: "arrival to the first token, one in twenty takes as long or longer",
      hasFormula: false),
    RunFigure(
      name: "time_to_first_token_p99", measure: .firstTokenP99, scale: .seconds,
      sentence: "arrival to the first token, one in a hundred takes as long or longer",
      hasFormula: false),
    RunFigure(
      name: "time_between_tokens_mean", measure: .betweenTokensMean, scale: .seconds,
      sentence: "between tokens, on average", hasFormula: false),
    RunFigure(
      name: "time_between_tokens_p50", measure: .betweenTokensP50, scale: .seconds,
      sentence: "between tokens, half are shorter", hasFormula: false),
    RunFigure(
      name: "time_between_tokens_p95", measure: .betweenTokensP95, scale: .seconds,
      sentence: "between tokens, one in twenty takes as long or longer", hasFormula: false),
    RunFigure(
      name: "time_between_tokens_p99", measure: .betweenTokensP99, scale: .seconds,
      sentence: "between tokens, one in a hundred takes as long or longer", hasFormula: false),
    RunFigure(
      name: "output_rate", measure: .outputRate, scale: .tokenRate,
      sentence: "tokens of answers in a time", hasFormula: false),
    RunFigure(
      name: "prompt_rate", measure: .promptRate, scale: .tokenRate,
      sentence: "tokens of prompts in a time", hasFormula: false),
    RunFigure(
      name: "cost_per_million", measure: .costPerToken, scale: .dollarsPerMillion,
      sentence: "of a million tokens of answers", hasFormula: false),
    RunFigure(
      name: "starts", measure: .starts, scale: .number, sentence: "instances started",
      hasFormula: false),
    RunFigure(
      name: "interruptions", measure: .interruptions, scale: .number,
      sentence: "instances that were told to go", hasFormula: false),
    RunFigure(
      name: "tries", measure: .retries, scale: .number, sentence: "tries for each request",
      hasFormula: false),
    RunFigure(
      name: "instances", measure: .instances, scale: .number,
      sentence: "alive at once, on average"),
    RunFigure(
      name: "in_system", measure: .inSystem, scale: .number,
      sentence: "requests waiting or at work, on average", hasMargin: false),
    RunFigure(
      name: "utilization", measure: .utilization, scale: .share,
      sentence: "busy share of the time that instances were alive"),
    RunFigure(
      name: "paid_utilization", measure: .paidUtilization, scale: .share,
      sentence: "busy share of the GPU time that was paid for", hasFormula: false),
    RunFigure(
      name: "gpu_seconds_busy", measure: .busyTime, scale: .gpuSeconds,
      sentence: "GPU time at work", hasFormula: false),
    RunFigure(
      name: "gpu_seconds_idle", measure: .idleTime, scale: .gpuSeconds,
      sentence: "GPU time ready, without work", hasFormula: false),
    RunFigure(
      name: "gpu_seconds_starting", measure: .startingTime, scale: .gpuSeconds,
      sentence: "GPU time not ready yet", hasFormula: false),
    RunFigure(
      name: "gpu_seconds_billed", measure: .paidTime, scale: .gpuSeconds,
      sentence: "GPU time paid for", hasFormula: false),
    RunFigure(
      name: "cost", measure: .cost, scale: .dollars, sentence: "cost of the time simulated",
      hasFormula: false),
    RunFigure(
      name: "cost_per_month", measure: .costPerHour, scale: .perMonthOfHours,
      sentence: "cost of a 30-day month like it", hasFormula: false),
    RunFigure(
      name: "cost_per_request", measure: .costPerRequest, scale: .perRequest,
      sentence: "cost over requests served", hasFormula: false),
  ]
}
