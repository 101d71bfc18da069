import ArgumentParser
import Foundation
import Inference
import ServingLab

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve a language model over HTTP as OpenAI's API does.",
    discussion: """
      Requests go to http://127.0.0.1:8080/v1: /v1/models, /v1/completions, /v1/chat/completions, \
      streamed or not; /health and /metrics. TERM and Ctrl-C let what is at work finish.

      In place of figures, gpulearn serve takes the prices of an offer of the course: --offer ID of a \
      serverless one, --rent ID of a rented GPU to compare it with; gpulearn prices lists them.
      """)

  @Argument(
    help: "A GGUF file of a language model; from gpulearn, the course's own if left out.",
    completion: .file(extensions: ["gguf"]))
  var model: String?

  @Option(help: .private)
  var courseModel: String?

  @OptionGroup(title: "The network") var door: DoorOptions

  @OptionGroup(title: "The platform") var platform: PlatformOptions

  @Flag(help: "Show what workers do and cost while it serves.")
  var panel = false

  @Flag(help: "Lines instead of a panel that is redrawn.")
  var plain = false

  @Option(help: "Threads of a worker; one for each processor if left out.")
  var threads: Int?

  @Option(help: "The most requests that a worker answers together, 1 to 63.")
  var concurrency = 16

  @Option(
    help: """
      Megabytes of keys and values that a worker keeps, so that prompts which begin alike are not \
      read again from the start; 0 keeps none.
      """)
  var prefixCache = 256

  @Option(help: "Requests that wait at most; more get status 429.")
  var queue = 256

  @Option(help: "Seconds without a word from a worker at work after which it is ended.")
  var longestSilence = 20.0

  @Option(help: "How often a request is begun at most, where workers are lost.")
  var attempts = 3

  @Flag(help: "Show what workers say on standard error.")
  var verbose = false

  func validate() throws {
    guard let path else { throw ValidationError("Which model? Name a GGUF file.") }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw ValidationError("There is no file \(path) that can be read.")
    }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("threads goes from 1 to 256; this is \(threads).")
    }
    guard (1...63).contains(concurrency) else {
      throw ValidationError("concurrency goes from 1 to 63; this is \(concurrency).")
    }
    guard (0...1_000_000).contains(prefixCache) else {
      throw ValidationError("prefix-cache goes from 0 to 1,000,000 MB; this is \(prefixCache).")
    }
    guard (0.1...86_400).contains(longestSilence), (1...100).contains(attempts) else {
      throw ValidationError("longest-silence and attempts are above 0.")
    }
    guard (0...100_000).contains(queue) else {
      throw ValidationError("queue goes from 0 to 100,000; this is \(queue).")
    }
  }

  /// What keeps the model from being loaded is told before anything is served.
  private func checkModel() throws {
    do throws(InferenceError) {
      _ = try ModelShape(GGUFFile(FileBytes(path: path ?? "")))
    } catch {
      throw ValidationError("\(path ?? "") cannot be served. \(error.description)")
    }
  }

  private var path: String? { model ?? courseModel }

  func run() async throws {
    try checkModel()
    var server = Server()
    server.workers.model = path ?? ""
    server.door = door.settings(server.workers.model)
    server.workers.threads = threads
    server.workers.prefixBytes = prefixCache * 1_000_000
    server.platform.concurrency = concurrency
    server.platform.queue = queue
    server.platform.longestSilence = longestSilence
    server.platform.attempts = attempts
    server.program = Bundle.main.executablePath ?? CommandLine.arguments[0]
    server.showsErrors = verbose
    platform.apply(to: &server)
    let shown = panel || platform.as == .serverless
    let (settings, live) = (server.door, LivePanel(server, isPlain: plain))
    try await withThrowingTaskGroup(of: Void.self) { [server] group in
      let (ready, isReady) = AsyncStream<(Int, Desk)>.makeStream()
      group.addTask {
        for await (port, desk) in ready {
          let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
          let place = "http://\(host):\(port)/v1"
          print("Serving \(settings.model) at \(place); Ctrl-C stops.")
          fflush(nil)
          guard shown else { continue }
          let start = Machine.now
          do {
            try await live.run(desk, at: place)
          } catch is CancellationError {
            // It is told to stop.
          }
          try await live.summary(desk, since: start)
        }
      }
      try await server.run { isReady.yield(($0, $1)) }
      group.cancelAll()
    }
  }
}
