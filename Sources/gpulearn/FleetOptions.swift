import ArgumentParser
import Diagnostics
import Language
import NativeFunctions
import Presentation

/// The parameters of the functions that simulate fleets, as options. What each one says stands in the
/// declaration of the function; what is given goes to the function as it is.
struct FleetOptions: ParsableArguments {
  @Option(
    help: "Replay a file: CSV, JSON lines or a log, gzipped or not; - is standard input.",
    completion: .file())
  var trace: String?

  @Option(help: told("speed"), completion: choices("speed"))
  var speed: String?

  @Option(help: told("keep"), completion: choices("keep"))
  var keep: String?

  @Option(help: told("time_unit"), completion: choices("time_unit"))
  var timeUnit: String?

  @Option(help: told("time_column"), completion: choices("time_column"))
  var timeColumn: String?

  @Option(help: told("duration_column"), completion: choices("duration_column"))
  var durationColumn: String?

  @Option(help: told("prompt_column"), completion: choices("prompt_column"))
  var promptColumn: String?

  @Option(help: told("output_column"), completion: choices("output_column"))
  var outputColumn: String?

  @Option(help: told("arrivals"), completion: choices("arrivals"))
  var arrivals: String?

  @Option(help: told("service"), completion: choices("service"))
  var service: String?

  @Option(help: told("cold_start"), completion: choices("cold_start"))
  var coldStart: String?

  @Option(help: told("cold_service"), completion: choices("cold_service"))
  var coldService: String?

  @Option(help: told("keep_alive"), completion: choices("keep_alive"))
  var keepAlive: String?

  @Option(help: told("start_limit"), completion: choices("start_limit"))
  var startLimit: String?

  @Option(help: told("min_warm"), completion: choices("min_warm"))
  var minWarm: String?

  @Option(help: told("buffer"), completion: choices("buffer"))
  var buffer: String?

  @Option(help: told("max_instances"), completion: choices("max_instances"))
  var maxInstances: String?

  @Option(help: told("warmth"), completion: choices("warmth"))
  var warmth: String?

  @Option(help: told("waits"), completion: choices("waits"))
  var waits: String?

  @Option(help: told("routing"), completion: choices("routing"))
  var routing: String?

  /// Once for each pool.
  @Option(help: told("pools"))
  var pools: [String] = []

  @Option(help: told("gpus"), completion: choices("gpus"))
  var gpus: String?

  @Option(help: told("reserved"), completion: choices("reserved"))
  var reserved: String?

  @Option(help: told("concurrency"), completion: choices("concurrency"))
  var concurrency: String?

  @Option(help: told("gpus_per_instance"), completion: choices("gpus_per_instance"))
  var gpusPerInstance: String?

  @Option(help: told("batch_speedup"), completion: choices("batch_speedup"))
  var batchSpeedup: String?

  @Option(help: told("queue"), completion: choices("queue"))
  var queue: String?

  @Option(help: told("patience"), completion: choices("patience"))
  var patience: String?

  @Option(help: told("timeout"), completion: choices("timeout"))
  var timeout: String?

  @Option(help: told("retries"), completion: choices("retries"))
  var retries: String?

  @Option(help: told("retry_after"), completion: choices("retry_after"))
  var retryAfter: String?

  @Option(help: told("schedule"), completion: choices("schedule"))
  var schedule: String?

  @Option(help: told("failed_starts"), completion: choices("failed_starts"))
  var failedStarts: String?

  @Option(help: told("no_capacity"), completion: choices("no_capacity"))
  var noCapacity: String?

  @Option(help: told("interrupted"), completion: choices("interrupted"))
  var interrupted: String?

  @Option(help: told("notice"), completion: choices("notice"))
  var notice: String?

  @Option(help: told("horizon"), completion: choices("horizon"))
  var horizon: String?

  @Option(help: told("precision"), completion: choices("precision"))
  var precision: String?

  @Option(help: told("seed"), completion: choices("seed"))
  var seed: String?

