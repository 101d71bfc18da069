/// What arguments of fleets may be that are more than one kind of value: said by help where they are
/// declared, and by a refusal where something else was given.
enum Forms {
  static let arrivals =
    "a rate (2/s), or poisson, regular, bursts, daily, weekly, office_hours, peaks, growing, together or trace"
  static let service = "a time (2 s), or exponential, lognormal or tokens"
  static let coldStart = "a time (20 s), a law, or phases(…)"
  static let warmth =
    "\"cold\", \"disk\", \"memory\", \"snapshot\", \"asleep\" or \"warm\", or decays(…)"
  static let coldService = "a time (3 s) or a law"
  static let patience = "\"endless\", a time (30 s) or a law"
  static let timeout = "\"never\" or a time (60 s)"
  static let outages = "\"never\" or outages(…)"
  static let interrupted = "\"never\" or a time (6 h)"
  static let schedule = "\"always\", shift(…) or shifts(…)"
  static let keepAlive =
    "a time, \"knative\", \"hpa\", \"keda\", \"ray_serve\", \"runpod\" or \"histogram\", or the first five with settings: knative(…)"
  static let startLimit = "\"none\", \"lambda\" or at_most(…)"
  static let queue = "\"unbounded\", \"reject\" or a number"
  static let horizon = "\"precise\", a time or a number of requests"
  static let price = "$/(gpu*h), $/h, $/request, or price(\"…\")"
  static let reservedPrice = "$/(gpu*h), or price(\"…\")"
  static let mixedService = "a time (2 s), exponential, lognormal or tokens, or kinds(…)"
  static let run = "a run of serverless, dedicated, hybrid, replay or mixed"
  static let law = "a time (3 s), or a law of times"
  static let stream = "a rate (2/s), or what comes without end: bursts, daily and their like"
  static let times = "the latency, wait or time_to_first_token of a run"
  static let tokens = "tokens (500 token), or a law of them"
}
