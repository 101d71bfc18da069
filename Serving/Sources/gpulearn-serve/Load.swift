import ArgumentParser
import Basics
import Foundation
import ServingLab

struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load-test a server that answers as OpenAI's API does, and forecast the same run.",
    discussion: """
      Requests are sent when they are due, whatever becomes of those before them. Times are by vLLM's \
      definitions. With --fit the law of the server's steps is measured first, and the same \
      requests are simulated by it: forecast against measured.

        gpulearn load http://127.0.0.1:8080 --rate 5 --seconds 60 --fit
        gpulearn load http://127.0.0.1:8080 --trace requests.csv --speed 60
      """)

  @Argument(help: "The address of the server, such as http://127.0.0.1:8080/v1.")
  var address: String

  @OptionGroup(title: "What is sent") var traffic: TrafficOptions

  @OptionGroup(title: "The forecast") var forecast: ForecastOptions

  @Option(help: "The key to bring; or set OPENAI_API_KEY.")
  var apiKey: String?

  @Option(help: "The model to name; the first of /v1/models if left out.")
  var model: String?

  @Option(help: "How often a request is tried again at most, as OpenAI's client does.")
  var retries = 2

  @Option(help: "Seconds after which an answer is not waited for any more.")
  var timeout = 300.0

  @Flag(help: "One JSON object.")
  var json = false

  func validate() throws {
    guard LoadTarget(address) != nil else {
      throw ValidationError("An address begins with http://, as http://127.0.0.1:8080/v1 does.")
    }
    guard (0...100).contains(retries), (0.1...86_400).contains(timeout) else {
      throw ValidationError("retries goes from 0 to 100, timeout from 0.1 to 86400 seconds.")
    }
  }

  func run() async throws {
    guard var target = LoadTarget(address) else { return }
    target.key = apiKey ?? ProcessInfo.processInfo.environment["OPENAI_API_KEY"]
    target.model = model
    let isSilent = json
    let say: @Sendable (String) -> Void = { words in
      if !isSilent { FileHandle.standardError.write(Data((words + "\n").utf8)) }
    }
    do {
      var run = try LoadRun(target, traffic.drawn(), say: say)
      if let words = traffic.traceWords { say(words) }
      run.retries = retries
      run.patience = timeout
      run.fitting = forecast.fitting
      run.stated = forecast.stated
      let report = try await run.report()
      print(json ? report.json.text : report.lines.joined(separator: "\n"))
      if report.answered == 0 { throw ExitCode(1) }
    } catch let problem as LoadProblem {
      FileHandle.standardError.write(Data((problem.words + "\n").utf8))
      throw ExitCode(1)
    }
  }
}
