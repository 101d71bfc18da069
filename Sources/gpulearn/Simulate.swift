import ArgumentParser
import Basics
import Course
import Diagnostics
import Display
import Foundation
import Headless
import Language
import NativeFunctions
import Presentation
import Session
import Terminal

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Simulate a fleet of GPUs without the workbook.",
    discussion: """
      Every value is an expression of the language, as in a call of the function: \
      gpulearn simulate --arrivals 0.9/s --service '1.991 s' --cold-start '20 s' --keep-alive '600 s'
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case serverless, dedicated, hybrid, mixed
  }

  @OptionGroup var common: CommonOptions

  @Option(help: "serverless, dedicated, hybrid or mixed.")
  var fleet = Kind.serverless

  @OptionGroup(title: "What is simulated") var settings: FleetOptions

  @Flag(help: "Draw the first requests, lane by lane.")
  var timeline = false

  @Flag(help: "Draw how latency is distributed.")
  var histogram = false

  @Option(help: "Write the recorded events as CSV.", completion: .file())
  var csv: String?

  @Option(help: "Write the recorded events for Perfetto (Chrome trace JSON).", completion: .file())
  var chromeTrace: String?

  @Option(
    help: "Write a row for each minute of the whole run as CSV: instances, queue, cost.",
    completion: .file())
  var series: String?

  @Option(help: "Write a row for each request of the whole run as CSV.", completion: .file())
  var requests: String?

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      let course = try Places.courseIfAny(common)
      let inputs = try inputs(course)
      let evaluation = try Evaluation(
        course: course, place: nil, now: Places.now(),
        isInterrupted: Screen.isInterrupted,
        onProgress: screen.progress)
      let outcome = try outcome(evaluation)
      if json { screen.write(outcome.json.text + "\n") } else { screen.show(outcome.display) }
      screen.remark(outcome.remarks)
      if histogram, !json, let times = outcome.histogram { screen.show(times().display) }
      guard let recording = outcome.recording else { return }
      if timeline, !json {
        screen.show(Display([.timeline(try recording.timeline(.beginning).drawing)]))
      }
      if let csv { try OutputFile.write(recording.csv, to: csv, sparing: inputs) }
      if let chromeTrace {
        try OutputFile.write(recording.chromeTrace, to: chromeTrace, sparing: inputs)
      }
      if let series { try write(.series, of: recording, to: series, sparing: inputs) }
      if let requests { try write(.requests, of: recording, to: requests, sparing: inputs) }
    } catch {
      if json {
        screen.write(JSON.failure(error).text + "\n")
      } else {
        screen.complain(error)
      }
      throw ProgramEnd(of: error).code
    }
  }

  /// The files that are read; what is to be written is held against them before anything is run.
  private func inputs(_ course: Course?) throws(Diagnostic) -> InputFiles {
    var inputs = InputFiles([settings.trace, common.prices].compactMap { $0 }, of: course)
    for argument in settings.arguments {
      if case .written(let source) = argument.content { inputs.add(quotedIn: source.text) }
    }
    let outputs = [csv, chromeTrace, series, requests].compactMap { $0 }
    for (index, output) in outputs.enumerated() {
      try inputs.refuse(output)
      if outputs[..<index].contains(output) {
        throw Diagnostic(.unwritable, "Two recordings would be written to \(output).")
      }
    }
    if settings.trace == "-", series != nil || requests != nil {
      throw Diagnostic(
        .unreadable, "Standard input can be read once, and these tables read it again."
      )
      .note("Keep the requests in a file, and give its name.")
    }
    return inputs
  }

  /// - Throws: where an option belongs to fleets of another kind, with one of them to try.
  private func refuseOthers(_ arguments: [GivenArgument]) throws(Diagnostic) {
    func takes(_ kind: Kind, _ name: String) -> Bool {
      NativeFunctions.fleets.contains {
        $0.name == kind.rawValue && $0.parameter(named: name) != nil
      }
    }
    for argument in arguments where !takes(fleet, argument.name) {
      let name = argument.name
      let kinds = Kind.allCases.filter { takes($0, name) }
      guard let first = kinds.first else { continue }
      let problem = Diagnostic(
        .wrongArguments,
        "--\(name.replacing("_", with: "-")) is an option of --fleet "
          + kinds.map { $0.rawValue }.joined(separator: " and of --fleet ") + "."
      ).note("The fleet here is \(fleet.rawValue).")
      // A pool has settings of its own.
      if fleet == .mixed, NativeFunctions.pool?.parameter(named: name) != nil {
        throw problem.try("gpulearn simulate --fleet mixed --pools 'pool(\"A100\", gpus: 2)'")
      }
      // The lines to try are written out, so that a test reads each of them.
      throw switch first {
      case .serverless: problem.try("gpulearn simulate --fleet serverless")
      case .dedicated: problem.try("gpulearn simulate --fleet dedicated")
      case .hybrid: problem.try("gpulearn simulate --fleet hybrid")
      case .mixed: problem.try("gpulearn simulate --fleet mixed --pools 'pool(\"A100\", gpus: 2)'")
      }
    }
  }

  /// Writes a table of the whole run, a piece at a time.
  private func write(
    _ table: RunTable, of recording: any RunRecording, to path: String,
    sparing inputs: InputFiles
  ) throws(Diagnostic) {
    let file = try OutputFile(path, sparing: inputs)
    var failure: Diagnostic?
    do throws(Diagnostic) {
      _ = try recording.write(table) { piece in
        if Screen.isInterrupted() { return false }
        do throws(Diagnostic) {
          try file.write(piece)
          return true
        } catch {
          failure = error
          return false
        }
      }
    } catch {
      file.discard()
      throw failure ?? error
    }
    if let failure { throw failure }
    try file.finish()
  }

  /// Calls the function of the fleet: the file of a serverless one is replayed, that of another one
  /// is where its requests come from.
  private func outcome(_ evaluation: Evaluation) throws(Diagnostic) -> Evaluation.Outcome {
    let line = "gpulearn simulate --fleet \(fleet.rawValue)"
    var arguments = settings.arguments
    try refuseOthers(arguments)
    if fleet == .serverless, settings.trace != nil {
      return try evaluation.call("replay", with: settings.file + arguments, typed: line)
    }
    if let trace = settings.trace {
      let requests = try evaluation.value(calling: "trace", with: settings.file, typed: line)
      let place = Source(name: "--trace", trace).whole
      arguments.append(GivenArgument("arrivals", .value(requests, place)))
    }
    for (name, usual) in [("arrivals", "1/s"), ("service", "1 s")]
    where !arguments.contains(where: { $0.name == name }) {
      arguments.append(GivenArgument(name, .written(Source(usual))))
    }
    return try evaluation.call(fleet.rawValue, with: arguments, typed: line)
  }
}
