import Basics
import Display
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
    /// What was taken for granted.
    let assumed: String
    /// The parameter that would have to tell a price, where it was not given.
    let missingPrice: String?
  }

  /// What every function that simulates a fleet gives.
  static let form = RecordForm<Found>(entries, with: extras)

  private static let entries: [RecordForm<Found>.Entry] =
    [
      .flag("saturated", "whether more work comes than the fleet can do") {
        $0.outcome.isSaturated
      },
      .figure(
        "queue_growth", .requestRate, "the line grows by this without end",
        when: "where the fleet cannot keep up"
      ) { $0.outcome.queueGrowth },
      .flag(
        "converged", "whether the margins are within the precision",
        when: "where a precision was asked"
      ) { $0.outcome.converged },
      .figure("requests", .requests, "requests that came") {
        Double($0.outcome.requests)
      },
      .figure("served", .requests, "of these, those that were served") {
        Double($0.outcome.served)
      },
      .figure("in_flight", .requests, "of these, those that had not ended when the run did") {
        Double($0.outcome.inFlight)
      },
      .figure(
        "rejected", .share, "share that was turned away",
        when: "where any request came, and none comes again",
        absence: {
          $0.fleet.clients.retries > 0
            ? "What is turned away comes again here; gave_up tells what got no answer."
            : "No request came, so there is no share of them."
        },
        read: {
          $0.fleet.clients.retries == 0 && $0.outcome.requests > 0
            ? $0.outcome.rejectedShare.value : nil
        }),
      .figure("gave_up", .share, "share that got no answer", when: "where clients may leave") {
        $0.fleet.losesAnswers && $0.outcome.requests > 0 ? $0.outcome[.gaveUpShare].value : nil
      },
      .figure("tries", .number, "tries for each request", when: "where clients come again") {
        guard $0.fleet.clients.retries > 0, $0.outcome.requests > 0 else { return nil }
        return 1 + Double($0.outcome.retries) / Double($0.outcome.requests)
      },
      .figure("starts", .number, "instances started") { Double($0.outcome.starts) },
      .figure("failed_starts", .number, "of these, failed and begun anew", when: "where any may") {
        $0.fleet.mishaps.failedStarts > 0 ? Double($0.outcome.failedStarts) : nil
      },
      .figure(
        "interruptions", .number, "instances that were told to go", when: "where any may be"
      ) { $0.fleet.mishaps.interruptions == nil ? nil : Double($0.outcome.interruptions) },
      .record(
        "starts_from", startsFrom, "starts by what they found of a stopped instance",
        when: "where that grows cold"
      ) { $0.outcome.startsFrom.isEmpty ? nil : $0.outcome.startsFrom },
      share("cold_share", "share that an instance had to start for") {
        $0.outcome.coldShare.value
      },
      share("waited_for_start", "share whose wait ended when a start did") {
        $0.outcome[.startWaitShare].value
      },
      share("queued", "share whose wait ended because an instance became free") {
        $0.outcome[.queuedShare].value
      },
      .record("latency", distribution, "arrival to end") {
        RunTimes($0.outcome.latency, $0.outcome)
      },
      .record("wait", distribution, "arrival to beginning") {
        RunTimes($0.outcome.wait, $0.outcome)
      },
      .record(
        "time_to_first_token", distribution, "arrival to the first token",
        when: "where work is in tokens",
        absence: { $0.fleet.service.hasTokens ? nothingServed($0.outcome) : nil },
        { found in found.outcome.timeToFirstToken.map { RunTimes($0, found.outcome) } }),
      .record(
        "time_between_tokens", distribution, "between the tokens of an answer, on its average",
        when: "where many are decoded together", absence: noneBetweenTokens,
        { found in found.outcome.timeBetweenTokens.map { RunTimes($0, found.outcome) } }),
      .figure(
        "output_rate", .tokenRate, "tokens of answers in a time",
        when: "where many are decoded together", remark: { $0.whileWatched },
        { $0.outcome.outputRate }),
      .figure(
        "prompt_rate", .tokenRate, "tokens of prompts in a time",
        when: "where many are decoded together", remark: { $0.whileWatched },
        { $0.outcome.promptRate }),
      cost(
        "cost_per_million", .dollars, "of a million tokens of answers",
        when: "where many are decoded together and a price is known",
        remark: { $0.whileWatched },
        read: { outcome in
          outcome.outputRate.flatMap { $0 > 0 ? outcome.costPerHour / 3600 / $0 * 1e6 : nil }
        }),
      .record("instances", instances, "alive at once") { $0.outcome },
      .figure("utilization", .share, "busy share of the time that instances were alive") {
        $0.outcome.utilization.value
      },
      .figure("paid_utilization", .share, "busy share of the GPU time that was paid for") {
        $0.outcome.paidUtilization
      },
      .record("gpu_seconds", gpuSeconds, "GPU time by what for") { $0.outcome.gpuSeconds },
      cost("cost", .dollars, "of the time simulated", read: { $0.cost.value }),
      cost(
        "cost_per_request", .perRequest, "cost over requests served",
        when: "where any was served and a price is known",
        absence: { nothingServedInTime($0.outcome) },
        read: { $0.served > 0 && !$0.costPerRequest.value.isNaN ? $0.costPerRequest.value : nil }),
      cost(
        "cost_per_month", .perMonth, "cost of a 30-day month like it",
        read: { $0.costPerHour * 720 }),
      .record("margins", margins, marginsSentence) { $0 },
      .record("exact", exact, "what a formula says", when: "where one applies") {
        $0.outcome.theory.isEmpty ? nil : $0.outcome.theory
      },
      .figure("seed", .number, "the same one gives the same figures") {
        Double($0.outcome.seed)
      },
      .init(
        "columns", .text, "what the columns of the file were taken for",
        when: "where requests come from a file"
      ) { $0.outcome.trace.map { .text($0.columns) } },
      .text("assumed", "by which laws things happen") { $0.assumed },
    ]

  /// What a fleet of several pools gives.
  static let mixedForm = RecordForm<Found>(entries + ofPools, with: extras)

  private static let extras: @Sendable (Found, String) -> RecordForm<Found>.Extras = { found, _ in
    let times = RunTimes(found.outcome.latency, found.outcome)
    return RecordForm<Found>.Extras(
      recording: found.outcome.recording.map {
        Recorded(recording: $0, simulated: (found.fleet, found.run), outcome: found.outcome)
      },
      histogram: times.histogram(of: "latency"), spread: times.spread,
      remarks: found.outcome.notes)
  }

  /// Why there are no figures of requests served.
  static func nothingServed(_ outcome: Outcome) -> Record.Absence {
    outcome.queueGrowth == nil
      ? "Nothing was served, so there is no such figure."
      : "The fleet cannot keep up: the line grows without end, so there is no such figure."
  }

  /// Why there is no cost of a request.
  private static func nothingServedInTime(_ outcome: Outcome) -> Record.Absence {
    outcome.served > 0 && outcome.queueGrowth == nil
      ? "Nothing was served to its end before the last request came, so there is no such figure; a longer horizon has one."
      : nothingServed(outcome)
  }

  /// Why there is no time between tokens where many are decoded together.
  private static func noneBetweenTokens(_ found: Found) -> Record.Absence? {
    guard found.fleet.service.server != nil else { return nil }
    return found.outcome.served > 0
      ? "No answer had a second token, so there is no such time." : nothingServed(found.outcome)
  }

  /// Why a run without a price has no cost.
  private static func unpriced(_ found: Found, _ name: String) -> Record.Absence? {
    found.missingPrice.map { missing in
      Record.Absence(
        "No price is known, so there is no cost: \(missing): was not given.",
        try: missing == "reserved_price"
          ? "hybrid(1 gpu, 2/s, 1 s, price: $4/(gpu*h), reserved_price: $2/(gpu*h)).\(name)"
          : "serverless(2/s, 1 s, price: $2/(gpu*h)).\(name)")
    }
  }

  /// What something cost, which there is only where a price is known.
  private static func cost(
    _ name: String, _ scale: Scale, _ sentence: String, when condition: String? = nil,
    absence: (@Sendable (Found) -> Record.Absence?)? = nil,
    remark: (@Sendable (Found) -> String?)? = nil,
    read: @escaping @Sendable (Outcome) -> Double?
  ) -> RecordForm<Found>.Entry {
    .init(
      name, scale.kind, sentence, when: condition ?? "where a price is known", remark: remark,
      absence: { unpriced($0, name) ?? absence?($0) },
      { $0.missingPrice == nil ? read($0.outcome).map(scale.value) : nil })
  }

  /// A share of the requests, which there is only where any came.
  private static func share(
    _ name: String, _ sentence: String, _ read: @escaping @Sendable (Found) -> Double
  ) -> RecordForm<Found>.Entry {
    .figure(
      name, .share, sentence, when: "where any request came",
      absence: { _ in "No request came, so there is no share of them." },
      read: { $0.outcome.requests > 0 ? read($0) : nil })
  }

  private static let distribution = RecordForm<RunTimes>(
    [
      steady("mean", "on average") { $0.mean.value },
      steady("p50", "half are shorter") { $0.p50.value },
      steady("p95", "one in twenty takes as long or longer") { $0.p95.value },
      steady("p99", "one in a hundred takes as long or longer") { $0.p99.value },
      steady("max", "the longest") { $0.max },
    ]
  ) { times, name in
    RecordForm.Extras(histogram: times.histogram(of: name), spread: times.spread)
  }

  /// A figure of times, which there is only where a fleet serves, and can keep up.
  private static func steady(
    _ name: String, _ sentence: String, _ read: @escaping @Sendable (Distribution) -> Double
  ) -> RecordForm<RunTimes>.Entry {
    .figure(
      name, .seconds, sentence, when: "where the fleet serves and can keep up",
      absence: { $0.absence },
      read: { $0.isThere ? read($0.distribution) : nil })
  }

  private static let instances = RecordForm<Outcome>([
    .figure("mean", .number, "on average") { $0.instances.value },
    .figure("max", .number, "the most") { Double($0.instancesMax) },
  ])

  private static let startsFrom = RecordForm<[Warmth: Int]>(
    Reading.warmths.filter { $0.meaning != .warm }.map { word, warmth in
      .figure(word, .number, "begun from there") { Double($0[warmth] ?? 0) }
    })

  private static let gpuSeconds = RecordForm<GPUSeconds>([
    .figure("busy", .gpuSeconds, "at work") { $0.told($0.allBusy) },
    .figure("idle", .gpuSeconds, "ready, without work") { $0.told($0.allIdle) },
    .figure("starting", .gpuSeconds, "not ready yet") { $0.told($0.starting) },
    .figure("billed", .gpuSeconds, "paid for") { $0.told($0.paid) },
  ])

  // MARK: Figures with a margin or a formula

  static let marginsSentence = "half the width of 95% confidence intervals"

  private static let margins = RecordForm<Found>(
    RunFigure.all.filter { $0.hasMargin }.map { figure -> RecordForm<Found>.Entry in
      .figure(
        figure.name, figure.scale, figure.sentence, when: "where it can be told",
        absence: { figure.isCost ? unpriced($0, "margins.\(figure.name)") : nil },
        read: { figure.isTold($0) ? $0.outcome.margin(figure.measure) : nil })
    } + [
      .figure(
        "queue_growth", .requestRate, "by which the line grows", when: "where it can be told"
      ) { $0.outcome.queueGrowthMargin }
    ])

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

