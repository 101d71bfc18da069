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
  var isCost: Bool { measure == .costPerHour || measure == .costPerRequest }

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
      sentence: "share that got no answer in time"),
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
      sentence: "arrival to beginning, half are shorter", hasMargin: false),
    RunFigure(
      name: "wait_p95", measure: .waitP95, scale: .seconds,
      sentence: "arrival to beginning, one in twenty takes as long or longer", hasMargin: false
    ),
    RunFigure(
      name: "wait_p99", measure: .waitP99, scale: .seconds,
      sentence: "arrival to beginning, one in a hundred takes as long or longer"),
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
      name: "cost_per_month", measure: .costPerHour, scale: .perMonthOfHours,
      sentence: "cost of a 30-day month like it", hasFormula: false),
    RunFigure(
      name: "cost_per_request", measure: .costPerRequest, scale: .perRequest,
      sentence: "cost over requests served", hasFormula: false),
  ]
}
