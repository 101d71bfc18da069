/// Serves real requests on this machine the way a dedicated or a serverless server would.
public struct Serving: Sendable {
  /// How the model is kept.
  public enum Mode: Sendable, Equatable {
    /// Loaded once before the first request, and kept to the end.
    case dedicated
    /// Loaded when a request finds none, and unloaded after `keepAlive` seconds without one.
    case serverless(keepAlive: Double)
  }

  /// A request and when it arrives.
  public struct Arrival: Sendable {
    /// Seconds after the start, 0...86,400.
    public var time: Double
    /// What is asked.
    public var request: Request

    /// A request `time` seconds after the start.
    public init(at time: Double, _ request: Request) {
      self.time = time
      self.request = request
    }
  }

  /// What happens while serving.
  public enum Event: Sendable {
    case loading
    case loaded(seconds: Double)
    case waiting(seconds: Double)
    case step(request: Int, Step)
    case served(request: Int)
    case unloaded
  }

  /// Path of the model's file.
  public var model: String
  /// The model's bytes where it is in memory and in no file.
  public var bytes: FileBytes?
  /// Whether the model stays loaded.
  public var mode: Mode
  /// Threads at work; nil for one each processor.
  public var threads: Int?
  /// Whether a load starts from disk: the system's cached copy of the file is dropped first.
  public var dropsPageCache: Bool
  /// Whether prompts are brought into the form that the model answers.
  public var formsPrompts = true
  /// Asked now and then while a model is loaded; where it says yes, `.cancelled` is thrown.
  public var isCancelled: @Sendable () -> Bool = { false }

  /// `model`: path of a GGUF file; `threads`: nil for one each processor.
  public init(
    model: String, as mode: Mode, threads: Int? = nil, dropsPageCache: Bool = true
  ) {
    self.model = model
    self.mode = mode
    self.threads = threads
    self.dropsPageCache = dropsPageCache
  }

  /// Serves `arrivals` in the order of their times, one at a time, in real time, and measures.
  /// The callback can stop it; what was served until then is reported.
  public func run(_ arrivals: [Arrival], onEvent: (Event) -> Flow = { _ in .goOn })
    throws(InferenceError) -> ServingReport
  {
    var session = try ServingSession(self)
    var served: [ServingReport.Served] = []
    var goesOn = true
    if mode == .dedicated {
      goesOn = try session.load(onEvent) == .goOn
      session.restartClock()
    }
    for (number, arrival) in arrivals.sorted(by: { $0.time < $1.time }).enumerated() where goesOn {
      guard arrival.time >= 0, arrival.time <= 86_400 else {
        throw InferenceError(.invalidRequest, "arrival", .outside(0, 86_400, .seconds))
      }
      goesOn = session.wait(until: arrival.time, onEvent) == .goOn
      guard goesOn else { break }
      let (result, progress) = try session.serve(number, arrival, onEvent)
      served.append(result)
      goesOn = progress == .goOn
    }
    return session.finish(served, onEvent)
  }
}
