import ArgumentParser
import Basics
import Diagnostics
import Display
import Foundation
import Headless
import Presentation
import Session

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulate a fleet of GPUs without the workbook.",
    discussion: """
      Every value is an expression of the language, as in a call of the function: \
      gpulearn simulate --arrivals 0.9/s --service '1.991 s' --cold-start '20 s' --keep-alive '600 s'
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable { case serverless, dedicated, hybrid }

  @OptionGroup var common: CommonOptions

  @Option(help: "serverless, dedicated or hybrid.")
  var fleet = Kind.serverless

  @Option(
    help: "When requests come: 2/s, 'bursts(on: 1 min, off: 5 min, rate_on: 4/s, rate_off: 0/s)'.")
  var arrivals: String?

  @Option(help: "Replay the requests of a CSV file instead.", completion: .file())
  var trace: String?

  @Option(help: "How many times as fast as recorded the file is replayed.")
  var speed: String?

  @Option(help: "The file's column of times, if it has no usual name.")
  var timeColumn: String?

  @Option(help: "The file's column of durations.")
  var durationColumn: String?

  @Option(help: "The file's column of prompt tokens.")
  var promptColumn: String?

  @Option(help: "The file's column of answer tokens.")
  var outputColumn: String?

  @Option(
    help:
      "How long a request takes, where the file does not say: '2 s', 'lognormal(1 s, 5 s)', 'tokens(…)'."
  )
  var service: String?

  @Option(help: "What a start takes: '20 s', 'phases(load: 8 s, warm_up: 12 s)'.")
  var coldStart: String?

  @Option(help: "How long the first request on a new instance takes, if not like any other.")
  var coldService: String?

  @Option(help: "How long an idle instance is kept: '60 s', knative or histogram.")
  var keepAlive: String?

  @Option(help: "Instances that are always kept.")
  var minWarm: String?

  @Option(help: "Idle instances kept ready under load.")
  var buffer: String?

  @Option(help: "At most so many instances.")
  var maxInstances: String?

  @Option(help: "Rented GPUs of a dedicated fleet.")
  var gpus: String?

  @Option(help: "Rented GPUs of a hybrid fleet.")
  var reserved: String?

  @Option(help: "For the first free instance or its own: first or own.")
  var waits: String?

  @Option(help: "Which idle instance goes first: newest or oldest.")
  var routing: String?

  @Option(help: "Requests that an instance takes at once.")
  var concurrency: String?

  @Option(help: "unbounded, reject, or how many requests may wait.")
  var queue: String?

  @Option(help: "How long: '1 day', '100k requests'.")
  var horizon: String?

  @Option(help: "Same seed, same result.")
  var seed: String?

  @Option(help: "What it costs: '$2.736/(gpu*h)', '$0.001/request'.")
  var price: String?

  @Option(help: "Price of the rented GPUs of a hybrid fleet.")
  var reservedPrice: String?

  @Option(help: "Billed time is rounded up to this.")
  var billedBy: String?

  @Option(help: "The least time that is billed.")
  var minimum: String?

  @Option(help: "The rung a start begins on: cold, disk, memory, snapshot.")
  var warmth: String?

  @Option(help: "Whether starting is billed: true or false.")
  var billsStart: String?

  @Option(help: "Whether idle time is billed: true or false.")
  var billsIdle: String?

  @Option(help: "Taken off a dedicated fleet's price for a commitment: '30%'.")
  var discount: String?

  @Flag(help: "Draw the first requests, lane by lane.")
  var timeline = false

  @Flag(help: "Draw how latency is distributed.")
  var histogram = false

  @Option(help: "Write the recorded events as CSV.", completion: .file())
  var csv: String?

  @Option(help: "Write the recorded events for Perfetto (Chrome trace JSON).", completion: .file())
  var chromeTrace: String?

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let screen = Screen(isPlain: common.plain)
    do throws(Diagnostic) {
      var evaluation = try Evaluation(
        course: common.prices == nil ? try? Places.course(common) : try Places.course(common),
        place: nil, now: Places.now(), isInterrupted: Screen.isInterrupted,
        onProgress: screen.progress)
      let outcome = evaluation.answer(call)
      if let problem = outcome.problem { throw problem }
      if json { screen.write(outcome.json.text + "\n") } else { screen.show(outcome.display) }
      screen.remark(outcome.remarks)
      if histogram, !json, let times = outcome.histogram { screen.show(times().display) }
      guard let recording = outcome.recording else { return }
      if timeline, !json { screen.show(Display([.timeline(recording.timeline.drawing)])) }
      if let csv { try write(recording.csv, to: csv) }
      if let chromeTrace { try write(recording.chromeTrace, to: chromeTrace) }
    } catch {
      if json {
        screen.write(JSON.failure(error).text + "\n")
      } else {
        screen.complain(error)
      }
      throw Exit.code(of: error)
    }
  }

  private func write(_ text: String, to path: String) throws(Diagnostic) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Diagnostic(.unwritable, "The file \(path) cannot be written.")
    }
  }

  /// The options as a call of the language.
  private var call: String {
    var arguments: [(String, String?)] = []
    let function: String
    let file = [
      ("file", trace.map(quoted)), ("speed", speed),
      ("time_column", timeColumn.map(quoted)), ("duration_column", durationColumn.map(quoted)),
      ("prompt_column", promptColumn.map(quoted)), ("output_column", outputColumn.map(quoted)),
    ]
    if trace != nil, fleet == .serverless {
      function = "replay"
      arguments = file + [("service", service)]
    } else if trace != nil {
      function = fleet.rawValue
      arguments = [
        ("arrivals", written("trace", file)), ("service", service ?? "1 s"), ("horizon", horizon),
      ]
    } else {
      function = fleet.rawValue
      arguments = [
        ("arrivals", arrivals ?? "1/s"), ("service", service ?? "1 s"), ("horizon", horizon),
      ]
    }
    arguments += [
      ("cold_start", coldStart), ("cold_service", coldService),
      ("warmth", warmth.map { "\"\($0)\"" }), ("keep_alive", keepAlive.map(word)),
      ("min_warm", minWarm),
      ("buffer", buffer), ("max_instances", maxInstances), ("gpus", gpus), ("reserved", reserved),
      ("concurrency", concurrency), ("queue", queue.map(word)), ("seed", seed), ("price", price),
      ("reserved_price", reservedPrice), ("billed_by", billedBy), ("minimum", minimum),
      ("bills_start", billsStart), ("bills_idle", billsIdle), ("discount", discount),
      ("waits", waits.map(quoted)), ("routing", routing.map(quoted)),
    ]
    return written(function, arguments)
  }

  private func written(_ function: String, _ arguments: [(String, String?)]) -> String {
    let given = arguments.compactMap { name, value in value.map { "\(name): \($0)" } }
    return "\(function)(\(given.joined(separator: ", ")))"
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }

  /// The names of policies are text in the language and bare words on the command line.
  private func word(_ text: String) -> String {
    ["knative", "histogram", "reject", "unbounded"].contains(text) ? "\"\(text)\"" : text
  }
}
