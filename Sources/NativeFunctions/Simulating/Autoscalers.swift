import Diagnostics
import Language
import Quantities

/// Autoscalers with settings of their own, and how quickly instances may be started.
let autoscalers: [Function] = [
  constructor(
    "hpa", "Kubernetes' horizontal autoscaler, by requests waiting or at work for each instance",
    [target] + looks, example: "hpa(target: 2, window: 60 s)"),
  constructor(
    "keda", "the same by the length of a queue, which turns the last instance off as well",
    [target] + looks + [
      seconds("polling", 30, "how often it looks for requests while there is no instance"),
      seconds("cooldown", 300, "how long without a request until the last instance goes"),
    ], example: "keda(target: 5, cooldown: 60 s)"),
  constructor(
    "knative",
    "Knative's autoscaler, by requests waiting or at work for each instance, or a second",
    [
      Part(
        .number, "target", default: .absent,
        "requests for each instance at the most; concurrency, if that is less or this is left out; "
          + "of rps 200"),
      Part(
        .any,
        .init(
          "metric", .words(["concurrency", "rps"]), default: .text("concurrency"),
          "by requests waiting or at work, or by those that come in a second")),
      share("utilization", 70, "of the target that it aims at"),
      seconds("window", 60, "over which it averages"),
      share("panic_window", 10, "of the window, over which it averages to see a burst"),
      share("panic_threshold", 200, "of the instances ready; when a burst asks for so many, panic"),
      number("max_scale_up", 1000, "at most so many times the instances ready at a step up"),
      number("max_scale_down", 2, "at most down to the instances ready over this at a step down"),
      seconds("delay", 0, "for so long fewer must be wanted before some go"),
      seconds("grace", 30, "how long the last instance stays"),
      count("activation_scale", 1, "where any instance is wanted, at least so many"),
      count("initial_scale", 0, "instances when the run begins; a new revision has 1"),
      seconds("tick", 2, "between two looks"),
    ], example: "knative(target: 8, window: 30 s)"),
  constructor(
    "ray_serve", "Ray Serve's autoscaler, by ongoing requests for each replica",
    [
      Part(
        .number, "target", default: .number(2),
        "requests waiting or at work for each instance that it aims at"),
      seconds("upscale_delay", 30, "for so long more must be wanted before some come"),
      seconds("downscale_delay", 600, "for so long fewer must be wanted before some go"),
      Part(
        .time, "downscale_to_zero_delay", default: .absent,
        "the same for the last one; as downscale_delay if left out"),
      number("upscaling_factor", 1, "how much of what is missing comes in a step"),
      number("downscaling_factor", 1, "how much of what is too many goes in a step"),
      seconds("look_back", 30, "over which requests are averaged"),
      seconds("metrics_interval", 10, "between two reports of the average"),
    ], example: "ray_serve(target: 4, upscale_delay: 10 s)"),
  constructor(
    "runpod", "RunPod's endpoints: by how long requests wait, or by how many there are",
    [
      Part(
        .time, "queue_delay", default: .absent,
        "one more for each request that has waited so long; 4 s if neither is given"),
      Part(
        .number, "request_count", default: .absent,
        "one for so many requests waiting or at work, instead"),
      seconds("idle_timeout", 5, "how long an idle instance is kept"),
    ], example: "runpod(request_count: 4)", check: checkRunPod),
  constructor(
    "at_most", "how quickly instances may be started: so many at once, refilled evenly",
    [
      Part(.count, .init("instances", .quantity(.none), "so many")),
      Part(.any, .init("per", .quantity(Units.second), "in such a time")),
    ], example: "at_most(1000, per: 10 s)"),
]

private let target = Part(.number, "target", "requests for each instance that it aims at")

/// What the horizontal autoscaler and KEDA share.
private let looks: [Part] = [
  seconds("window", 300, "for so long fewer must be wanted before some go"),
  seconds("period", 15, "between two looks"),
  share("tolerance", 10, "within so much of the target nothing changes"),
  share("up_share", 100, "in one period so many more may come, of those that are there"),
  count("up_count", 4, "or so many, if that is more"),
]

private func seconds(_ name: String, _ seconds: Double, _ sentence: String) -> Part {
  Part(.any, .init(name, .quantity(Units.second), default: .seconds(seconds), sentence))
}

private func share(_ name: String, _ percent: Double, _ sentence: String) -> Part {
  Part(.any, .init(name, .quantity(.percent), default: .share(percent / 100), sentence))
}

private func number(_ name: String, _ number: Double, _ sentence: String) -> Part {
  Part(.number, name, default: .number(number), sentence)
}

private func count(_ name: String, _ count: Double, _ sentence: String) -> Part {
  Part(.count, name, default: .number(count), sentence)
}

/// RunPod's endpoints scale by one of two things.
private func checkRunPod(_ arguments: Arguments) throws(Diagnostic) {
  guard arguments.isGiven("queue_delay"), arguments.isGiven("request_count") else { return }
  throw Diagnostic(
    .wrongArguments, "An endpoint scales by a delay or by a count.", at: arguments.span
  ).label("both are given").try("runpod(request_count: 4)")
}