  @Option(help: told("price"), completion: choices("price"))
  var price: String?

  @Option(help: told("reserved_price"), completion: choices("reserved_price"))
  var reservedPrice: String?

  @Option(help: told("billed_by"), completion: choices("billed_by"))
  var billedBy: String?

  @Option(help: told("minimum"), completion: choices("minimum"))
  var minimum: String?

  @Option(help: told("bills_start"), completion: choices("bills_start"))
  var billsStart: String?

  @Option(help: told("bills_idle"), completion: choices("bills_idle"))
  var billsIdle: String?

  @Option(help: told("discount"), completion: choices("discount"))
  var discount: String?

  /// How the file is read, with the file.
  var file: [GivenArgument] {
    given([
      ("file", "trace", trace),
      ("speed", "speed", speed),
      ("keep", "keep", keep),
      ("time_unit", "time-unit", timeUnit),
      ("time_column", "time-column", timeColumn),
      ("duration_column", "duration-column", durationColumn),
      ("prompt_column", "prompt-column", promptColumn),
      ("output_column", "output-column", outputColumn),
    ])
  }

  /// Everything else that was given.
  var arguments: [GivenArgument] {
    given([
      ("arrivals", "arrivals", arrivals),
      ("service", "service", service),
      ("cold_start", "cold-start", coldStart),
      ("cold_service", "cold-service", coldService),
      ("keep_alive", "keep-alive", keepAlive),
      ("start_limit", "start-limit", startLimit),
      ("min_warm", "min-warm", minWarm),
      ("buffer", "buffer", buffer),
      ("max_instances", "max-instances", maxInstances),
      ("warmth", "warmth", warmth),
      ("waits", "waits", waits),
      ("routing", "routing", routing),
      ("gpus", "gpus", gpus),
      ("reserved", "reserved", reserved),
      ("concurrency", "concurrency", concurrency),
      ("gpus_per_instance", "gpus-per-instance", gpusPerInstance),
      ("batch_speedup", "batch-speedup", batchSpeedup),
      ("queue", "queue", queue),
      ("patience", "patience", patience),
      ("timeout", "timeout", timeout),
      ("retries", "retries", retries),
      ("retry_after", "retry-after", retryAfter),
      ("schedule", "schedule", schedule),
      ("failed_starts", "failed-starts", failedStarts),
      ("no_capacity", "no-capacity", noCapacity),
      ("interrupted", "interrupted", interrupted),
      ("notice", "notice", notice),
      ("horizon", "horizon", horizon),
      ("precision", "precision", precision),
      ("seed", "seed", seed),
      ("price", "price", price),
      ("reserved_price", "reserved-price", reservedPrice),
      ("billed_by", "billed-by", billedBy),
      ("minimum", "minimum", minimum),
      ("bills_start", "bills-start", billsStart),
      ("bills_idle", "bills-idle", billsIdle),
      ("discount", "discount", discount),
    ]) + given(pools.map { ("pools", "pools", $0) })
  }

  private func given(
    _ options: [(parameter: String, option: String, text: String?)]
  ) -> [GivenArgument] {
    options.compactMap { parameter, option, text in
      text.map { GivenArgument(parameter, .written(Source(name: "--" + option, $0))) }
    }
  }
}

/// The parameter that an option is for, of whichever fleet has it.
private func declared(_ name: String) -> Function.Parameter? {
  NativeFunctions.fleets.lazy.compactMap { $0.parameter(named: name) }.first
}

/// What an option says: the sentence of its parameter.
private func told(_ name: String) -> ArgumentHelp {
  .declared(name, in: declared(name).map { [$0] } ?? [])
}

/// What a shell offers for an option: the words that it takes.
private func choices(_ name: String) -> CompletionKind {
  switch declared(name)?.kind {
  case .words(let words), .forms(_, let words): .list(words)
  case .bool: .list(["true", "false"])
  default: .default
  }
}
