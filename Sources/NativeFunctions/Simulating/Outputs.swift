import Display
import Language
import Quantities
import Simulation

/// What a simulated fleet gives, as a record.
enum Outputs {
  /// The fields, for help.
  static let all: [Function.Output] = [
    Function.Output("requests", "requests that came"),
    Function.Output("cold_share", "share that an instance had to start for"),
    Function.Output("rejected", "share that was turned away"),
    Function.Output("latency", "arrival to end: mean, p50, p95, p99, max"),
    Function.Output("wait", "arrival to beginning: mean, p50, p95, p99, max"),
    Function.Output("time_to_first_token", "the same to the first token, where work is in tokens"),
    Function.Output("instances", "alive at once: mean, max"),
    Function.Output("utilization", "busy share of the time that instances were alive"),
    Function.Output("paid_utilization", "busy share of the GPU time that was paid for"),
    Function.Output("gpu_seconds", "busy, idle, starting, billed"),
    Function.Output("cost", "of the time simulated"),
    Function.Output("cost_per_request", "cost over requests served"),
    Function.Output("cost_per_month", "cost of a 30-day month like it"),
    Function.Output("margins", "half the width of 95% confidence intervals"),
    Function.Output("exact", "what a formula says, where one applies"),
  ]

  static func record(_ outcome: Outcome, _ fleet: Fleet, _ run: Run) -> Record {
    var fields: [Record.Field] = [
      field("requests", .quantity(Quantity(Double(outcome.requests), Units.request))),
      field("cold_share", .share(outcome.coldShare.value)),
      field("rejected", .share(outcome.rejectedShare.value)),
      field("latency", distribution("latency", outcome.latency)),
      field("wait", distribution("wait", outcome.wait)),
    ]
    if let first = outcome.timeToFirstToken {
      fields.append(field("time_to_first_token", distribution("time_to_first_token", first)))
    }
    fields += [
      field("instances", instances(outcome)),
      field("utilization", .share(outcome.utilization.value)),
      field("paid_utilization", .share(outcome.paidUtilization)),
      field("gpu_seconds", gpuSeconds(outcome)),
      field("cost", .quantity(Quantity(outcome.cost.value, .dollar))),
      field(
        "cost_per_request", .quantity(Quantity(outcome.costPerRequest.value, Units.perRequest))),
      field("cost_per_month", .quantity(Quantity(outcome.costPerHour * 720, Units.perMonth))),
      field("margins", margins(outcome)),
    ]
    if !outcome.theory.isEmpty { fields.append(field("exact", exact(outcome.theory))) }
    let name = fleet.maxInstances == 0 ? "dedicated" : fleet.reserved > 0 ? "hybrid" : "serverless"
    let latency = outcome.latency
    return Record(
      name: name, fields: fields,
      recording: outcome.recording.map { Recorded(recording: $0, simulated: (fleet, run)) },
      histogram: { Histogram(latency, of: "latency") }, remarks: outcome.notes)
  }

  private static func field(_ name: String, _ value: Value) -> Record.Field {
    Record.Field(name, value, all.first { $0.name == name }?.sentence ?? "")
  }

  private static func distribution(_ name: String, _ times: Distribution) -> Value {
    .record(
      Record(
        name: name,
        fields: [
          Record.Field("mean", .seconds(times.mean.value)),
          Record.Field("p50", .seconds(times.p50.value), "half are shorter"),
          Record.Field("p95", .seconds(times.p95.value), "one in twenty is longer"),
          Record.Field("p99", .seconds(times.p99.value), "one in a hundred is longer"),
          Record.Field("max", .seconds(times.max)),
        ], histogram: { Histogram(times, of: name) }))
  }

  private static func instances(_ outcome: Outcome) -> Value {
    .record(
      Record(
        name: "instances",
        fields: [
          Record.Field("mean", .number(outcome.instances.value)),
          Record.Field("max", .number(Double(outcome.instancesMax))),
        ]))
  }

  private static func gpuSeconds(_ outcome: Outcome) -> Value {
    let times = outcome.gpuSeconds
    func time(_ value: Double) -> Value { .quantity(Quantity(value, Units.gpuSecond)) }
    return .record(
      Record(
        name: "gpu_seconds",
        fields: [
          Record.Field("busy", time(times.busy + times.reservedBusy)),
          Record.Field("idle", time(times.idle + times.reservedIdle)),
          Record.Field("starting", time(times.starting)),
          Record.Field("billed", time(times.billed + times.reserved)),
        ]))
  }

  private static func margins(_ outcome: Outcome) -> Value {
    func margin(_ name: String, _ measure: Measure, _ value: (Double) -> Value) -> Record.Field? {
      outcome[measure].halfWidth.map { Record.Field(name, value($0)) }
    }
    let fields = [
      margin("cold_share", .coldShare, Value.share),
      margin("rejected", .rejectedShare, Value.share),
      margin("latency_mean", .latencyMean, Value.seconds),
      margin("latency_p50", .latencyP50, Value.seconds),
      margin("latency_p95", .latencyP95, Value.seconds),
      margin("latency_p99", .latencyP99, Value.seconds),
      margin("wait_mean", .waitMean, Value.seconds), margin("wait_p99", .waitP99, Value.seconds),
      margin("instances", .instances, Value.number),
      margin("utilization", .utilization, Value.share),
      margin("cost_per_request", .costPerRequest) { .quantity(Quantity($0, Units.perRequest)) },
    ]
    return .record(Record(name: "margins", fields: fields.compactMap { $0 }))
  }

  private static func exact(_ values: [ExactValue]) -> Value {
    .record(
      Record(
        name: "exact",
        fields: values.map { exact in
          Record.Field(name(exact.measure), value(exact), exact.formula)
        }))
  }

  private static func name(_ measure: Measure) -> String {
    // "waitMean" is wait_mean in the language.
    measure.rawValue.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
    }
  }

  private static func value(_ exact: ExactValue) -> Value {
    switch exact.measure {
    case .coldShare, .rejectedShare, .waitedShare, .utilization: .share(exact.value)
    case .instances, .inSystem: .number(exact.value)
    case .cost: .quantity(Quantity(exact.value, .dollar))
    case .costPerRequest: .quantity(Quantity(exact.value, Units.perRequest))
    default: .seconds(exact.value)
    }
  }
}