extension Outputs.Found {
  /// What rates of a fleet are that cannot keep up.
  fileprivate var whileWatched: String? {
    outcome.isSaturated ? "with a line without end, while it was watched" : nil
  }
}

/// Times of a run, and whether there are any that do not grow for as long as it lasts.
struct RunTimes: Sendable {
  let distribution: Distribution
  let isThere: Bool

  /// Why there are no such times.
  let absence: Record.Absence

  init(_ distribution: Distribution, _ outcome: Outcome) {
    self.distribution = distribution
    isThere = !outcome.isSaturated && outcome.served > 0 && distribution.histogram.count > 0
    absence =
      if outcome.queueGrowth != nil {
        "The fleet cannot keep up: the line grows without end, so there is no such time."
      } else if outcome.isSaturated {
        "Demand outgrew what is simulated, so there is no such time."
      } else {
        Outputs.nothingServed(outcome)
      }
  }

  /// What `plot` draws; nothing where it would say only how long the run was. Where nothing was
  /// served, it says that.
  func histogram(of name: String) -> (@Sendable () -> Histogram)? {
    if !isThere, distribution.histogram.count > 0 { return nil }
    let times = distribution
    return { Histogram(times, of: name) }
  }

  /// What `quantile` and `share_within` read.
  var spread: Spread? {
    if !isThere { return nil }
    return Spread(distribution.histogram, distribution.doubt)
  }
}

extension Outcome {
  /// Half the width of an interval; nil where it cannot be told, or there is no such figure.
  func margin(_ measure: Measure) -> Double? {
    if requests == 0 && measure.isOfRequests || served == 0 && measure.isOfServed { return nil }
    guard let estimate = measures[measure] else { return nil }
    return estimate.value.isFinite
      ? estimate.halfWidth?.unlessNoise(beside: estimate.value) : nil
  }
}

extension GPUSeconds {
  /// One of the kinds of time, or 0 where it is what rounding left of all of them.
  fileprivate func told(_ seconds: Double) -> Double {
    seconds.unlessNoise(beside: allBusy + allIdle + starting)
  }
}
