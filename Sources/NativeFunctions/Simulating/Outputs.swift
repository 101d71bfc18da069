import Language
import Quantities
import Simulation

/// What a simulated fleet gives, as a record.
enum Outputs {
  /// A run, and what was run.
  struct Found: Sendable {
    let outcome: Outcome
    let fleet: Fleet
    let run: Run
  }

  /// What every function that simulates a fleet gives.
  static let form = RecordForm<Found>(
    [
      .figure("requests", .requests, "requests that came") { Double($0.outcome.requests) },
      .figure("cold_share", .share, "share that an instance had to start for") {
        $0.outcome.coldShare.value
      },
      .figure("rejected", .share, "share that was turned away") { $0.outcome.rejectedShare.value },
      .record("latency", distribution, "arrival to end") { $0.outcome.latency },
      .record("wait", distribution, "arrival to beginning") { $0.outcome.wait },
      .record(
        "time_to_first_token", distribution, "arrival to the first token",
        when: "where work is in tokens"
      ) { $0.outcome.timeToFirstToken },
      .record("instances", instances, "alive at once") { $0.outcome },
      .figure("utilization", .share, "busy share of the time that instances were alive") {
        $0.outcome.utilization.value
      },
      .figure("paid_utilization", .share, "busy share of the GPU time that was paid for") {
        $0.outcome.paidUtilization
      },
      .record("gpu_seconds", gpuSeconds, "GPU time by what for") { $0.outcome.gpuSeconds },
      .figure("cost", .dollars, "of the time simulated") { $0.outcome.cost.value },
      .figure("cost_per_request", .perRequest, "cost over requests served") {
        $0.outcome.costPerRequest.value
      },
      .figure("cost_per_month", .perMonth, "cost of a 30-day month like it") {
        $0.outcome.costPerHour * 720
      },
      .record("margins", margins, "half the width of 95% confidence intervals") { $0.outcome },
      .record("exact", exact, "what a formula says", when: "where one applies") {
        $0.outcome.theory.isEmpty ? nil : $0.outcome.theory
      },
    ]
  ) { found, _ in
    let latency = found.outcome.latency
    return RecordForm.Extras(
      recording: found.outcome.recording.map {
        Recorded(recording: $0, simulated: (found.fleet, found.run))
      },
      histogram: { Histogram(latency, of: "latency") },
      remarks: found.outcome.notes)
  }

  private static let distribution = RecordForm<Distribution>(
    [
      .figure("mean", .seconds, "on average") { $0.mean.value },
      .figure("p50", .seconds, "half are shorter") { $0.p50.value },
      .figure("p95", .seconds, "one in twenty is longer") { $0.p95.value },
      .figure("p99", .seconds, "one in a hundred is longer") { $0.p99.value },
      .figure("max", .seconds, "the longest") { $0.max },
    ]
  ) { times, name in
    RecordForm.Extras(histogram: { Histogram(times, of: name) })
  }

  private static let instances = RecordForm<Outcome>([
    .figure("mean", .number, "on average") { $0.instances.value },
    .figure("max", .number, "the most") { Double($0.instancesMax) },
  ])

  private static let gpuSeconds = RecordForm<GPUSeconds>([
    .figure("busy", .gpuSeconds, "at work") { $0.busy + $0.reservedBusy },
    .figure("idle", .gpuSeconds, "ready, without work") { $0.idle + $0.reservedIdle },
    .figure("starting", .gpuSeconds, "not ready yet") { $0.starting },
    .figure("billed", .gpuSeconds, "paid for") { $0.billed + $0.reserved },
  ])

  // MARK: Figures with a margin or a formula

  private static let margins = RecordForm<Outcome>(
    RunFigure.all.filter { $0.hasMargin }.map { figure -> RecordForm<Outcome>.Entry in
      .figure(figure.name, figure.scale, figure.sentence, when: "where it can be told") {
        $0[figure.measure].halfWidth
      }
    })

  private static let exact = RecordForm<[ExactValue]>(
    RunFigure.all.filter { $0.hasFormula }.map { figure -> RecordForm<[ExactValue]>.Entry in
      .figure(
        figure.name, figure.scale, figure.sentence, when: "where the formula gives it",
        remark: { found in found.first { $0.measure == figure.measure }?.formula }
      ) { found in
        found.first { $0.measure == figure.measure }?.value
      }
    })
}
