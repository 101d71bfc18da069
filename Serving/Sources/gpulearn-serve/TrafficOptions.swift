import ArgumentParser
import ServingLab
import Simulation

/// What a load test sends.
struct TrafficOptions: ParsableArguments {
  @Option(help: "Requests a second, at random.")
  var rate = 2.0

  @Option(help: "For so many seconds.")
  var seconds = 30.0

  @Option(help: "So many requests at most.")
  var requests = 100_000

  @Flag(help: "Bursts: four times the rate for a tenth of the time, two thirds of it between.")
  var bursts = false

  @Flag(help: "A day: the rate swings to twice itself and back, once in all of the seconds.")
  var day = false

  @Option(
    help: "A trace file (CSV, JSON lines, a log): its times, and its lengths where it has them.",
    completion: .file())
  var trace: String?

  @Option(help: "How many times as fast as recorded a trace is sent.")
  var speed = 1.0

  @Option(help: "Tokens of a prompt, about.")
  var prompt = 32

  @Option(help: "Tokens of an answer.")
  var output = 32

  @Option(
    help: "What a number of the trace's times is: s, ms or us; as its column says if left out.")
  var timeUnit: TimeUnit?

  enum TimeUnit: String, ExpressibleByArgument, CaseIterable {
    case s, ms, us

    var seconds: Double {
      switch self {
      case .s: 1
      case .ms: 1e-3
      case .us: 1e-6
      }
    }
  }

  @Option(
    help: """
      The same seed, the same times and lengths. The words of prompts are drawn anew, as a server may \
      have kept what it read.
      """)
  var seed: UInt64 = 1

  func validate() throws {
    guard rate > 0, rate <= 100_000, seconds > 0, seconds <= 86_400 else {
      throw ValidationError("rate goes up to 100000 a second, seconds up to 86400.")
    }
    guard (1...100_000).contains(prompt), (1...100_000).contains(output),
      (1...1_000_000).contains(requests)
    else { throw ValidationError("prompt, output and requests are at least 1.") }
    guard [bursts, day, trace != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("bursts, day and trace are three ways: choose one.")
    }
  }

  func drawn() throws(LoadProblem) -> [LoadRequest] {
    var arrivals = Arrivals.poisson(rate: rate)
    if bursts {
      arrivals = .bursts(
        on: seconds / 20, off: seconds * 9 / 20, rateOn: 4 * rate, rateOff: rate * 2 / 3)
    } else if day {
      arrivals = .daily(mean: rate, peak: 2 * rate, period: seconds)
    } else if let trace {
      arrivals = .trace(file(trace))
    }
    do throws(SimulationError) {
      let found = try arrivals.requests(
        within: trace == nil ? seconds : .infinity, most: requests, seed: seed)
      return found.map {
        LoadRequest(
          at: $0.time, promptTokens: Self.whole($0.promptTokens, prompt),
          outputTokens: Self.whole($0.outputTokens, output))
      }
    } catch {
      throw LoadProblem("The requests cannot be made: \(error).")
    }
  }

  private func file(_ trace: String) -> TraceFile {
    var file = TraceFile(trace)
    file.speed = speed
    file.unit = timeUnit?.seconds
    return file
  }

  /// What the trace was taken for; nil without one, and for what cannot be read.
  var traceWords: String? {
    // What is wrong with it is told where its requests are made.
    guard let trace, let summary = try? file(trace).summary() else { return nil }
    return "trace: \(summary.columns)"
  }

  private static func whole(_ value: Double?, _ usual: Int) -> Int {
    value.map { max(1, Int(min($0, 1e6).rounded())) } ?? usual
  }
}

/// How a load test is forecast.
struct ForecastOptions: ParsableArguments {
  @Flag(help: "Measure the law of the server's steps over HTTP first, with nothing else going on.")
  var fit = false

  @Option(
    help: "Measure it on the engine of this machine alone instead, with this GGUF file.",
    completion: .file(extensions: ["gguf"]))
  var fitEngine: String?

  @Option(help: "Threads of that engine; one for each processor if left out.")
  var threads: Int?

  @Option(help: "Workers that are always there, of a server that is not gpulearn's.")
  var workers: Int?

  @Option(help: "The most requests of one at once.")
  var concurrency: Int?

  func validate() throws {
    guard (1...10_000).contains(workers ?? 1), (1...10_000).contains(concurrency ?? 1) else {
      throw ValidationError("workers and concurrency go from 1 to 10000.")
    }
  }

  var fitting: LoadRun.Fitting? {
    if let fitEngine { return .engine(fitEngine, threads: threads) }
    return fit ? .overHTTP : nil
  }

  /// What is known of a foreign server.
  var stated: PlatformFacts {
    var facts = PlatformFacts()
    facts.workers = workers ?? facts.workers
    facts.concurrency = concurrency ?? 64
    facts.batchSize = 8192
    return facts
  }
}
