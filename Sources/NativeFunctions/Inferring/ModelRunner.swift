import Diagnostics
import Inference
import Language
import Synchronization

/// Runs models for the language. Workbooks that share one share what it has measured: the same call
/// is not measured twice, unless somebody asks for it.
public final class ModelRunner: Sendable {
  /// The model that is meant where none is named.
  private let shipped: String?
  /// Hears what models write; nil where nobody reads along.
  let listener: GenerationListener?
  private let state = Mutex(State())

  /// The model used last: loading a large one takes its time. Held while one is loaded, so that
  /// whoever asks for it meanwhile waits and gets the same.
  private let loaded = Mutex<(path: String, file: FileIdentity?, model: Model)?>(nil)

  private struct State {
    var results: [Call: (value: Value, effort: Effort, round: MeasuringRound?)] = [:]
  }

  /// A call of a function, its model as it is in the file now.
  private struct Call: Hashable {
    var function: String
    var arguments: [Value?]
    var file: FileIdentity?
  }

  private static let mostResults = 256

  /// - Parameters:
  ///   - model: path of the model that is meant where none is named; nil where none came with the
  ///     course.
  ///   - listener: hears what models write.
  public init(model: String?, listener: GenerationListener? = nil) {
    shipped = model
    self.listener = listener
  }

  /// The path of the model that a call means.
  /// - Throws: `unreadable` where there is none.
  func path(_ arguments: Arguments) throws(Diagnostic) -> String {
    let named = arguments.text("model") ?? ""
    if !named.isEmpty { return named }
    do throws(Diagnostic) {
      return try shippedPath()
    } catch {
      throw error.placed(at: arguments.span).try(arguments.line("model", "\"my-model.gguf\""))
    }
  }

  /// The bytes of a model that is made up, where a name stands for one and for no file.
  func madeUpBytes(_ path: String, _ announcer: Announcer) -> FileBytes? {
    guard let model = RandomModel.offered[path.lowercased()], FileIdentity(path: path) == nil else {
      return nil
    }
    announcer.say("making up a model of \(path)")
    return FileBytes(model.bytes())
  }

  /// The path of the model that came with the course.
  /// - Throws: `unreadable` where there is none.
  func shippedPath() throws(Diagnostic) -> String {
    guard let shipped, FileIdentity(path: shipped) != nil else {
      throw Diagnostic(.unreadable, "No model came with this course.")
        .note("Name one of your own: a GGUF file, as in model: \"my-model.gguf\".")
    }
    return shipped
  }

  /// The model that a call means. The one used last is still there, unless it is to be loaded anew
  /// or its file has changed.
  func model(
    _ arguments: Arguments, _ budget: Budget, threads: Int? = nil, isAnew: Bool = false
  ) throws(Diagnostic) -> Model {
    let path = try path(arguments)
    return try loaded.withLock { loaded throws(Diagnostic) in
      let file = FileIdentity(path: path)
      if !isAnew, let loaded, loaded.path == path, loaded.file == file { return loaded.model }
      // Two large models might not fit.
      loaded = nil
      let announcer = Announcer(budget)
      let made = madeUpBytes(path, announcer)
      announcer.say("loading \(path)")
      let model = try inferring(arguments, file: path) { () throws(InferenceError) in
        let bytes: FileBytes
        if let made { bytes = made } else { bytes = try FileBytes(path: path) }
        return try Model(bytes, threads: threads, isCancelled: announcer.isCancelled)
      }
      if file != nil || made != nil { loaded = (path, file, model) }
      return model
    }
  }

  /// An engine of its own that runs a model, for what is no call of the language: a conversation, a
  /// measurement of a text.
  /// - Parameters:
  ///   - path: of the model; nil for the one that came with the course.
  ///   - threads: at work; nil for one each processor.
  public func engine(
    _ path: String?, threads: Int?, _ announcer: Announcer
  ) throws(Diagnostic) -> Engine {
    let path = if let path { path } else { try shippedPath() }
    announcer.say("loading \(path)")
    do throws(InferenceError) {
      let model = try Model(path: path, threads: threads, isCancelled: announcer.isCancelled)
      let engine = try Engine(model, threads: threads)
      engine.isCancelled = announcer.isCancelled
      return engine
    } catch {
      throw Inferring.diagnostic(error, file: path) { _ in nil }
    }
  }

  /// Gives back the memory of the model used last.
  func forgetModel() { loaded.withLock { $0 = nil } }

  /// What a measurement came to: an earlier one of the same call, or else a new one.
  func measured(
    _ function: String, _ names: [String], _ arguments: Arguments, _ budget: inout Budget,
    _ measure: (inout Budget) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let file = names.contains("model") ? FileIdentity(path: try path(arguments)) : nil
    let call = Call(function: function, arguments: names.map { arguments[$0] }, file: file)
    if let kept = state.withLock({ $0.results[call] }),
      budget.measuringRound == nil || kept.round === budget.measuringRound
    {
      // It counts as if it were made, so that what is computed at once does not depend on it.
      budget.spend(kept.effort)
      return kept.value
    }
    let before = budget.spent
    let value = try measure(&budget)
    let effort = budget.spent - before
    let round = budget.measuringRound
    state.withLock {
      if $0.results.count >= Self.mostResults { $0.results = [:] }
      $0.results[call] = (value, effort, round)
    }
    return value
  }
}

/// A function that measures, through a runner that keeps what it measured.
/// - Parameter body: may take as long as it needs, if it asks the budget for Ctrl-C.
func measurement<Found>(
  _ runner: ModelRunner, _ name: String, _ sentence: String, _ parameters: [Function.Parameter],
  example: String, gives form: RecordForm<Found>,
  body: @escaping @Sendable (Arguments, inout Budget) throws(Diagnostic) -> Found
) -> Function {
  Function(
    name, sentence, parameters, example: example, gives: form, isMeasurement: true, body: body
  ).measured(by: runner)
}

extension Function {
  /// The same function, what it measured kept by a runner.
  func measured(by runner: ModelRunner) -> Function {
    let (name, names) = (name, parameters.map { $0.name })
    return calling { (body, arguments, budget) throws(Diagnostic) -> Value in
      try budget.checkInterrupt()
      return try runner.measured(name, names, arguments, &budget) {
        (budget: inout Budget) throws(Diagnostic) -> Value in
        try body(arguments, &budget)
      }
    }
  }
}
