import Diagnostics
import Inference
import Language
import Quantities
import Simulation

/// `bench_fit`: the law of the steps of the engine here, fitted to a load test of it.
enum FitHere {
  private struct Found: Sendable {
    let fit: StepLaw.Fit
    let points: Int
    let room: Int
    let machine: String
  }

  private static let form = RecordForm<Found>(
    StepFunctions.fitted { $0.fit } + [
      .figure("points", .number, "that were measured") { Double($0.points) },
      .figure("context", .tokens, "the longest text of the model") { Double($0.room) },
      Inferring.measuredOn { $0.machine },
    ])

  /// What is measured: prompts and answers of these lengths, as far as the model's context goes.
  private static let lengths = [(8, 24), (64, 16), (160, 16)]
  private static let together = [1, 2, 4, 8]

  static func function(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "bench_fit",
      "measures how fast this machine answers several requests together, and fits the law of its steps",
      [Inferring.model, Inferring.threads], example: "bench_fit()", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      let threads = try Inferring.threads(arguments)
      let model = try runner.model(arguments, budget, threads: threads)
      let (points, machine) = try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model, threads: threads)
        let announcer = Announcer(budget)
        engine.isCancelled = announcer.isCancelled
        return (try measure(engine, announcer), Inferring.machine(engine))
      }
      budget.spend(.measurement)
      guard let fit = StepLaw.carefulFit(points, room: nil) else {
        throw Diagnostic(
          .outOfRange, "The model's context is too short to tell a law.", at: arguments.span
        ).label("\(model.shape.contextLength) tokens")
      }
      return Found(
        fit: fit, points: points.count, room: model.shape.contextLength, machine: machine)
    }
  }

  private static func measure(
    _ engine: Engine, _ announcer: Announcer
  ) throws(InferenceError) -> [StepLaw.Point] {
    var points: [StepLaw.Point] = []
    for (prompt, output) in lengths where prompt + output <= engine.model.shape.contextLength {
      for users in together where users <= engine.batchSize {
        announcer.say(
          users == 1 ? "one request of \(prompt) tokens" : "\(users) requests of \(prompt) tokens")
        let point = try engine.loadPoint(prompt: prompt, output: output, together: users)
        points.append(
          StepLaw.Point(
            prompt: Double(prompt), output: Double(output), users: Double(users),
            outputRate: Double(users * output) / max(point.seconds, 1e-9)))
      }
    }
    return points
  }
}
